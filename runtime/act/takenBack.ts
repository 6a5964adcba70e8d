import type { Intent } from '../domain/intent.ts';
import { splitWords } from '../domain/words.ts';

/** Between what takes back, and by itself of no meaning. */
const FILLER = '(?:oh|uh|um|er|ah|hmm|well|please|hey|ok|okay|sorry|oops|whoops|but|actually|then|hearth|now)';
const THAT = '(?:it|that|this|them|all that|all of (?:it|that))';
/** What takes back whatever went before it, though it be a title or an item. */
const PLAIN = [
  'no+(?: (?:thanks|thank you))?|nope|nah|naw',
  `(?:scratch|strike|cancel|ignore|disregard) ${THAT}`,
  "(?:(?:i'?m|i am|i was|only|just) )+(?:kidding|joking)",
  "on second thoughts?|(?:i(?:'ve| have)? )?(?:just )?changed my mind|(?:i )?take (?:it|that) back",
  "(?:i )?(?:didn'?t|did not) mean (?:it|that|to)|my (?:mistake|bad)",
  "(?:i )?(?:don'?t|do not) (?:do (?:it|that|this|anything)|want (?:it|that|this|to))",
].join('|');
/** What does so only outside of a title. */
const BARE = [
  'never ?mind',
  `(?:forget|skip|leave) ${THAT}|forget (?:about (?:it|that)|i said (?:it|that|anything))`,
  `(?:leave|let) ${THAT} (?:be|alone)`,
  "kidding|joking|(?:don'?t|do not)(?! forget)|cancel|hold it|(?:wait|hold on|hang on)(?: a (?:minute|moment|second|sec|bit))?",
  '(?:no|wait|actually|oh) stop',
].join('|');
const tailOf = (core: string) =>
  new RegExp(`(?:^| )((?:(?:${FILLER}|${core}) )*(?:${core})(?: (?:${FILLER}|${core}))*)$`);
const TAIL = tailOf(`${PLAIN}|${BARE}`);
const PLAIN_TAIL = tailOf(`${PLAIN}|wait`);
/** After these the words say something else: "say no", "I can't wait", "on or no", "tell them to cancel it". */
const LEADS =
  /(?:^| )(?:and|to|or|say|says|said|saying|dr|doctor|mr|means|called|named|is|are|a|the|can'?t|cannot|long|must|should|will|i|you|he|she|it|we|they|them|him|her|that)$/;
/** An answer, and the talk around it: what these take back is the dialogue's. */
const SMALL = new RegExp(`^(?:(?:yes|yeah|yep|yup|sure|stop|wait|${FILLER})(?: |$))*$`);

/** How many words at the end of a text take back what goes before them; 0 where none do. */
function tailLength(text: string, tail: RegExp): number {
  const said = splitWords(text)
    .map((word) => word.text)
    .join(' ');
  const found =
    (NAMED_AGAIN.test(said) ? /(?:no|wait|sorry|oops|actually|hold on|hang on) .*$/.exec(said)?.[0] : undefined) ??
    tail.exec(said)?.[1];
  if (found === undefined) return 0;
  const before = said.slice(0, said.length - found.length).trim();
  const words = before.split(' ').length;
  // One "no" takes back more than one word: "kitchen no" answers something.
  if (SMALL.test(before) || LEADS.test(before) || (words < 2 && !found.includes(' '))) return 0;
  return found.split(' ').length;
}

/** "turn on the heater, no wait, not the heater": what is named again is named only to be left alone. */
const NAMED_AGAIN =
  /\b(?:the|my|our) ((?:[\w']+ ){0,3}?[\w']+)(?: [\w']+){0,2} (?:no|wait|sorry|oops|actually|hold on|hang on)(?: (?:no|wait|sorry|actually|oh|i mean|i meant))* not (?:the |my |our |that )?\1$/;

/** "turn on the light, no wait", "… never mind", "… strike that": all of it is taken back in the same breath. */
export function isTakenBack(text: string): boolean {
  return tailLength(text, TAIL) > 0;
}

/** What is itself about taking back: "that timer, cancel it". */
const CANCELS: ReadonlySet<Intent> = new Set<Intent>([
  ...(['HassNevermind', 'HearthDeny', 'HearthConfirm', 'HearthUndo', 'HassRespond'] as const),
  ...(['HassCancelTimer', 'HassCancelAllTimers', 'HearthCancelAlarm'] as const),
]);

/**
 * The same of a text that was read as `intent` and of whose words `quoted` tells whether they stand in a title, a message or an
 * item: "play jazz no wait" is taken back, "play never mind" is a title.
 */
export function isTakenBackAt(text: string, intent: Intent | undefined, quoted: (fromEnd: number) => boolean): boolean {
  if (intent !== undefined && CANCELS.has(intent)) return false;
  const length = tailLength(text, TAIL);
  if (length === 0) return false;
  if (!quoted(length)) return true;
  // A title of nothing else: whatever it says, it is one.
  const plain = tailLength(text, PLAIN_TAIL);
  return plain > 1 && quoted(plain + 1);
}
