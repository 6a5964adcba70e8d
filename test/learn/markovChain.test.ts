import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onwardFrom, type Session } from '../../runtime/learn/markovChain.ts';
import { FundamentalMatrix, type SparseRow } from '../../runtime/learn/markovSolve.ts';

const ended = (text: string, how: Session['ended'], count = 1): Session => ({
  steps: text.split(' > '),
  ended: how,
  count,
});

describe('a hand-worked example of the construction of arXiv 1911.02557', () => {
  // Somebody asks for a band whose name is misheard, and goes by one of two ways to what they meant.
  const sessions = [
    ended('PlayMusic artist=maj and dragons > PlayMusic artist=imagine dragons', 'success', 6),
    ended('PlayMusic artist=maj and dragons > PlayMusic song=dragon', 'failure', 2),
    ended('PlayMusic artist=maj and dragons > PlayMusic song=dragon > PlayMusic artist=imagine dragons', 'success', 1),
    ended('PlayMusic artist=maj and dragons', 'failure', 1),
    ended('PlayMusic artist=imagine dragons', 'success', 9),
    ended('PlayMusic artist=imagine dragons', 'failure', 4),
    ended('Weather place=wilkerson', 'success', 3),
  ];
  const found = new Map(onwardFrom(sessions).map((one) => [one.from, one]));
  // m: 10 leave it: 6/10 to i, 3/10 to d, 1/10 fails.   d: 3 leave it: 1/3 to i, 2/3 fail.
  // i: 20 leave it: 16/20 succeed, 4/20 fail.
  // N = (I − Q)⁻¹ over (m, d, i): N_md = 3/10, N_mi = 6/10 + 3/10·1/3 = 7/10, N_di = 1/3.
  test('the misheard name leads to the one that succeeds', () => {
    const misheard = found.get('PlayMusic artist=maj and dragons');
    expect(misheard?.to).toBe('PlayMusic artist=imagine dragons');
    expect(misheard?.probability).toBeCloseTo(0.7 * 0.8, 12);
    expect(misheard?.staying).toBe(0);
    expect(misheard?.success).toBeCloseTo(0.56, 12);
    expect(misheard?.support).toBe(10);
  });
  test('what succeeds leads to itself', () => {
    expect(found.get('PlayMusic artist=imagine dragons')).toMatchObject({
      to: 'PlayMusic artist=imagine dragons',
      support: 20,
    });
    expect(found.get('PlayMusic artist=imagine dragons')?.probability).toBeCloseTo(0.8, 12);
    expect(found.get('PlayMusic song=dragon')?.probability).toBeCloseTo(0.8 / 3, 12);
  });
  test('other sessions are another component', () => {
    expect(found.get('Weather place=wilkerson')).toMatchObject({ to: 'Weather place=wilkerson', success: 1 });
  });
  test('only what is asked about is worked out', () => {
    expect(onwardFrom(sessions, { wanted: (state) => state.startsWith('Weather') })).toHaveLength(1);
  });
});

test('states of one meaning succeed as one', () => {
  const [one] = onwardFrom(
    [
      ended('kitten light > kitchen light', 'success', 2),
      ended('kitten light > light in the kitchen', 'success', 3),
      ended('kitten light > kettle', 'success', 4),
    ],
    {
      wanted: (state) => state === 'kitten light',
      meaning: (state) => (/kitchen/.test(state) ? 'light.kitchen' : state),
    },
  );
  expect(one).toMatchObject({ to: 'light in the kitchen', staying: 0 });
  expect(one?.probability).toBeCloseTo(5 / 9, 12);
});

test('a chain that returns: the gambler of three coins', () => {
  // 1 ↔ 2 with even odds; from 1 to ruin, from 2 to success. From 1: success in 2 with 1/3; N = [[4/3, 2/3], [2/3, 4/3]].
  const n = new FundamentalMatrix([new Map([[1, 0.5]]), new Map([[0, 0.5]])]);
  expect([...n.row(0)].map((x) => x * 3)).toEqual([expect.closeTo(4, 12), expect.closeTo(2, 12)]);
  expect([...n.row(1)].map((x) => x * 3)).toEqual([expect.closeTo(2, 12), expect.closeTo(4, 12)]);
});

