import { beginsOrder } from '../domain/plain.ts';
import { isQuestion } from '../domain/question.ts';
import { splitWords } from '../domain/words.ts';

/** That somebody likes a thing, or does not, as a sentence states it: no request, whatever it is taken for. */
export interface TasteSaid {
  /** As it was said; null is the speaker. */
  readonly who: string | null;
  readonly isLiked: boolean;
  /** As it was said. */
  readonly what: string;
  /** What was liked until now: "… instead of jazz". */
  readonly instead?: string;
  /** A view of the thing, or of the moment ("jazz is dull", "I am tired of jazz"): less than that somebody does not like it. */
  readonly isView?: true;
}

const LIKING =
  '(?:(?:lik|lov|ador|enjoy|prefer|fanc|support|favou?r)(?:e|es|ed|ing|y|ies|s)?|listen(?:s|ing)? to|care for|get enough of|(?:go|goes) (?:crazy|wild|mad) for)';
const LIKED =
  '(?:(?:\\w+ )?(?:fan|lover|supporter) of|fond of|into|keen on|partial to|(?:crazy|mad|nuts|wild|passionate) about|hooked on|(?:soft spot|weakness) for|(?:liking|fancy|shine) to|in love with)';
const LOATHING =
  '(?:(?:hat|loath|despis|dislik|abhor|detest)(?:e|es|ed|ing|s)?|care less about|(?:live|do) without|gone (?:right )?off)';
/** These, with a "not" before them. */
const ENDURING = '(?:stand|bear|abide|tolerate|stomach|want to (?:hear|listen to))';
const WEARY =
  '(?:(?:tired|sick|weary|bored|fed up|done|through) (?:of|with)|over|allergic to|(?:had )?enough of|had it with|out of love with)';
/** "Ben adores | techno", "I am sick of | techno". */
const MIDDLE = new RegExp(
  `^(?<before>.*?(?: |^)\\S+) (?:(?<liking>${LIKING})|(?<liked>${LIKED})|(?<loathing>${LOATHING})|(?<enduring>${ENDURING})|(?<weary>${WEARY}))(?: (?:listening to|watching|eating|hearing|to hear|to listen to|the idea of))? (?<what>.+)$`,
  'd',
);
/** "I am not much of a | metal | person". */
const KIND =
  /^(?<before>.+?) an? (?:(?:big|huge|massive|real|great|total|lifelong|die hard) )*(?<what>.+?) (?:fan|person|lover|supporter|guy|girl|type|enthusiast)$/d;
