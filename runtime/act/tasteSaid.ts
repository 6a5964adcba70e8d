import { normalPhrase } from '../domain/phrase.ts';
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
  '(?:(?:lik|lov|ador|enjoy|prefer|fanc|support|favou?r)(?:e|es|ed|ing|y|ies|s)?|listen(?:s|ing)? to|care for|get enough of|go(?:es)? (?:crazy|wild|mad) for)';
const LIKED =
  '(?:(?:\\w+ )?(?:fan|lover|supporter) of|fond of|into|keen on|partial to|(?:crazy|mad|nuts|wild) about|hooked on|(?:soft spot|weakness) for|(?:liking|fancy) to|in love with)';
const LOATHING =
  '(?:(?:hat|loath|despis|dislik|abhor|detest)(?:e|es|ed|ing|s)?|care less about|(?:live|do) without|gone (?:right )?off)';
/** These, with a "not" before them. */
const ENDURING = '(?:stand|bear|abide|tolerate|stomach|want to (?:hear|listen to))';
const WEARY =
  '(?:(?:tired|sick|weary|bored|fed up|done|through) (?:of|with)|over|allergic to|(?:had )?enough of|had it with|out of love with)';
const WHOSE = String.raw`(?<whose>my|our|me|us|i|we|[\p{L}-]+(?: 's)?)`;
const DULL = '(?:boring|dull|awful|terrible|horrible|rubbish|annoying|dreadful|unbearable|overrated|tedious|crap)';

/** What a form of words says of the liking before anything is denied: "bears" only with a "not", "views" without one. */
type Says = 'likes' | 'hates' | 'bears' | 'wearies' | 'views';
/** The one who likes is in the words before, or is named in the form. */
const FORMS: readonly { readonly pattern: RegExp; readonly says: Says; readonly isBeing: boolean }[] = (
  [
    [
      `BEFORE (?:an?|of an?) (?:(?:big|huge|massive|real|great|lifelong) )*WHAT (?:fan|person|lover|supporter|guy|girl|type)`,
      'likes',
      1,
    ],
    [`BEFORE ${LIKING}EVENT WHAT`, 'likes'],
    [`BEFORE ${LIKED}EVENT WHAT`, 'likes', 1],
    [`BEFORE ${LOATHING}EVENT WHAT`, 'hates'],
    [`BEFORE ${ENDURING}EVENT WHAT`, 'bears'],
    [`BEFORE ${WEARY}EVENT WHAT`, 'wearies', 1],
    ['no more WHAT for WHOSE', 'hates'],
    ['WHAT is (?:right )?up WHOSE (?:street|alley)', 'likes'],
    ['WHAT is what WHOSE (?:like|love|enjoy|prefer)s?(?: (?:best|most))?', 'likes'],
    ["(?:BEFORE 's|my|our) (?:favou?rite .+?|team) (?:is|are) (?:the )?WHAT", 'likes'],
    ['WHAT is WHOSE (?:(?:all time )?favou?rite(?: .+)?|thing|cup of tea)', 'likes'],
    [
      'WHAT (?:is|are) not (?:(?:really|quite|exactly) )?(?:(?:to|for) )?WHOSE(?: (?:thing|taste|liking|style|favou?rite|cup of tea|(?:idea|kind|sort|type) of .+))?',
      'hates',
    ],
    [
      'WHAT (?:bores?|annoys?|irritates?|leaves?|drives?|(?:do|does) nothing for|gets? on) WHOSE(?: (?:cold|mad|crazy|nuts|insane|up the wall|nerves))?',
      'hates',
    ],
    [`BEFORE (?:find|think|consider)s? WHAT(?: (?:is|so|really|just|very))*? ${DULL}`, 'views'],
    [`WHAT (?:is|are)(?: (?:so|really|just|pretty|quite|very))? ${DULL}`, 'views'],
  ] as const
).map(([form, says, isBeing]) => ({
  pattern: new RegExp(
    `^${form}$`
      .replace('BEFORE', '(?<before>.+?)')
      .replace('EVENT', '(?: (?:listening to|watching|eating|hearing))?')
      .replace('WHAT', '(?<what>.+?)')
      .replace('WHOSE', WHOSE),
    'u',
  ),
  says,
  isBeing: isBeing === 1,
}));

