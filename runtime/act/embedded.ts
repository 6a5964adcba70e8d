import { ORDER_GERUND, ORDER_VERB, pointOf, sentenceOf } from '../domain/sentence.ts';

/** What is judged is a deed in the infinitive: "it would be … to turn it on". */
const JUDGED = new RegExp(
  `^(?:(?:i|we) (?:think|guess|believe|feel|know|suppose) (?:that )?)?(?:it|that|this|there)(?:'s|'d be|'ll be|'d have been| is| was| would be| would have been| will be| might be| may be| could be| must be| seems| feels| makes| takes)((?: [\\w']+){1,5}?) (?:to ${ORDER_VERB}|${ORDER_GERUND})\\b`,
);
/** Judged so, it is a polite order: "it would be nice to …", "it's time to …". */
const WELCOME =
  /\b(?:nice|good|great|lovely|best|better|helpful|wonderful|awesome|cool|perfect|ideal|amazing|fantastic|kind|time|necessary|important|essential|okay|ok|fine|alright|safe|urgent|possible|enough|you)\b/;
const UNWELCOME = /\b(?:too|not|no|never|less|hardly|as)\b|n't\b/;

/** "I am afraid to open it", "we're going to turn it on": the deed is the speaker's own. */
const OWN = new RegExp(
  `^(?:i|we)(?:'m| am|'re| are| was| were) (?!(?:asking|telling|begging|ordering|commanding)\\b)(?:[\\w']+ ){1,4}?(?:to ${ORDER_VERB}|(?:of|about|for|with|against|by|at) ${ORDER_GERUND})\\b`,
);
/** What is only to be thought of, or kept in mind until later. */
const UNREAL = new RegExp(
  `^(?:(?:please|just|let's|let us|try to|you should|now) )*(?:(?:imagine|pretend|suppose|assume|picture) (?:to|that|you|i|we|he|she|they|it|like|as|${ORDER_GERUND})\\b|(?:remember|plan|promise) to ${ORDER_VERB}\\b|what if\\b)`,
);
/** "turn not on the kettle": the older way to forbid. */
const FORBIDDEN = /\b(?:turn|switch|put) not\b/;
const UNDECIDED = /\bor (?:maybe|perhaps|possibly)\b/;

const WISH =
  '(?:wants?|wanted|would like|would love|would prefer|likes|liked|says|said|asks|asked|thinks|thought|hopes|hoped|prefers|loves|wishes|hates|told|suggests|suggested|claims|insists|insisted)';
/** "Ben wants it off", "the teacher says open it": somebody else's wish. */
const WISHED = new RegExp(
  `^(?!(?:i|we|you|it|that|this|what|who|which|there|please|just|now|and|so|${ORDER_VERB})\\b)(?:(?:the|my|our|his|her|their|your) )?[\\w']+(?: and (?!i\\b|me\\b)(?:(?:the|my|our) )?[\\w']+)? ${WISH}\\b`,
);
/** "hey grandma turn it on": whoever it is, it is said to somebody. */
const CALLED = new RegExp(
  `^(?:hey|hi|hello) (?!(?:there|you|guys|please|just|now|so|then|ok|okay|um|uh|again|also|and|can|could|would|will|buddy|man|dude|robot|assistant|house|home|hearth|computer|olly|alexa|siri|google|cortana|bixby|${ORDER_VERB})\\b)[a-z']+ (?:please |now )?(?:${ORDER_VERB}|(?:can|could|would|will) you)\\b`,
);

/**
 * Whether an order stands inside a sentence that gives none: one that judges the deed, tells of the speaker's own or another's wish,
 * only imagines it, or is said to somebody of `people`. It is asked about, not done.
 *
 * "it would be silly to turn it on", "Ben wants it off", "pretend to lock it"; "it would be nice to have it on" is an order.
 */
export function isEmbedded(text: string, people: readonly string[]): boolean {
  const whole = sentenceOf(text).replaceAll(',', '');
  const said = pointOf(whole);
  const judged = JUDGED.exec(said)?.[1];
  if (judged !== undefined && (!WELCOME.test(judged) || UNWELCOME.test(judged))) return true;
  if (OWN.test(said) && !/\byou\b/.test(said)) return true;
  if ([UNREAL, FORBIDDEN, UNDECIDED, WISHED].some((form) => form.test(said)) || CALLED.test(whole)) return true;
  return people.some((name) => isOfPerson(said, name.toLowerCase()));
}

const OF_PERSON = new RegExp(
  `^(?:(?:please|now|just) )?(?:${ORDER_VERB}|(?:can|could|would|will) you|needs|has|had|is|was|would|will|should|always|never)\\b`,
);

/** "Ben turn it on", "Ben is about to …": said to one of the household, or of them; not "Ben's lamp on". */
function isOfPerson(said: string, name: string): boolean {
  return said.startsWith(`${name} `) && OF_PERSON.test(said.slice(name.length + 1));
}

/** Other assistants' names, with which they are called; who is called so is meant, not this hub. */
const OTHERS = new RegExp(
  `^(?:(?:hey|hi|ok|okay|yo|hello) )*(?:(?:alexa|siri|cortana|bixby)\\b(?!')|(?<=(?:hey|hi|ok|okay|yo|hello) )google\\b(?!')|google (?=(?:please |can you |could you )?${ORDER_VERB}\\b))`,
);

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
