/** What people say before they come to the point. */
const OPENERS = /^(?:(?:hey|hi|ok|okay|please|so|um|uh|well|and|alexa|hearth|computer|olly|google),?\s+)*/;

/** A text as every rule about whole sentences reads it: lower case, straight apostrophes. "Don’t" → "don't". */
export function sentenceOf(text: string): string {
  return text.toLowerCase().replaceAll('’', "'");
}

/** The sentence from where it comes to the point: "Hey Hearth, isn’t it on?" → "isn't it on?". */
export function pointOf(text: string): string {
  return sentenceOf(text).replace(OPENERS, '');
}

/** The verbs that orders are made of; whoever judges the form of a sentence goes by these, so that one more is added here alone. */
const VERBS = (
  'turn switch put set open close shut lock unlock start stop play pause resume run dim brighten raise lower increase decrease ' +
  'change activate deactivate enable disable make mute unmute skip vacuum clean mow add announce cancel'
).split(' ');
const DOUBLED: ReadonlySet<string> = new Set(['put', 'set', 'shut', 'stop', 'run', 'dim', 'skip']);
/** Of "put", "set" and "shut" there is no past to tell from the verb: "you put it on" orders as often as it tells. */
const PAST: { readonly [verb: string]: string | undefined } = {
  put: undefined,
  set: undefined,
  shut: undefined,
  run: 'ran',
  make: 'made',
};

/** "turn", "switch", …: a group of a regular expression, as are the next two. */
export const ORDER_VERB = groupOf(VERBS);
/** "turning", "switching", … */
export const ORDER_GERUND = groupOf(VERBS.map((verb) => `${stemOf(verb)}ing`));
/** "turned", "switched", …; not where the past is the verb itself. */
export const ORDER_PAST = groupOf(VERBS.flatMap((verb) => (verb in PAST ? (PAST[verb] ?? []) : `${stemOf(verb)}ed`)));

/** What endings are put to: "clos", "dimm", "cancell?". */
function stemOf(verb: string): string {
  if (verb === 'cancel') return 'cancell?';
  if (verb.endsWith('e')) return verb.slice(0, -1);
  return DOUBLED.has(verb) ? verb + verb.slice(-1) : verb;
}

function groupOf(words: readonly string[]): string {
  return `(?:${words.join('|')})`;
}
