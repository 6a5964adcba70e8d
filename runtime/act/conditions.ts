import { FREE_TEXT_TAGS } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import { sentenceOf } from '../domain/sentence.ts';

const WHO =
  "(?:i|i'm|i've|we|we're|we've|he|he's|she|she's|it|it's|they|they're|my|our|his|her|their|the|a|an|this|that|there|there's|" +
  'somebody|someone|anybody|anyone|everybody|everyone|nobody|something|anything|everything|all|no one|mum|mom|dad|grandma|grandpa)';
const OCCASION =
  '(?:breakfast|lunch|dinner|supper|bed|bedtime|sunset|sunrise|dusk|dawn|dark|nightfall|midnight|noon|work|school|\\w+ing)';
const WAITS = new RegExp(
  `\\b(?:remind (?:me|us) to\\b|(?:if|unless|in case(?: of)?|as soon as|whenever) (?!_)\\w+|when \\w+ (?:is|are|comes?|gets?|rings?|arrives?|leaves?|goes|opens?|closes?|starts?|stops?)\\b|(?:when(?:ever)?|once|if|unless|as soon as|by the time|(?:every|each|next|the) time|in case) ${WHO}\\b|(?:after|before) (?:${WHO}|${OCCASION})\\b|at (?:sunset|sunrise|dusk|dawn|nightfall|bedtime)\\b|in the (?:morning|afternoon|evening)\\b(?! room)|(?:later|tonight|tomorrow|(?<!as )soon)\\b)`,
);
/** "If you could", "when you get a chance": manners, and meant for now. "See if …": a question. */
const MANNERS =
  /\b(?:see|check|know|tell me|ask|wonder(?:ing)?|find out|sure) (?:if|when)\b|\b(?:nice|good|great|lovely|appreciate it|mind) if\b|\bif (?:you (?:can|could|would|like|want|please|don'?t mind|wouldn'?t mind)|possible|so|i may|i can|i could|it(?:'s| is) (?:possible|okay|ok|alright|all right|not too much)|that(?:'s| is) (?:possible|okay|ok|alright|all right))\b|\b(?:when|like|what) i (?:say|said|asked|told|meant)\b|\b(?:before|after) (?:that|this|it|all)(?: please)?$/g;
/** "… if it is still on": of the thing itself, now, and what is done then is the same as what is done at all. */
const AS_IT_IS =
  /\bif (?:it|they|that|any(?: of them)?|some|one)(?:'s| is|'re| are| was| were|isn't| isn't| aren't)? ?(?:(?:not|still|already|left|been|currently|accidentally|happens? to be) )*(?:on|off|open|opened|shut|closed|locked|unlocked|running|playing|paused|muted|there|already)\b/g;

/**
 * Whether a request is for when something comes to pass ("when I get home", "if it rains", "after dinner"), which nothing here
 * waits for. Words inside a title, a message or an item do not count; "if you could" and "if it is still on" mean now.
 */
export function isConditional(reading: Reading): boolean {
  return WAITS.test(unquoted(reading).replace(MANNERS, '_').replace(AS_IT_IS, '_'));
}

/** What was said, in lower case, with a mark for each word that stands in a title, a message or an item. */
export function unquoted({ words, mentions }: Reading): string {
  const isQuoted = (at: number) =>
    mentions.some(
      ({ tag, from, to, confidence }) =>
        FREE_TEXT_TAGS.has(tag) && confidence >= limits.quotedConfidenceMin && at >= from && at < to,
    );
  return words.map(({ text }, at) => (isQuoted(at) ? '_' : text)).join(' ');
}

/** Words after an "and" that belong to nothing that was understood: another request, of which nothing is done. '' where none are. */
export function leftOut({ words, mentions }: Reading): string {
  const at = words.findLastIndex(({ text }) => text === 'and');
  const rest = words.slice(at + 1).map(({ text }) => text);
  if (at < 1 || rest.length < limits.leftOutWordsMin || SMALL_TALK.test(rest[0] ?? '')) return '';
  const isKnown = mentions.some(
    ({ from, tag, confidence }) => from > at && (confidence >= limits.quotedConfidenceMin || tag === 'ref'),
  );
  const isNamed = mentions.some(({ from, tag }) => from > at && tag !== 'color');
  return isKnown && isNamed ? '' : rest.join(' ');
}
const SMALL_TALK =
  /^(?:thanks?|please|let|let's|go|that|that's|i|i'm|we|we're|it|it's|good|be|have|you|the|a|an|my|all|then|also|on|off)$/;

/** Whether a request is for a while, or until something: "for ten minutes", "until nine". */
export function hasEnd({ words, mentions }: Reading): boolean {
  const before = (at: number) => words[at - 1]?.text;
  return (
    mentions.some(({ tag, from }) => tag === 'duration' && before(from) === 'for') ||
    words.some(({ text }) => text === 'until' || text === 'till')
  );
}

const OTHER_TIME =
  /\b(?:tomorrow|yesterday|tonight|later|(?:this|in the|next|last) (?:morning|afternoon|evening|night|week|weekend|month)|the weekend|(?:on |this |next |last )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?|in (?:an?|\w+) (?:hours?|days?|weeks?)|(?:will|'ll|would|going to|gonna|was|were)\b(?! (?:like|you|be able))|forecast)\b/;

/** "rain tomorrow?", "how warm would it be tonight": asked of a time that is not now. */
export function asksOtherTime(text: string): boolean {
  return OTHER_TIME.test(sentenceOf(text));
}
