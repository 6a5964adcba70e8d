import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseHousehold, REPLAY_DEFAULTS } from '../../runtime/adapters/household/household.ts';
import { parseEventLine } from '../../runtime/adapters/replay/parse.ts';
import type { Decision } from '../../runtime/domain/decision.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { FaultLog } from '../../runtime/faults.ts';
import { makeHub } from '../../runtime/hub.ts';
import { loadModel, openStore } from '../../runtime/main.ts';
import type { ContextStore } from '../../runtime/ports/contextStore.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import type { Candidate } from '../../runtime/resolve/candidate.ts';
import {
  type Correction,
  emptyCorrection,
  learned,
  parseCorrection,
  weighedOf,
} from '../../runtime/resolve/correction.ts';
import { rank } from '../../runtime/resolve/rank.ts';
import { event, lamp } from '../replay/home.ts';

const RANKER = {
  weights: { sameArea: 2, otherArea: -0.5, recent: 3 },
  pairs: [],
  decision: { bias: 0, weights: {} },
};

function candidate(id: string, features: { readonly [name: string]: number }): Candidate {
  return {
    intent: 'HassTurnOn',
    slots: {},
    targets: [id],
    fuzzy: false,
    features: Object.entries(features).map(([name, value]) => ({
      name: name as 'sameArea',
      value,
      signal: 'area',
      detail: name,
    })),
  };
}

const near = candidate('light.near', { sameArea: 1 });
const far = candidate('light.far', { otherArea: 1, recent: 0.5 });
const lesson = (correction: Correction, meant: string) =>
  learned(correction, RANKER, weighedOf(rank([near, far], { ...RANKER, correction })), [meant]);

describe('a household’s own correction', () => {
  it('turns the ranking where the household keeps meaning the other one', () => {
    let correction = emptyCorrection;
    expect(rank([near, far], RANKER)[0]?.candidate).toBe(near);
    for (let turn = 0; turn < 12; turn++) correction = lesson(correction, 'light.far');
    const [top] = rank([near, far], { ...RANKER, correction });
    expect(top?.candidate).toBe(far);
    expect(top?.because.map((one) => one.detail)).toContain('it was right here before');
    expect(top?.because.reduce((sum, one) => sum + one.weight, 0)).toBeCloseTo(top?.score ?? 0, 9);
  });

  it('stays within its bounds, and never makes of what speaks for something what speaks against it', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (turns) => {
        let correction = emptyCorrection;
        for (const isNear of turns) correction = lesson(correction, isNear ? 'light.near' : 'light.far');
        for (const [name, added] of Object.entries(correction.weights)) {
          const weight = RANKER.weights[name as 'recent'];
          expect(Math.abs(added)).toBeLessThanOrEqual(limits.correctionWeightMax);
          expect(Math.sign(weight + added) * Math.sign(weight)).toBeGreaterThanOrEqual(0);
        }
        for (const bias of Object.values(correction.biases))
          expect(Math.abs(bias)).toBeLessThanOrEqual(limits.correctionBiasMax);
        expect(parseCorrection(JSON.parse(JSON.stringify(correction)))).toEqual(correction);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    'lock.front_door',
    'cover.garage_door',
    'switch.oven',
    'siren.panic',
  ])('neither learns where %s is among what was meant, nor changes such a ranking', (id) => {
    const guarded = candidate(id, { sameArea: 1 });
    const weighed = weighedOf(rank([guarded, far], RANKER));
    expect(learned(emptyCorrection, RANKER, weighed, ['light.far'])).toBe(emptyCorrection);
    const correction = { weights: { recent: 0.8 }, biases: { 'HassTurnOn light.far': 1.2 } };
    const scores = (model: typeof RANKER) => rank([guarded, far], model).map((one) => one.score);
    expect(scores({ ...RANKER, correction } as typeof RANKER)).toEqual(scores(RANKER));
  });

  it.each([
    [null],
    ['text'],
    [[1]],
    [{ weights: 3 }],
    [{ biases: { 'no deed': 'x' }, weights: { intent: 5 } }],
  ])('takes stored nonsense %j for nothing learned', (json) => {
    expect(parseCorrection(json as never)).toEqual(emptyCorrection);
  });

  it('bounds what was stored beyond its bounds', () => {
    const read = parseCorrection({ weights: { recent: 99 }, biases: { 'HassTurnOn light.x': -99 } });
    expect(read).toEqual({
      weights: { recent: limits.correctionWeightMax },
      biases: { 'HassTurnOn light.x': -limits.correctionBiasMax },
    });
  });
});

