import type { Turn } from '../domain/context.ts';
import type { FailurePoint } from '../domain/decision.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { soundDistance } from '../domain/sound.ts';
import type { DefectEvidence } from './evidence.ts';
import { hasFailed, heardPhrase, isSamePlan } from './relate.ts';
import { learning } from './weights.ts';

/** Below these a stage was unsure of its own output. */
const DOUBT = { agreement: 0.5, heard: 0.5, intent: 0.6, inScope: 0.5, margin: 0.15 } as const;
/** Two utterances this near in sound are one utterance heard twice. */
const SAME_SOUND = 0.3;

/**
 * The earliest stage whose correction would have saved a turn known to be a defect.
 *
 * Rules over the trace and what followed, asked in the order of the pipeline: was it meant for the hub at all, was it heard
 * right, understood right, resolved right, carried out. A later turn that said it again and worked is the best witness; without
 * one the stage that doubted its own output most is named.
 */
export function failurePointOf(turn: Turn, evidence: readonly DefectEvidence[]): FailurePoint {
  const again = evidence.findLast(
    (item) => item.by !== undefined && ['rephrase', 'correction', 'repetition'].includes(item.kind),
  )?.by;
  if (again === undefined && isFalseWake(turn)) return 'falseWake';
  const broken = evidence.some((item) => item.kind === 'unresponsive' || item.kind === 'handlerError');
  if (again !== undefined) return witnessed(turn, again, broken, evidence);
  if (broken) return 'result';
  return doubted(turn);
}

/** Nobody asked again for what the hub made of sounds that its wake word or its own scope score hardly believed. */
function isFalseWake(turn: Turn): boolean {
  if (turn.wakeConfidence !== undefined && turn.wakeConfidence < learning.falseWakeBelow) return true;
  // Nought where the model was never asked.
  const { inScope } = turn.trace;
  return turn.decision.outcome !== 'ignore' && inScope > 0 && inScope < DOUBT.inScope / 2;
}

function witnessed(first: Turn, second: Turn, broken: boolean, evidence: readonly DefectEvidence[]): FailurePoint {
  const corrected = evidence.some((item) => item.kind === 'correction' && item.by === second);
  if (!corrected && wasMisheard(first, second)) return 'asr';
  if (isSamePlan(first, second)) return broken ? 'result' : doubted(first);
  if (hasFailed(first) || first.decision.intent !== second.decision.intent) {
    const place = first.trace.unmatched.length > 0 && first.decision.intent !== null;
    return place ? 'entityResolution' : 'nlu';
  }
  return 'entityResolution';
}

/** A further hypothesis was what the person then said, or both texts sound alike, and the outcome was another. */
function wasMisheard(first: Turn, second: Turn): boolean {
  const [heard, meant] = [heardPhrase(first), heardPhrase(second)];
  if (heard === meant || isSamePlan(first, second)) return false;
  if (first.hypotheses.slice(1).some((other) => normalPhrase(other.text) === meant)) return true;
  const alike = soundDistance(heard, meant) <= SAME_SOUND;
  return alike && soundDistance(onlyIn(heard, meant), onlyIn(meant, heard)) <= SAME_SOUND + 0.1;
}

/** The words of one text that the other lacks. */
function onlyIn(text: string, other: string): string {
  const known = new Set(other.split(' '));
  return text
    .split(' ')
    .filter((word) => !known.has(word))
    .join(' ');
}

function doubted(turn: Turn): FailurePoint {
  const { trace, decision } = turn;
  if (trace.agreement < DOUBT.agreement || (turn.hypotheses[0]?.confidence ?? 1) < DOUBT.heard) return 'asr';
  if (trace.intentProbability < DOUBT.intent || trace.inScope < DOUBT.inScope) return 'nlu';
  if (trace.unmatched.length > 0) return 'entityResolution';
  if (decision.alternatives.length > 0 && trace.margin < DOUBT.margin) return 'entityResolution';
  if (decision.outcome === 'answer') return 'result';
  if (hasFailed(turn)) return 'nlu';
  return decision.alternatives.some((other) => other.intent === decision.intent) ? 'entityResolution' : 'nlu';
}
