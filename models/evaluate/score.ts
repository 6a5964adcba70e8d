import { type OpenHub, Replay } from '../../runtime/adapters/replay/replay.ts';
import type { Case, Decided, EndState, Fault } from './case.ts';

export interface Score {
  readonly cases: number;
  readonly right: number;
  /** Cases that have a fault of this kind. */
  readonly faults: { readonly [kind: string]: number };
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What went wrong, one line a case. */
  readonly wrong: readonly string[];
  /** What came of each case. */
  readonly results: readonly CaseResult[];
}

export interface CaseResult {
  readonly id: string;
  readonly text: string;
  readonly right: boolean;
  /** As the case has it. */
  readonly wanted: Case['wanted'];
  /** Null where there was no decision. */
  readonly decided: Pick<Decided, 'outcome' | 'intent' | 'confidence'> | null;
}

/** Replays every case from an empty hub, in this process and by the daemon's own code, and judges what came of it. */
export async function score(cases: readonly Case[], openHub: OpenHub, told: (done: number) => void): Promise<Score> {
  const faults = new Map<string, number>();
  const wrong: string[] = [];
  const times: number[] = [];
  const results: CaseResult[] = [];
  let right = 0;
  for (const [done, one] of cases.entries()) {
    const { decided, found } = await decide(one, openHub);
    if (decided !== undefined) times.push(decided.latencyMs);
    if (found.length === 0) right++;
    results.push(resultOf(one, found, decided));
    for (const kind of new Set(found.map((fault) => fault.kind))) faults.set(kind, (faults.get(kind) ?? 0) + 1);
    if (found.length > 0) wrong.push(inWords(one, found, decided));
    told(done + 1);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN;
  return {
    cases: cases.length,
    right,
    faults: Object.fromEntries([...faults].sort((a, b) => b[1] - a[1])),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    wrong,
    results,
  };
}

function resultOf({ id, text, wanted }: Case, found: readonly Fault[], decided: Decided | undefined): CaseResult {
  if (decided === undefined) return { id, text, right: false, wanted, decided: null };
  const { outcome, intent, confidence } = decided;
  return { id, text, right: found.length === 0, wanted, decided: { outcome, intent, confidence } };
}

async function decide(one: Case, openHub: OpenHub): Promise<{ decided: Decided | undefined; found: Fault[] }> {
  let decided: Decided | undefined;
  const states = new Map<string, EndState>();
  const replay = new Replay(openHub, { signals: false, states: true, timing: true }, (line) => {
    const value = JSON.parse(line) as { type: string; id?: string };
    if (value.type === 'decision' && value.id === one.id) decided = value as unknown as Decided;
    if (value.type === 'state') states.set((value as unknown as EndState).entity, value as unknown as EndState);
  });
  try {
    for (const event of one.events) await replay.line(JSON.stringify(event));
    await replay.end();
  } finally {
    replay.close();
  }
  if (decided === undefined) return { decided, found: [{ kind: 'no decision', detail: 'no decision' }] };
  return { decided, found: one.judge(decided, states) };
}

function inWords({ id, text }: Case, found: readonly Fault[], decided: Decided | undefined): string {
  const details = found.map((fault) => fault.detail).join('; ');
  const got = decided && `${decided.outcome} ${decided.intent} ${JSON.stringify(decided.slots)} ${decided.targets}`;
  return `${id}\t${text}\t${details}\t[${got}]`;
}

/** `limit` cases drawn by `seed` with a linear congruential generator, all of them where there are no more. */
export function sample<T>(all: readonly T[], limit: number, seed: number): T[] {
  const drawn = [...all];
  if (drawn.length <= limit) return drawn;
  let state = seed;
  for (let i = drawn.length - 1; i > 0; i--) {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [drawn[i], drawn[j]] = [drawn[j] as T, drawn[i] as T];
  }
  return drawn.slice(0, limit);
}