const BE = /^(?:am|is|are|was|were|be|been|become|have|has|had|got|grown|taken|took|fallen|fell|of|myself|ve|'s)$/;
const BETWEEN =
  /^(?:do|does|did|can|could|would|will|must|not|never|longer|no|hardly|ever|even|used|to|stopped|quit|go|really|truly|absolutely|just|also|still|always|actually|simply|totally|quite|very|so|rather|particularly|especially|that|all|a|an|much|more|big|huge|great|call|say|i|we|now|mostly|definitely|certainly|honestly|too|secretly|rarely|seldom)$/;
const NOT = /^(?:not|never|longer|hardly|used|stopped|quit|rarely|seldom)$/;
/** "I never said that I like …", "it is not true that …". */
const UNSAID =
  /\b(?:not|never|stop|stopped) (?:\w+ )?(?:say|said|saying|think|thinking|thought|true|mean|believe|told|tell|claim|claimed)\b|\buntrue\b/;
const NO_LEAD =
  /\b(?:(?<!not |never )forget|unlearn|if|when(?! it comes to)|whenever|because|unless|while|who|what|which|why|how|whether|where|than|until|as|like)\b/;
const LEAD_MAX = 7;
const NAME_WORDS_MAX = 3;
const WHAT_WORDS_MAX = 5;

const WHOSE = String.raw`(?<whose>my|our|me|us|i|we|[\p{L}-]+(?: 's)?)`;
/** "techno | is not Ben's thing", "techno | bores me", "Motown | is right up my street". */
const SAID_LAST: readonly (readonly [pattern: RegExp, isLiked: boolean])[] = [
  [`is (?:right )?up ${WHOSE} (?:street|alley)`, true],
  [`is what ${WHOSE} (?:like|love|enjoy|prefer)s?(?: (?:best|most))?`, true],
  [`is ${WHOSE} (?:(?:all time )?favou?rite(?: .+)?|thing|cup of tea|(?:kind|sort) of \\S+)`, true],
  [
    `(?:is|are) not (?:(?:really|quite|exactly|at all) )?(?:(?:to|for) )?${WHOSE}(?: (?:thing|taste|liking|style|favou?rite|cup of tea|idea of .+|(?:kind|sort|type) of .+))?`,
    false,
  ],
  [
    `(?:bores?|annoys?|irritates?|disgusts?|leaves?|drives?|(?:do|does) nothing for|(?:do|does) not do (?:it|anything|much) for|gets? on) ${WHOSE}(?: (?:cold|mad|crazy|nuts|insane|up the wall|nerves))?`,
    false,
  ],
].map(([form, isLiked]) => [new RegExp(`^(?<what>.+?) ${form}$`, 'du'), isLiked === true]);
/** "I find jazz dull", "jazz is awful". */
const DULL =
  '(?:boring|dull|awful|terrible|horrible|rubbish|annoying|dreadful|unbearable|overrated|tedious|garbage|crap)';
const VIEW = new RegExp(
  `^(?:(?<before>.+?) (?:find|finds|think|thinks|found|consider|considers) )?(?<what>.+?)(?: (?:is|are))?(?: (?:so|really|just|pretty|quite|very|a bit|simply))? ${DULL}$`,
  'd',
);

/** Nothing that one has a taste for: who is there, what is pointed at, and what is done. */
const NO_TASTE =
  /^(?:it|this|that|these|those|you|him|her|them|me|us|i|we|he|she|they|my|your|his|our|their|to|when|how|having|for|a lot|more|less|what|there|being|(?:the |this |that )?(?:music|songs?|films?|movies?|food|tv|television|radio|noise|lights?)$|not|any|some|all|everything|nothing|anything|something)(?: |$)/;
const TAIL =
  / (?:very much|so much|that much|a lot|(?:the )?most|(?:the )?best|more than anything(?: else)?|too|as well|now|these days|nowadays|any ?more|any longer|ever again|at all|either|in general|lately|again|please|you know|though|really|music|food|cuisine|movies?|films?|to be honest|(?:in|around) (?:this|our) (?:house|home|family)|every day|but .+)$/;
const OVER = / (?:rather than|instead of|over|more than|to|than|not) (?<other>.+)$/d;

interface Clean {
  readonly text: string;
  /** Where a part of it stood in what was said, as it was said. */
  readonly said: (from: number, to: number) => string;
}

/** The words with what is drawn together apart: "Ben can't" is "ben can not", "Ben's" is "ben 's". */
function clean(said: string): Clean {
  const parts = splitWords(said).flatMap((word) =>
    word.text
      .replace(/^can(?:no|')t$/, 'can not')
      .replace(/^won't$/, 'will not')
      .replace(/n't$/, ' not')
      .replace(/'m$/, ' am')
      .replace(/'re$/, ' are')
      .replace(/'ve$/, ' have')
      .replace(/'d$/, ' would')
      .replace(/(?<=.)'s$/, " 's")
      .split(' ')
      .map((text) => ({ ...word, text })),
  );
  const starts: number[] = [];
  let at = 0;
  for (const { text } of parts) {
    starts.push(at);
    at += text.length + 1;
  }
  return {
    text: parts.map(({ text }) => text).join(' '),
    said: (from, to) => {
      const inside = parts.filter((_, i) => (starts[i] ?? 0) >= from && (starts[i] ?? 0) < to);
      return said.slice(inside[0]?.start ?? 0, inside.at(-1)?.end ?? 0);
    },
  };
}

/**
 * What a sentence states of somebody's tastes, one after the other ("I don't like jazz, I like rock"); [] where it states anything
 * else. `people` are known by name.
 */
export function tastesSaid(said: string, people: readonly string[]): readonly TasteSaid[] {
  if (isQuestion(said)) return [];
  const parts = said.split(NEXT);
  const tastes = parts.map((part) => tasteIn(part, people));
  if (parts.length > 1 && tastes.every((one) => one !== undefined)) return tastes.flatMap((one) => one ?? []);
  const taste = tasteIn(said, people);
  return taste === undefined ? [] : [taste];
}

/** "…, I like rock", "… but I love rock". */
const NEXT = /\s*(?:[,;.]\s*(?:but\s|and\s)?|\s(?:but|and)\s)\s*(?=(?:now |instead )?(?:i|we|he|she)\b['’ ])/i;

function tasteIn(said: string, people: readonly string[]): TasteSaid | undefined {
  const words = clean(said);
  if (beginsOrder(words.text.split(' ')[0] ?? '') && !UNSAID.test(words.text)) return undefined;
  return noMore(words) ?? middle(words, people) ?? last(words, people) ?? view(words, people);
}

type Span = readonly [from: number, to: number];
const spanOf = (match: RegExpExecArray | null, name: string): Span | undefined => match?.indices?.groups?.[name];

/** "no more jazz for me". */
function noMore(words: Clean): TasteSaid | undefined {
  const span = spanOf(NO_MORE.exec(words.text), 'what');
  return span && stated(words, null, false, span);
}
const NO_MORE = /^(?:please )?no more (?<what>.+) for (?:me|us)(?: please)?$/d;

function middle(words: Clean, people: readonly string[]): TasteSaid | undefined {
  const kind = KIND.exec(words.text);
  const found = kind ?? MIDDLE.exec(words.text);
  const { before, liked, loathing, enduring, weary } = found?.groups ?? {};
  const span = spanOf(found, 'what');
  if (before === undefined || span === undefined) return undefined;
  const subject = subjectOf(words, before, people);
  if (subject === undefined) return undefined;
  const isBeing = kind !== null || liked !== undefined || weary !== undefined;
  if (isBeing && !subject.isBeing) return undefined;
  // "I would like some jazz": a wish.
  if (found?.groups?.liking !== undefined && / would(?: \w+)?$/.test(` ${before}`) && !subject.isNot) return undefined;
  if (enduring !== undefined && !subject.isNot) return undefined;
  const isIdiom = /\bget enough of\b/.test(words.text);
  const isBad = loathing !== undefined || weary !== undefined || enduring !== undefined;
  // Who does not hate a thing says nothing of liking it.
  if (isBad && enduring === undefined && subject.isNot && !/\bcare less about\b/.test(words.text)) return undefined;
  const isLiked = !isBad && (isIdiom || !subject.isNot) !== subject.isUnsaid;
  const taste = stated(words, subject.who, isLiked, span);
  return taste && weary !== undefined ? { ...taste, isView: true } : taste;
}

function last(words: Clean, people: readonly string[]): TasteSaid | undefined {
  const text = words.text.replace(/ 's not /, ' is not ');
  for (const [pattern, isLiked] of SAID_LAST) {
    const found = pattern.exec(text);
    const whose = found?.groups?.whose?.replace(/ 's$/, '');
    const span = spanOf(found, 'what');
    if (whose === undefined || span === undefined) continue;
    const who = /^(?:my|our|me|us|i|we)$/.test(whose) ? null : nameIn(whose, people);
    if (who !== undefined) return stated(words, who, isLiked, span);
  }
  return undefined;
}

function view(words: Clean, people: readonly string[]): TasteSaid | undefined {
  const found = VIEW.exec(words.text);
  const span = spanOf(found, 'what');
  const before = found?.groups?.before;
  const subject = before === undefined ? undefined : subjectOf(words, before, people);
  if (span === undefined || (before !== undefined && subject === undefined) || subject?.isNot === true)
    return undefined;
  const taste = stated(words, subject?.who ?? null, false, span);
  return taste && { ...taste, isView: true };
}

interface Subject {
  readonly who: string | null;
  readonly isNot: boolean;
  readonly isBeing: boolean;
  /** It is denied that it was so, or said so. */
  readonly isUnsaid: boolean;
}

/** Who it is that likes, of the words before the liking: "to be honest I have never really". */
function subjectOf(clean: Clean, before: string, people: readonly string[]): Subject | undefined {
  const words = before.split(' ');
  let at = words.length;
  let isNot = false;
  let isBeing = false;
  while (at > 1 && (BE.test(words[at - 1] ?? '') || BETWEEN.test(words[at - 1] ?? ''))) {
    const word = words[at - 1] ?? '';
    if ((word === 'i' || word === 'we') && words[at - 2] !== 'say') break;
    isNot ||= NOT.test(word);
    isBeing ||= BE.test(word);
    at--;
  }
  const rest = words
    .slice(0, at)
    .join(' ')
    .replace(/^not a$/, 'i');
  const mine = /^(?<lead>(?:.* )?)(?:i|we)$/.exec(rest);
  const name = mine === null ? people.find((one) => ` ${rest}`.endsWith(` ${one.toLowerCase()}`)) : undefined;
  const lead = mine?.groups?.lead?.trim() ?? (name === undefined ? '' : rest.slice(0, -name.length).trim());
  if (lead.split(' ').length > LEAD_MAX || NO_LEAD.test(lead)) return undefined;
  const isUnsaid = UNSAID.test(lead);
  if (beginsOrder(lead.split(' ')[0] ?? '') && !isUnsaid) return undefined;
  if (mine !== null) return { who: null, isNot, isBeing, isUnsaid };
  if (name !== undefined) return { who: name, isNot, isBeing, isUnsaid };
  const isName = rest.split(' ').length <= NAME_WORDS_MAX && !NO_LEAD.test(rest);
  return isName && !/^(?:it|this|that|there|please)\b|\byou$/.test(rest)
    ? { who: clean.said(0, rest.length), isNot, isBeing, isUnsaid }
    : undefined;
}

function nameIn(word: string, people: readonly string[]): string | undefined {
  return people.find((one) => one.toLowerCase() === word);
}

function stated(words: Clean, who: string | null, isLiked: boolean, [from, to]: Span): TasteSaid | undefined {
  let end = to;
  const text = (): string => words.text.slice(from, end);
  const trim = (): void => {
    for (let tail = TAIL.exec(text()); tail !== null; tail = TAIL.exec(text())) end = from + tail.index;
  };
  trim();
  const over = OVER.exec(text());
  const other = over?.indices?.groups?.other;
  const isInstead = over !== null && /^ instead of/.test(over[0]);
  const instead = isInstead && other !== undefined ? words.said(from + other[0], from + other[1]) : undefined;
  if (over !== null) end = from + over.index;
  trim();
  const start = from + (/^(?:the (?=.* (?:music|food)$)|listening to |watching )/.exec(text())?.[0].length ?? 0);
  if (NO_TASTE.test(text()) || text().split(' ').length > WHAT_WORDS_MAX) return undefined;
  const what = words.said(start, end).trim();
  return what === '' ? undefined : { who, isLiked, what, ...(instead !== undefined && { instead }) };
}

const DISLIKING = new RegExp(
  `\\b(?:(?:not|never|longer|stopped)\\b(?: \\S+){0,3} (?:${LIKING}|${LIKED}|${ENDURING}|want|eat|a|an)|${LOATHING}|${WEARY}|any ?more)\\b`,
);

/** Whether the words say that somebody does not like a thing, whatever else they say: "Anna hates", "I am not a techno person". */
export function isDisliking(text: string): boolean {
  return DISLIKING.test(clean(text).text);
}
