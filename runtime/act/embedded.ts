import { OPENERS } from '../domain/question.ts';

const DEED =
  '(?:turn|switch|open|close|shut|lock|unlock|play|start|stop|dim|brighten|pause|put|set|make|run|raise|lower|mow|vacuum|clean|add|announce|activate)';
const DOING =
  '(?:turning|switching|opening|closing|shutting|locking|unlocking|playing|starting|stopping|dimming|pausing|putting|setting|making|running|raising|lowering|mowing|vacuuming|cleaning|adding|announcing|activating)';

/** What is judged is a deed in the infinitive: "it would be … to turn it on". */
const JUDGED = new RegExp(
  `^(?:(?:i|we) (?:think|guess|believe|feel|know|suppose) (?:that )?)?(?:it|that|this|there)(?:'s|'d be|'ll be|'d have been| is| was| would be| would have been| will be| might be| may be| could be| must be| seems| feels| makes| takes)((?: [\\w']+){1,5}?) (?:to ${DEED}|${DOING})\\b`,
);
/** Judged so, it is a polite order: "it would be nice to …", "it's time to …". */
const WELCOME =
  /\b(?:nice|good|great|lovely|best|better|helpful|wonderful|awesome|cool|perfect|ideal|amazing|fantastic|kind|time|necessary|important|essential|okay|ok|fine|alright|safe|urgent|possible|enough|you)\b/;
const UNWELCOME = /\b(?:too|not|no|never|less|hardly|as)\b|n't\b/;

/** "I am afraid to open it", "we're going to turn it on": the deed is the speaker's own. */
const OWN = new RegExp(
  `^(?:i|we)(?:'m| am|'re| are| was| were) (?!(?:asking|telling|begging|ordering|commanding)\\b)(?:[\\w']+ ){1,4}?(?:to ${DEED}|(?:of|about|for|with|against|by|at) ${DOING})\\b`,
);
/** What is only to be thought of, or kept in mind until later. */
const UNREAL = new RegExp(
  `^(?:(?:please|just|let's|let us|try to|you should|now) )*(?:(?:imagine|pretend|suppose|assume|picture) (?:to|that|you|i|we|he|she|they|it|like|as|${DOING})\\b|(?:remember|plan|promise) to ${DEED}\\b|what if\\b)`,
);
/** "turn not on the kettle": the older way to forbid. */
const FORBIDDEN = /\b(?:turn|switch|put) not\b/;
const UNDECIDED = /\bor (?:maybe|perhaps|possibly)\b/;

const WISH =
  '(?:wants?|wanted|would like|would love|would prefer|likes|liked|says|said|asks|asked|thinks|thought|hopes|hoped|prefers|loves|wishes|hates|told|suggests|suggested|claims|insists|insisted)';
/** "Ben wants it off", "the teacher says open it": somebody else's wish. */
const WISHED = new RegExp(
  `^(?!(?:i|we|you|it|that|this|what|who|which|there|please|just|now|and|so|${DEED})\\b)(?:(?:the|my|our|his|her|their|your) )?[\\w']+(?: and (?!i\\b|me\\b)(?:(?:the|my|our) )?[\\w']+)? ${WISH}\\b`,
);
/** "hey grandma turn it on": whoever it is, it is said to somebody. */
const CALLED = new RegExp(
  `^(?:hey|hi|hello) (?!(?:there|you|guys|please|just|now|so|then|ok|okay|um|uh|again|also|and|can|could|would|will|buddy|man|dude|robot|assistant|house|home|hearth|computer|olly|alexa|siri|google|cortana|bixby|${DEED})\\b)[a-z']+ (?:please |now )?(?:${DEED}|(?:can|could|would|will) you)\\b`,
);

/**
 * Whether an order stands inside a sentence that gives none: one that judges the deed, tells of the speaker's own or another's wish,
 * only imagines it, or is said to somebody of `people`. It is asked about, not done.
 *
 * "it would be silly to turn it on", "Ben wants it off", "pretend to lock it"; "it would be nice to have it on" is an order.
 */
export function isEmbedded(text: string, people: readonly string[]): boolean {
  const whole = text.toLowerCase().replaceAll('’', "'").replaceAll(',', '');
  const said = whole.replace(OPENERS, '');
  const judged = JUDGED.exec(said)?.[1];
  if (judged !== undefined && (!WELCOME.test(judged) || UNWELCOME.test(judged))) return true;
  if (OWN.test(said) && !/\byou\b/.test(said)) return true;
  if ([UNREAL, FORBIDDEN, UNDECIDED, WISHED].some((form) => form.test(said)) || CALLED.test(whole)) return true;
  return people.some((name) => isOfPerson(said, name.toLowerCase()));
}

const OF_PERSON = new RegExp(
  `^(?:(?:please|now|just) )?(?:${DEED}|(?:can|could|would|will) you|needs|has|had|is|was|would|will|should|always|never)\\b`,
);

/** "Ben turn it on", "Ben is about to …": said to one of the household, or of them; not "Ben's lamp on". */
function isOfPerson(said: string, name: string): boolean {
  return said.startsWith(`${name} `) && OF_PERSON.test(said.slice(name.length + 1));
}

/** Other assistants' names, with which they are called; who is called so is meant, not this hub. */
const OTHERS =
  /^(?:(?:hey|hi|ok|okay|yo|hello) )*(?:(?:alexa|siri|cortana|bixby)\b(?!')|(?<=(?:hey|hi|ok|okay|yo|hello) )google\b(?!')|google (?=(?:please |can you |could you )?(?:turn|switch|open|close|shut|lock|unlock|play|start|stop|dim|set|put)\b))/;

/** "Alexa, turn it on", "OK Google …": addressed to another assistant, by a name that is no word of this home. */
export function isToAnother(text: string, isHomeWord: (word: string) => boolean): boolean {
  const said = text
    .toLowerCase()
    .replaceAll(/[^a-z' ]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();
  const name = OTHERS.exec(said)?.[0]?.trim().split(' ').at(-1);
  return name !== undefined && !isHomeWord(name);
}
