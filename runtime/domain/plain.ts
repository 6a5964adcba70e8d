import { ORDER_VERB } from './sentence.ts';
import { splitWords } from './words.ts';

/** Words that carry a sentence but name nothing, and those of which every order is made. */
const COMMON = new Set(
  (
    'a an the this that these those it its them they he she we i you me my your our his her their us one ones some any all every ' +
    'each both other another here there now then and or but so if when while please thanks thank hey hi hello ok okay just also ' +
    'too again only really very is are was were be been am do does did done have has had can could will would shall should may ' +
    "might must not don't to of in on off at for from with by up down out over into onto as than how what which who where why " +
    'turn switch put set make get let go give take bring open close shut lock unlock start stop play pause run dim brighten raise ' +
    'lower increase decrease change turned switched opened closed locked unlocked running playing paused dimmed say said mean ' +
    'light lights lamp lamps thing things something anything everything nothing much bit little lot'
  ).split(' '),
);

/** Whether a phrase has no word of its own: "please", "locked", "the lights", "turn it on"; "let me in" is one all the same. */
export function isBarePhrase(text: string): boolean {
  const words = splitWords(text).map((word) => word.text);
  return words.every((word) => COMMON.has(word)) && (words.length < 3 || beginsOrder(words[0] ?? ''));
}

/** The words of a phrase that are its own: neither those that carry every sentence nor numbers. */
export function ownWordsOf(phrase: string): readonly string[] {
  return splitWords(phrase).flatMap(({ text }) => (COMMON.has(text) || /\d/.test(text) ? [] : [text]));
}

const VERB = new RegExp(`^${ORDER_VERB}$`);

/** Whether an order begins with this word ("turn", "dim"), by which a lesson without a comma is cut. */
export function beginsOrder(word: string): boolean {
  return VERB.test(word);
}