describe('a hub that asks which reading lamp is meant', { timeout: 60_000 }, () => {
  let inference: Inference;
  beforeAll(async () => {
    inference = await loadModel(undefined);
  });
  afterAll(() => inference.close());

  function open(store: ContextStore, learning = true) {
    const household = parseHousehold(
      {
        areas: [{ name: 'Kitchen' }, { name: 'Bedroom' }, { name: 'Study' }],
        satellites: [{ id: 'here', area: 'Kitchen' }],
        policy: { confirm: [] },
        learning: { enabled: learning },
      },
      REPLAY_DEFAULTS,
    );
    const decisions: Decision[] = [];
    const hub = makeHub({
      household,
      clock: 'live',
      inference,
      store,
      faults: new FaultLog(),
      entropy: 'test',
      firstSignal: 0,
      publish: async () => [],
      handOver: async () => {},
      emit: (output) => void (output.type === 'decision' && decisions.push(output.decision)),
      listen: () => {},
      stopwatch: () => 0,
    });
    const offer = async (lines: readonly string[]) => {
      for (const line of lines) await hub.loop.offer(parseEventLine(line));
    };
    const say = async (seconds: number, text: string): Promise<Decision> => {
      await offer([event(seconds, 'utterance', { id: `u${seconds}`, text, satellite: 'here', wakeConfidence: 0.97 })]);
      const decision = decisions.at(-1);
      if (decision === undefined) throw new Error('no decision');
      return decision;
    };
    const moveIn = (seconds: number) =>
      offer([
        ...lamp('bedroom_reading', 'Reading Lamp', 'Bedroom', 'OFF', seconds),
        ...lamp('study_reading', 'Reading Lamp', 'Study', 'OFF', seconds),
      ]);
    return { hub, offer, say, moveIn };
  }

  /** Asked which, answered, and nobody minds; then somebody turns it off by name. */
  async function answerOnce({ offer, say }: ReturnType<typeof open>, at: number): Promise<void> {
    const asked = await say(at, 'turn on the reading lamp');
    if (asked.outcome === 'ask') await say(at + 5, 'the one in the bedroom');
    const reports = (seconds: number, state: string) =>
      event(seconds, 'mqtt', { topic: 'x/bedroom_reading', payload: { state } });
    await offer([reports(at + 6, 'ON'), event(at + 200, 'tick'), event(at + 400, 'tick')]);
    await offer([reports(at + 2000, 'OFF'), event(at + 2200, 'tick')]);
  }

  it('learns from the answers, keeps it over a restart, and forgets it when told to forget everything', async () => {
    const store = openStore(undefined);
    const first = open(store);
    await first.moveIn(0);
    expect((await first.say(5, 'turn on the reading lamp')).outcome).toBe('ask');
    for (let turn = 1; turn <= 10; turn++) await answerOnce(first, turn * 5000);
    const { ranking } = store.load().learned as { ranking?: { biases: { [deed: string]: number } } };
    expect(ranking?.biases['HassTurnOn light.bedroom_reading']).toBeGreaterThan(0.1);
    expect(JSON.stringify(store.exportAll())).toContain('HassTurnOn light.bedroom_reading');
    const second = open(store);
    await second.moveIn(70_000);
    const { outcome, targets } = await second.say(70_005, 'turn on the reading lamp');
    expect([outcome, targets]).toEqual(['act', ['light.bedroom_reading']]);
    await second.say(71_000, 'forget everything');
    await second.say(71_005, 'yes');
    expect(store.load().learned.ranking).toBeUndefined();
    expect(second.hub.ranker.state()).toEqual(emptyCorrection);
  });

  it('learns nothing where learning is off', async () => {
    const store = openStore(undefined);
    const off = open(store, false);
    await off.moveIn(0);
    for (let turn = 1; turn <= 3; turn++) await answerOnce(off, turn * 5000);
    expect(store.load().learned.ranking).toBeUndefined();
  });
});
