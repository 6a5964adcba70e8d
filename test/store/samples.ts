import type { RewriteEntry, SaidBefore } from '../../runtime/domain/context.ts';
import type { Signal, Verdict } from '../../runtime/domain/decision.ts';
import type { EntityState } from '../../runtime/domain/entity.ts';
import type { HabitRecord } from '../../runtime/ports/contextStore.ts';

/** A Monday morning. */
export const AT = Date.parse('2026-03-02T07:00Z');

export function rewrite(from: string, to: string, more: Partial<RewriteEntry> = {}): RewriteEntry {
  return { from, to, layer: 'personal', status: 'candidate', wins: 0, losses: 0, createdAt: AT, ...more };
}
export function signal(id: string): Signal {
  return {
    id,
    epoch: '2026-10',
    failurePoint: 'nlu',
    intent: 'HassTurnOn',
    outcome: 'act',
    template: 'turn on the {target}',
    evidence: ['rephrase'],
    modelVersion: '1',
  };
}
export function verdict(of: string): Verdict {
  return { of, at: AT, defect: true, evidence: ['rephrase'], failurePoint: 'nlu', confidence: 0.8 };
}
export function stateOf(state: string, at = AT): EntityState {
  return { state, attributes: { brightness: 7, color: { r: 1 } }, changedAt: at, reportedAt: at };
}
export function habit(more: Partial<HabitRecord> = {}): HabitRecord {
  const key = { entity: 'light.a', service: 'turn_on', speaker: '', day: 'weekday', quarter: 28, after: '' } as const;
  return { ...key, count: 1.5, lastAt: AT, ...more };
}
export function saidBefore(phrase: string, more: Partial<SaidBefore> = {}): SaidBefore {
  const vector = Int8Array.from({ length: 512 }, (_, i) => ((i * phrase.length) % 255) - 127);
  return {
    phrase,
    text: phrase,
    intent: 'HassTurnOn',
    targets: ['light.a'],
    wins: 1,
    losses: 0,
    lastAt: AT,
    vector,
    ...more,
  };
}
