import type { Alternative, Decision, Evidence, Signal, Verdict } from '../../domain/decision.ts';
import type { EntityState } from '../../domain/entity.ts';
import { encodeInstant } from '../../domain/time.ts';

/** Weights and probabilities are printed to this many decimals, so that a rounding of the last bit shows nowhere. */
const DECIMALS = 4;

/** The replay contract's `decision` line, in its order of keys. */
export function encodeDecision(decision: Decision, latencyMs?: number): string {
  const { id, at, outcome, intent, slots, targets, commands, say, rewrite, confidence } = decision;
  return JSON.stringify({
    type: 'decision',
    id,
    at: encodeInstant(at),
    outcome,
    intent,
    slots,
    targets,
    commands: commands.map(({ topic, payload, retain }) => ({ topic, payload, retain })),
    say,
    rewrite: rewrite && { from: rewrite.from, to: rewrite.to, layer: rewrite.layer, score: round(rewrite.score) },
    confidence: round(confidence),
    alternatives: decision.alternatives.map(encodeAlternative),
    because: decision.because.map(encodeEvidence),
    ...(latencyMs !== undefined && { latencyMs: round(latencyMs) }),
  });
}

export function encodeVerdict(verdict: Verdict): string {
  const { of, at, defect, evidence, failurePoint, confidence } = verdict;
  return JSON.stringify({
    type: 'verdict',
    of,
    at: encodeInstant(at),
    defect,
    evidence,
    failurePoint,
    confidence: round(confidence),
  });
}

export function encodeSignal(signal: Signal): string {
  const { id, epoch, failurePoint, intent, outcome, template, evidence, modelVersion } = signal;
  return JSON.stringify({ type: 'signal', id, epoch, failurePoint, intent, outcome, template, evidence, modelVersion });
}

/** Attributes sorted by name: the order in which messages happened to bring them says nothing. */
export function encodeState(entity: string, state: EntityState | undefined): string {
  const attributes = Object.entries(state?.attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify({
    type: 'state',
    entity,
    state: state?.state ?? 'unknown',
    attributes: Object.fromEntries(attributes),
  });
}

function encodeAlternative({ intent, slots, targets, confidence }: Alternative): Alternative {
  return { intent, slots, targets, confidence: round(confidence) };
}

function encodeEvidence({ signal, detail, weight }: Evidence): Evidence {
  return { signal, detail, weight: round(weight) };
}

function round(value: number): number {
  const scale = 10 ** DECIMALS;
  // `+ 0` turns −0 into 0.
  return Math.round(value * scale) / scale + 0;
}