test('saying the same again is a transition to itself', () => {
  const [one] = onwardFrom([ended('a > a > b', 'success'), ended('a', 'failure')]);
  expect(one).toMatchObject({ from: 'a', to: 'b' });
  // Three leave a: 1/3 to itself, 1/3 to b, 1/3 fails: N_ab = (1/3) / (2/3).
  expect(one?.probability).toBeCloseTo(0.5, 12);
});

/** A random chain: for each state a row of weights; the last two columns are success and failure, never both 0. */
const chain = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.array(
    fc.tuple(
      fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 5 })), {
        minLength: size,
        maxLength: size,
      }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
    ),
    { minLength: size, maxLength: size },
  ),
);

test('N is the inverse of I − Q', () => {
  fc.assert(
    fc.property(chain, (rows) => {
      const q = rows.map(([moves, success, failure]): SparseRow => {
        const total = moves.reduce((sum, x) => sum + x, 0) + success + failure;
        return new Map(moves.flatMap((x, j) => (x === 0 ? [] : [[j, x / total] as [number, number]])));
      });
      const n = new FundamentalMatrix(q);
      for (let i = 0; i < q.length; i++) {
        const row = n.row(i);
        for (let j = 0; j < q.length; j++) {
          // (N (I − Q))ᵢⱼ
          const back = q.reduce((sum, to, k) => sum - (row[k] ?? 0) * (to.get(j) ?? 0), row[j] ?? 0);
          expect(back).toBeCloseTo(i === j ? 1 : 0, 9);
        }
      }
    }),
    { seed: 11, numRuns: 200 },
  );
});

test('probabilities are those of walking the chain', () => {
  fc.assert(
    fc.property(chain, fc.integer({ min: 1, max: 2 ** 31 - 1 }), (rows, seed) => {
      // A session a move: the counts of the chain are the weights.
      const sessions = rows.flatMap(([moves, success, failure], i): Session[] => [
        { steps: [`s${i}`], ended: 'success', count: success },
        { steps: [`s${i}`], ended: 'failure', count: failure },
        ...moves.map((count, j): Session => ({ steps: [`s${i}`, `s${j}`], ended: 'failure', count })),
      ]);
      // Each two-step session ends in failure where it went: what arrives leaves again once more than the weights say.
      const arriving = rows.map((_, j) => rows.reduce((sum, [moves]) => sum + (moves[j] ?? 0), 0));
      const next = random(seed);
      const walks = 4000;
      const ends = new Map<string, number>();
      for (let walk = 0; walk < walks; walk++) {
        for (let at = 0; ; ) {
          const [moves, success, failure] = rows[at] ?? [[], 0, 1];
          const total = moves.reduce((sum, x) => sum + x, 0) + success + failure + (arriving[at] ?? 0);
          let toss = next() * total;
          const to = moves.findIndex((x) => {
            toss -= x;
            return toss < 0;
          });
          if (to >= 0) {
            at = to;
            continue;
          }
          if (toss < success) ends.set(`s${at}`, (ends.get(`s${at}`) ?? 0) + 1);
          break;
        }
      }
      const first = onwardFrom(sessions).find((one) => one.from === 's0');
      const most = Math.max(0, ...ends.values()) / walks;
      expect(Math.abs((first?.probability ?? 0) - most)).toBeLessThan(0.035);
      expect(Math.abs((first?.staying ?? 0) - (ends.get('s0') ?? 0) / walks)).toBeLessThan(0.035);
      const all = [...ends.values()].reduce((sum, x) => sum + x, 0) / walks;
      expect(Math.abs((first?.success ?? 0) - all)).toBeLessThan(0.035);
    }),
    { seed: 12, numRuns: 60 },
  );
});

test('a month of a talkative home fits into the nightly budget', () => {
  const next = random(5);
  const sessions = Array.from({ length: 5000 }, (): Session => {
    const home = Math.floor(next() * 1500);
    const steps = Array.from(
      { length: 1 + Math.floor(next() * 3) },
      () => `s${(home + Math.floor(next() ** 3 * 200)) % 1500}`,
    );
    return { steps, ended: next() < 0.7 ? 'success' : 'failure' };
  });
  const found = onwardFrom(sessions);
  expect(found.length).toBeGreaterThan(1000);
  expect(found.every((one) => one.success <= 1 && one.probability <= one.success + 1e-9)).toBe(true);
});

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
