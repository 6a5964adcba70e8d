import { ORDER_VERB, pointOf } from './sentence.ts';

const ASKS =
  /^(?:is|are|isn't|aren't|was|were|wasn't|weren't|am|do|does|did|doesn't|didn't|don't we|has|have|had|haven't|hasn't|hadn't|shouldn't|couldn't|what|what's|whats|which|who|who's|whose|when|where|where's|why|how|should)\b/;
const POLITE = /^(?:can|could|will|would|won't|may|might|shall)\b/;
const POLITE_REQUEST =
  /^(?:can|could|will|would|won't|can't|couldn't|wouldn't) you\b|^why (?:don't|not) (?:you|we)\b|^(?:can|could|may|might|shall) (?:we|i|you) (?:please )?(?:have|get|turn|put)\b|^would you mind\b/;
/** "the lamp on?", "anyone turn on the kettle": a question by its mark, where it begins with no order, or by whom it is about. */
const ASKED_ABOUT = new RegExp(
  `^(?!${ORDER_VERB}\\b).*\\?\\s*$|^(?:anyone|anybody|someone|somebody) (?:${ORDER_VERB}|leave)\\b`,
);
/** "could somebody turn it on": whoever hears it is meant; "can anybody open it" asks whether they can. */
const TO_SOMEBODY = new RegExp(
  `^(?:can|could|will|would) (?:somebody|someone|one of you) (?:please |kindly |just )?${ORDER_VERB}\\b`,
);
/** "have all the doors locked": that somebody sees to it; "have the doors been locked", "have the kids locked it" ask. */
const SEEN_TO =
  /^have (?!(?:you|i|we|they|he|she|it|any\w*|some\w*|every(?:one|body)|been)\b)(?!.*\b(?:been|yet|ever|already)\b)(?:[\w'-]+ ){1,6}(?:locked|unlocked|closed|shut|opened|dimmed|lowered|raised|muted|paused)(?: (?:please|now|up|for me|for us|right away|tonight))*[.!]?\s*$/;
const COURTEOUS_HOW = /^(?:how about|what about)\b/;

/**
 * Is this a question about the home rather than a request to change it?
 *
 * "is the light on", "why is the fan on", "can I open the garage" are; "can you turn it on", "why don't you turn it on" are
 * requests in polite form.
 */
export function isQuestion(text: string): boolean {
  const said = pointOf(text);
  if (COURTEOUS_HOW.test(said) || POLITE_REQUEST.test(said)) return false;
  if (TO_SOMEBODY.test(said) || SEEN_TO.test(said)) return false;
  return ASKS.test(said) || POLITE.test(said) || ASKED_ABOUT.test(said);
}

const HOW_TO = /^how (?:(?:do|can|could|would|should) (?:i|we|one)|to)\b/;

/** "how do I start the vacuum": asks for the way to do it, not for how the thing is. */
export function asksTheWay(text: string): boolean {
  return HOW_TO.test(pointOf(text));
}