/** Words between the one who likes and the liking. */
const BE = /^(?:am|is|are|was|were|been|become|have|has|had|got|grown|taken|took|fallen|fell|of|myself|'s)$/;
const BETWEEN =
  /^(?:do|does|did|can|could|would|will|not|never|longer|no|hardly|ever|even|used|to|stopped|really|truly|absolutely|just|also|still|always|actually|simply|totally|quite|very|so|rather|particularly|especially|that|all|a|an|much|more|big|huge|great|call|say|i|we|now|mostly|definitely|certainly)$/;
const NOT = /^(?:not|never|longer|hardly|used|stopped)$/;
/** "I never said that I like …", "it is not true that …". */
const UNSAID = /\b(?:not|never|stop) (?:\w+ )?(?:say|said|saying|think|thinking|true|mean|believe|told|tell|claim)\b/;
const NO_LEAD =
  /\b(?:(?<!not |never )forget|unlearn|if|when(?! it comes to)|whenever|because|unless|while|who|what|which|why|how|whether|where|than|until|as|like)\b/;
const LEAD_WORDS_MAX = 7;
const NAME_WORDS_MAX = 3;
const WHAT_WORDS_MAX = 5;

/** Nothing that one has a taste for: who is there, what is pointed at, and what is done. */
const NO_TASTE =
  /^(?:it|this|that|these|those|you|him|her|them|me|us|i|we|he|she|they|my|your|his|our|their|to|when|how|having|for|a lot|more|less|what|there|being|(?:the )?(?:music|songs?|films?|movies?|food|tv|television|radio|noise|lights?)$|not|any|some|all|everything|nothing|anything|something)(?: |$)/;
const TAIL =
  / (?:(?:very|so|that) much|a lot|(?:the )?(?:most|best)|more than anything(?: else)?|too|as well|now|these days|any ?more|any longer|ever again|at all|either|in general|lately|again|please|you know|though|really|well|music|food|cuisine|movies?|films?|to be honest|in (?:this|our) (?:house|home|family)|every day|but .+|(?:i|we) (?:do|am|did)(?: not)?|not me|(?:i|we) (?:hate|love|like) (?:it|them))$/;
const OVER = / (?:rather than|(?<in>instead of)|over|more than|to|than|not) (?<other>.+)$/;

/** The words in lower case, what is drawn together apart: "Ben can't" is "ben can not", "Ben's" is "ben 's". */
function clean(said: string): string {
  return splitWords(said)
    .map(({ text }) =>
      text
        .replace(/^can(?:no|')t$/, 'can not')
        .replace(/^won't$/, 'will not')
        .replace(/n't$/, ' not')
        .replace(/'m$/, ' am')
        .replace(/'re$/, ' are')
        .replace(/'ve$/, ' have')
        .replace(/'d$/, ' would')
        .replace(/(?<=.)'s$/, " 's"),
    )
    .join(' ');
}

/** These words as they stand in what was said. */
function asSaid(said: string, cleaned: string): string {
  const words = splitWords(said);
  const wanted = cleaned.split(' ');
  const at = words.findIndex((_, i) => wanted.every((word, j) => words[i + j]?.text === word));
  return at < 0 ? cleaned : said.slice(words[at]?.start, words[at + wanted.length - 1]?.end);
}

/**
 * What a sentence states of somebody's tastes, one after the other ("I don't like jazz, I like rock"); [] where it states anything
 * else. `people` are known by name.
 */
export function tastesSaid(said: string, people: readonly string[]): readonly TasteSaid[] {
  if (isQuestion(said)) return [];
  const parts = said.split(NEXT).map((part) => tasteIn(part, people));
  const tastes = parts.length > 1 && parts.every((one) => one !== undefined) ? parts : [tasteIn(said, people)];
  return tastes.flatMap((one) => one ?? []);
}

/** "…, I like rock", "… but I love rock". */
const NEXT = /\s*(?:[,;.]\s*(?:but\s|and\s)?|\s(?:but|and)\s)\s*(?=(?:now |instead )?(?:i|we|he|she)\b['’ ])/i;

function tasteIn(said: string, people: readonly string[]): TasteSaid | undefined {
  const text = clean(said);
  if (isOrder(text) && !UNSAID.test(text)) return undefined;
  for (const { pattern, says, isBeing } of FORMS) {
    const { before, whose, what } = pattern.exec(text)?.groups ?? {};
    if (what === undefined) continue;
    const subject = before === undefined ? named(whose, people) : subjectOf(said, before, people);
    if (subject === undefined || (isBeing && !subject.isBeing)) continue;
    const { who, isNot, isUnsaid } = subject;
    // "I would like some jazz": a wish.
    if (says === 'likes' && / would(?: \w+)?$/.test(before ?? '') && !isNot) continue;
    const isIdiom = /\b(?:get enough of|care less about)\b/.test(text);
    // Who does not hate a thing says nothing of liking it.
    const isUnclear = says === 'bears' ? !isNot : (isNot && !isIdiom) || isUnsaid;
    if (says !== 'likes' && isUnclear) continue;
    const taste = tasteFor(said, what, who, says === 'likes' && (isIdiom || !isNot) !== isUnsaid);
    if (taste !== undefined) return says === 'wearies' || says === 'views' ? { ...taste, isView: true } : taste;
  }
  return undefined;
}

function isOrder(text: string): boolean {
  return beginsOrder(text.split(' ')[0] ?? '');
}

interface Subject {
  readonly who: string | null;
  readonly isNot?: boolean;
  readonly isBeing?: boolean;
  /** It is denied that it was so, or said so. */
  readonly isUnsaid: boolean;
}

/** "not Ben's thing", "bores me". */
function named(whose: string | undefined, people: readonly string[]): Subject | undefined {
  if (whose === undefined || /^(?:my|our|me|us|i|we)$/.test(whose)) return { who: null, isUnsaid: false };
  const who = people.find((one) => clean(one) === whose.replace(/ 's$/, ''));
  return who === undefined ? undefined : { who, isUnsaid: false };
}

/** Who it is that likes, of the words before the liking: "to be honest I have never really". */
function subjectOf(said: string, before: string, people: readonly string[]): Subject | undefined {
  const words = before.split(' ');
  const between: string[] = [];
  for (
    let word = words.at(-1) ?? '';
    words.length > 1 && (BE.test(word) || BETWEEN.test(word));
    word = words.at(-1) ?? ''
  ) {
    if ((word === 'i' || word === 'we') && words.at(-2) !== 'say') break;
    between.push(word);
    words.pop();
  }
  const rest = words.join(' ');
  const isNot = between.some((word) => NOT.test(word));
  const isBeing = between.some((word) => BE.test(word));
  // "not a fan of jazz"
  if (rest === 'not') return { who: null, isNot: true, isBeing: true, isUnsaid: false };
  const name = people.find((one) => ` ${rest}`.endsWith(` ${clean(one)}`));
  const isMine = /(?:^| )(?:i|we)$/.test(rest);
  const lead = isMine ? rest.replace(/ ?\S+$/, '') : rest.slice(0, name === undefined ? 0 : -clean(name).length);
  const isUnsaid = UNSAID.test(lead);
  if (lead.split(' ').length > LEAD_WORDS_MAX || NO_LEAD.test(lead) || (isOrder(lead) && !isUnsaid)) return undefined;
  if (isMine || name !== undefined) return { who: isMine ? null : (name ?? null), isNot, isBeing, isUnsaid };
  const isName = words.length <= NAME_WORDS_MAX && !NO_LEAD.test(rest);
  if (!isName || /^(?:it|this|that|there|please)\b|\byou$/.test(rest)) return undefined;
  return { who: asSaid(said, rest), isNot, isBeing, isUnsaid };
}

function tasteFor(said: string, words: string, who: string | null, isLiked: boolean): TasteSaid | undefined {
  const over = OVER.exec(untailed(words))?.groups;
  const text = untailed(untailed(words).replace(OVER, '')).replace(/^the (?=.* (?:music|food)$)/, '');
  if (NO_TASTE.test(text) || text.split(' ').length > WHAT_WORDS_MAX) return undefined;
  const instead = over?.in === undefined || over.other === undefined ? {} : { instead: asSaid(said, over.other) };
  return { who, isLiked, what: asSaid(said, text), ...instead };
}

/** Without "any more", "very much" and the like at its end. */
function untailed(text: string): string {
  const rest = text.replace(TAIL, '');
  return rest === text ? rest : untailed(rest);
}

/** A question about tastes: whose (null the asker's, '' anybody's), and of what in particular. */
export interface TasteAsked {
  readonly who: string | null;
  readonly what?: string;
  /** "music", "team", as it was said. */
  readonly kind?: string;
}

const ASKED: readonly RegExp[] = [
  `(?:do|does|am|is|are) (?<who>WHO) (?:really |still )?(?:${LIKING}|${LIKED}) (?<what>.+)`,
  `(?<any>who)(?: (?:here|else))? (?:is )?(?:${LIKING}|${LIKED}) (?<what>.+)`,
  `(?:tell me )?(?:what|which|who)(?: (?:kind|sort|type) of)?(?: (?<kind>(?!do|am|is|are)\\w+))?(?: (?:do|does|am|is|are))? (?<who>WHO) (?:${LIKING}|a fan of|into)(?: (?:most|best))?`,
  `(?:(?:what|which|who) (?:is|are|'s)|tell me|list|show me) (?<who>my|our|NAME 's) (?=.*(?:favou?rite|taste|preference|likes))(?:favou?rite (?:kind of )?)?(?<kind>\\w+)(?: taste)?`,
  `(?:tell me )?(?:what|anything|everything) (?:(?:do|did|have|has) )?(?:you|i) (?:know|remember|learn|learned|learnt|store|stored|told|tell)(?: you)? (?:about|of) (?<who>my|our|NAME(?: 's)?)(?: (?:tastes?|preferences?|likes)(?: in (?<kind>\\w+))?)?`,
].map((form) => new RegExp(`^${form.replace('WHO', 'i|we|NAME')}$`));

/** What is asked about tastes; undefined where nothing of the kind is. */
export function tasteAsked(said: string, people: readonly string[]): TasteAsked | undefined {
  const words = ` ${clean(normalPhrase(said))} `;
  const name = people.find((one) => words.includes(` ${clean(one)} `));
  const text = (name === undefined ? words : words.replace(` ${clean(name)} `, ' NAME ')).trim();
  const groups = ASKED.map((pattern) => pattern.exec(text)?.groups).find((found) => found !== undefined);
  if (groups === undefined) return undefined;
  const { what, any, who: whose = '', kind } = groups;
  const isOwn = /^(?:preferences|tastes?|likes|favou?rites)$/.test(kind ?? '');
  if (what !== undefined && NO_TASTE.test(what)) return undefined;
  const asked = what === undefined ? {} : { what: untailed(what).replace(/ or (?:not|what|else .*)$/, '') };
  const who = any !== undefined ? '' : whose.startsWith('NAME') ? (name ?? null) : null;
  return { who, ...asked, ...(kind !== undefined && !isOwn && { kind }) };
}

const DISLIKING = new RegExp(
  `\\b(?:(?:not|never|longer|stopped)\\b(?: \\S+){0,3} (?:${LIKING}|${LIKED}|${ENDURING}|want|eat|a|an)|${LOATHING}|${WEARY}|any ?more)\\b`,
);

/** Whether the words say that somebody does not like a thing, whatever else they say: "Anna hates", "I am not a techno person". */
export function isDisliking(text: string): boolean {
  return DISLIKING.test(clean(text));
}
