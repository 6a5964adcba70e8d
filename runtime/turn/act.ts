import { act } from '../act/act.ts';
import type { Deed } from '../act/deeds.ts';
import { mayAsk } from '../act/policy.ts';
import type { UtteranceEvent } from '../domain/event.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { isStanding, leavesOpen, type Scene } from '../resolve/scene.ts';
import { parseColor } from '../resolve/values/color.ts';
import { leftAside, partly } from './compound.ts';
import { followed, refused, rewriteEvidence, settle, withEvidence } from './deeds.ts';
import type { Read } from './doubt.ts';
import { talkOf } from './talk.ts';
import {
  aboutMemory,
  afterInterruption,
  answered,
  lessonUnderWay,
  perhapsLiked,
  saidOfForgetting,
  saidOfLast,
  statedTastes,
  taughtInWords,
} from './teaching.ts';

const rgbOf = (name: string) => parseColor(name)?.rgb;

/**
 * What is done about what was read: as an answer to a lesson under way, as a request about the memory itself, or as what it says.
 *
 * Pure: it may be asked of a reading that then is not taken.
 */
export function deedOf(read: Read, event: UtteranceEvent, rewrites: Rewrites): Deed {
  const { scene, resolution, choices, rewrite } = read;
  const text = event.hypotheses[rewrite === null ? resolution.hypothesis : 0]?.text ?? '';
  const said = { text, scene, choices, wakeConfidence: event.wakeConfidence, isRewritten: rewrite !== null };
  const asked = lessonUnderWay(said);
  const answer = asked && answered(asked, said, rewrites);
  if (answer !== undefined) return answer;
  const otherwise = (): Deed => asItSays(read, event, rewrites);
  const { lesson, parts } = read;
  const part =
    (lesson && taughtInWords(lesson, { ...said, parts }, rewrites)) ??
    saidOfLast(said, rewrites) ??
    aboutMemory(said, rewrites) ??
    saidOfForgetting(said, rewrites) ??
    statedTastes(said, rewrites, otherwise) ??
    otherwise();
  return asked === undefined ? askedOn(part, scene) : afterInterruption(part, asked, said, rewrites);
}

/** What was asked before stands, and is said again, so that nobody says yes to anything else. */
function askedOn(part: Deed, { asked }: Scene): Deed {
  if (asked === undefined || part.question !== undefined || !isStanding(asked) || !leavesOpen(part)) return part;
  const question = /[^.!?]+\?$/.exec(asked.decision.say)?.[0] ?? '';
  return { ...part, say: `${part.say} ${question.trim()}`.trim() };
}

function asItSays(read: Read, event: UtteranceEvent, rewrites: Rewrites): Deed {
  const { scene, resolution, choices, rewrite } = read;
  const { wakeConfidence, hypotheses } = event;
  const taken = rewrite?.to ?? hypotheses[resolution.hypothesis]?.text ?? '';
  const context = { home: scene.home, rgbOf, rewrite, mayAsk: mayAsk(hypotheses, taken) };
  const extra = rewrite === null ? [] : [rewriteEvidence(rewrite)];
  const aside = leftAside(taken, choices, resolution, scene, wakeConfidence);
  if (aside !== undefined) return withEvidence(aside, extra);
  const stopped = choices.find((choice) => choice.kind !== 'do');
  if (stopped !== undefined) {
    const said = { text: taken, scene, choices, wakeConfidence, isRewritten: rewrite !== null };
    const liked = choices.length === 1 ? perhapsLiked(stopped, said, rewrites) : undefined;
    return withEvidence(liked ?? partly(context, choices, resolution.clauses) ?? refused(''), extra);
  }
  const clauses = choices.flatMap((choice, i) =>
    choice.kind === 'do' ? [{ choice, clause: resolution.clauses[i] }] : [],
  );
  const [only] = clauses;
  if (clauses.length === 1 && only?.clause !== undefined) {
    const { clause, choice } = only;
    const special = talkOf(read, { clause, ranked: choice.ranked }, context, event, rewrites);
    if (special !== undefined) return withEvidence(special, extra);
  }
  const settled = clauses.flatMap(({ choice, clause }) => settle(choice, clause));
  return settled.length === 0
    ? refused('')
    : withEvidence({ ...act(context, settled), ...followed(only?.choice.ranked) }, extra);
}
