import type { Intent } from '../domain/intent.ts';
import { ORDER_GERUND, ORDER_PAST, ORDER_VERB, pointOf, sentenceOf } from '../domain/sentence.ts';
import { isTakenBack } from './takenBack.ts';

const NEGATED = new RegExp(
  `\\b(?:don'?t|do not|never|must not|mustn'?t|shouldn'?t)\\s+(?:you\\s+)?(?:ever\\s+|please\\s+)?(?:${ORDER_VERB}|touch|send)\\b`,
);

const UNWANTED =
  /\b(?:(?:don'?t|do not) (?:want|need|like)|(?:rather|prefer)(?: it if)? (?:you )?(?:didn'?t|did not|not|wouldn'?t))\b/;
/** "no need to turn it on", "I didn't ask you to": what is not wanted, without a "don't" before the verb. */
const UNASKED =
  /\b(?:no|not any) (?:more )?need (?:to|for)\b|\bneed(?:n'?t| not)\b|\b(?:didn'?t|did not|never) (?:ask|tell|want|say|mean)\b|\b(?:it'?s|it is|i'?m|i am|we'?re|we are) not (?:too \w+|(?:so |that |very |really )?(?:dark|cold|hot|loud|chilly|stuffy))\b(?! enough)/;
const LEFT = /\b(?:leave|keep)\b.*\b(?:on|off|open|closed|shut|locked|unlocked|running|alone|as it is|as they are)\b/;

/**
 * "I don't need the lamp any more", "I do not need the lamp": no longer, so it may be ended; not to do something any more is still a
 * "don't".
 */
const NO_LONGER =
  /\b(?:don'?t|do not) (?:really |actually )?(?:(?:want|need) (?!(?:to|you|it to|them to)\b)(?:[\w'-]+ ){1,6}(?:any ?more|any longer|now)\b|need (?:the|my|our|these|those)(?: [\w'-]+){1,5}\W*$)/;
const ENDS: ReadonlySet<Intent | null> = new Set<Intent | null>(['HassTurnOff', 'HassMediaPause']);

/** Whether it is said of a thing, and read as the wish to end it, that it is needed no longer: asked about, as all that is doubtful. */
export function isNeededNoMore(text: string, intent: Intent | null): boolean {
  return ENDS.has(intent) && NO_LONGER.test(sentenceOf(text));
}

/** "don't turn it off", "never open the garage": a request that something be left alone. "Why don't you …" is none. */
export function isNegated(text: string): boolean {
  const said = sentenceOf(text);
  if (/\bwhy (?:don'?t|not)\b/.test(said)) return false;
  return [NEGATED, UNWANTED, UNASKED, LEFT].some((form) => form.test(said)) || isTakenBack(said);
}

const DEEDS = `(?:${ORDER_VERB}|${ORDER_PAST}|${ORDER_GERUND})`;
/** "I used to turn it on", "thanks for turning it on", "it turns on by itself": talk about deeds. */
const TALK = new RegExp(
  `^(?:i|we|he|she|they|you) (?:used to|always|usually|often|can|could|should have|had to|forgot to|meant to|was going to|were going to) (?:\\w+ )?${DEEDS}\\b.*\\b(?:myself|ourselves|himself|herself|themselves|yesterday|tomorrow|at night|often|before|earlier|every \\w+)\\b|^(?:i|we|he|she|they) (?:used to|always|usually|should have|had to|forgot to)\\b|^(?:thanks|thank you|sorry|cheers) for\\b|\\b(?:by itself|by themselves|on its own|on their own)\\b`,
);

/** "the kettle is on", "I left it on", "I think the lamp is on", "ask Ben to turn it on", "note to self": no order to anybody here. */
const STATED = new RegExp(
  `^(?:i (?:think|guess|believe|know|hope|see)(?: that)? )?(?:the|my|our) [\\w' ]+ (?:is|are|was|were) (?:already |still |now )?(?:on|off|open|opened|closed|shut|locked|unlocked|running)\\W*$|^(?:i|we|you|he|she|they|somebody|someone) left\\b|^\\w+ left (?:the|my|our|it|them)\\b|^(?:i|we|you|he|she|they)(?:'d| had) (?!to\\b|better\\b|like\\b|love\\b)|^(?!please|just|now|then|go|and|so)\\w+ put (?:the|my|our) [\\w' ]+ (?:on|off)\\W*$|^(?!please|can|could|will|would)\\w+ ${ORDER_PAST} (?:the|my|our|on|off|it)\\b|^ask (?!the |your|hearth)\\w+ (?:to|whether|if)\\b|^note to self\\b`,
);

const DONE = new RegExp(
  `^(?:i|we|he|she|they|you|somebody|someone|mum|mom|dad)(?:'ve| have|'d| had)? (?:already |just )?(?:${ORDER_PAST}|shut)\\b`,
);

/** "I turned on the kettle earlier": somebody tells what was done, and asks for nothing. */
export function isTold(text: string): boolean {
  const said = pointOf(text);
  if (TALK.test(said) || STATED.test(said)) return true;
  return DONE.test(said);
}

/** Words that may forbid. */
const NEGATOR =
  /\b(?:not|never|nobody|no one|neither|nor|avoid|refrain|stop \w+ing)\b|n't\b|\b(?:please|want|need) no (?!(?:the|my|wait|not|i|it)\b)|\bunder no\b/;
/** Where they do not: "why not", "couldn't you", "not the lamp but the fan", "not bright enough", "if you don't mind", "can't see". */
const HARMLESS =
  /\bwhy (?:don't|not|can't)\b|\b(?:can't|couldn't|won't|wouldn't) (?:you|we)\b|\bdon't (?:forget|mind|worry|know)\b|\bnot (?:the|my|(?:in|on) (?:the|my)|that|this|those|too|so|as|all(?! the way)|just|only|sure)\b|\bbut not (?!now\b|yet|today|tonight|right|if|when|until|before)|\b(?:not|isn't|aren't|n't) (?:\w+ )?enough\b|\b(?:can't|cannot|can not|couldn't) (?:see|hear|sleep|read|find)\b|\bif (?:it|they)(?:'s| is|'re| are) not\b|\bif not\b|\b(?:isn't|aren't) (?:it|they|on|off)\b\W*$/g;
/** What he wants, what she says, what is to be told or spelt: somebody else's order, or none. */
const OF_OTHERS =
  /^(?:he|she|they|mum|mom|mummy|mommy|dad|daddy|grandma|grandpa|granny|nan|someone|somebody|everybody|everyone|the kids|the children|my (?:wife|husband|son|daughter|mother|father|brother|sister|neighbours?)) (?!room|bedroom|lamp|light|office|study|door|phone|tv)[a-z']+ |^(?:say|spell|repeat|translate|write|type|tell (?!the|my|our|your|me|us|hearth)\w+ (?:to|that|not|the|he|she|it)) /;

/**
 * Whether an order may be none: a word in it forbids, or it is of what others want or are to be told. It is asked about, not done.
 *
 * "whatever you do don't", "nobody should turn it on", "he wants to turn it on"; "couldn't you turn it on" is an order.
 */
export function isDoubtful(text: string): boolean {
  const said = sentenceOf(text);
  return NEGATOR.test(said.replace(HARMLESS, '_')) || OF_OTHERS.test(pointOf(text));
}
