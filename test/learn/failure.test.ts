import { describe, expect, test } from 'vitest';
import { RELATIONS } from '../../runtime/domain/learningModel.ts';
import { VERDICT_FEATURES } from '../../runtime/learn/caseFeatures.ts';
import type { Later, TurnCase } from '../../runtime/learn/evidence.ts';
import { AGAIN_FEATURES, againFeatures } from '../../runtime/learn/failureAgain.ts';
import { FAILURE_FEATURES, failureFeatures } from '../../runtime/learn/failureFeatures.ts';
import { KNOWN_FEATURES, knownFeatures } from '../../runtime/learn/failureKnown.ts';
import { namedPoint } from '../../runtime/learn/failurePoint.ts';
import { FAMILIAR_FEATURES, Familiar } from '../../runtime/learn/familiar.ts';
import { PAIR_FEATURES } from '../../runtime/learn/pairFeatures.ts';
import { RewriteTable } from '../../runtime/rewrite/table.ts';
import { type Saying, Story, turnOf } from './turns.ts';

const { home } = new Story();
let said = 0;
const turn = (saying: Saying, minute = 0) => turnOf(`t${++said}`, minute * 60_000, home, saying);

/** Values by name, of the features that are asked for. */
function named(names: readonly string[], values: Float64Array): { readonly [name: string]: number } {
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? Number.NaN]));
}

function later(saying: Saying, relation: (typeof RELATIONS)[number]): Later {
  return {
    turn: turn(saying),
    between: 0,
    relation: Float64Array.from(RELATIONS, (one) => (one === relation ? 1 : 0)),
    features: new Float64Array(PAIR_FEATURES.length),
  };
}

function caseOf(first: Saying, after: readonly Later[] = []): TurnCase {
  return {
    turn: turn(first),
    evidence: [],
    later: after,
    awaited: new Map(),
    commanded: 0,
    reached: new Set(),
    repairs: [],
    familiar: new Float64Array(FAMILIAR_FEATURES.length),
  };
}

function again(first: Saying, ...after: readonly Later[]): { readonly [name: string]: number } {
  return named(AGAIN_FEATURES, againFeatures(caseOf(first, after)));
}

const target = (text: string) => [{ tag: 'target', text }] as const;

describe('what helped in the end', () => {
  test('a name that was misheard sounds like the one that was found', () => {
    const { fix, fixNameSound, fixSameIntent } = again(
      { text: 'turn on the desk lane', outcome: 'ask', mentions: target('desk lane'), unmatched: ['desk lane'] },
      later({ text: 'turn on the desk lamp', slots: { name: 'Desk Lamp' }, targets: ['light.desk_lamp'] }, 'rephrase'),
    );
    expect(fix).toBe(1);
    expect(fixSameIntent).toBe(1);
    expect(fixNameSound).toBeGreaterThan(0.7);
  });

  test('a name that nobody told does not', () => {
    const { fixNameSound, fixOnlyNames } = again(
      { text: 'turn on gizmo', outcome: 'ask', mentions: target('gizmo'), unmatched: ['gizmo'] },
      later(
        {
          text: 'turn on the desk lamp',
          mentions: target('the desk lamp'),
          slots: { name: 'Desk Lamp' },
          targets: ['light.desk_lamp'],
        },
        'rephrase',
      ),
    );
    expect(fixNameSound).toBeLessThan(0.5);
    expect(fixOnlyNames).toBe(1);
  });

  test('what came to nothing again helped nobody; the last that was served did', () => {
    const values = again(
      { text: 'desk lamp up', outcome: 'handoff', intent: null },
      later({ text: 'desk lamp up', outcome: 'handoff', intent: null }, 'repetition'),
      later({ text: 'brighten the desk lamp', targets: ['light.desk_lamp'] }, 'rephrase'),
    );
    expect(values).toMatchObject({
      againServed: 1,
      againFailed: 1,
      lastAgainServed: 1,
      againHeardSame: 1,
      laterSame: 1,
      fix: 1,
    });
  });

  test('another request is no help', () => {
    expect(again({ text: 'turn on gizmo' }, later({ text: 'what time is it' }, 'newRequest'))).toMatchObject({
      fix: 0,
      againServed: 0,
      lastAgainServed: 0,
    });
  });

  test('what it offered was done later', () => {
    const option = { intent: 'HassTurnOn', slots: {}, targets: ['light.hall'], confidence: 0.4 } as const;
    const offered = again(
      { text: 'hall please', outcome: 'ask', alternatives: [option] },
      later({ text: 'turn on the hall light', intent: 'HassTurnOn', targets: ['light.hall'] }, 'rephrase'),
    );
    expect(offered.offeredLater).toBe(1);
  });
});

describe('what the past tells', () => {
  const verdict = { at: 0, evidence: [], confidence: 1 } as const;
  const told = (familiar: Familiar, saying: Saying, minute: number) =>
    named(FAMILIAR_FEATURES, familiar.of(turn(saying, minute), new RewriteTable()));

  test('a text that nearly sounds like one that did well; a word, a name and a voice that fail', () => {
    const familiar = new Familiar();
    for (const [day, failurePoint] of (['none', 'entityResolution', 'none'] as const).entries()) {
      const text = failurePoint === 'none' ? 'open the pantry blinds' : 'open the grotto';
      const one = turn(
        { text, speaker: 'Anna', mentions: target(text.slice(9)), outcome: failurePoint === 'none' ? 'act' : 'ask' },
        day * 1440,
      );
      familiar.note(one);
      familiar.judged({ ...verdict, of: one.id, defect: failurePoint !== 'none', failurePoint });
    }
    const slip = told(familiar, { text: 'open the country blinds', speaker: 'Anna' }, 9000);
    expect(slip.nearGood).toBeGreaterThan(0.75);
    expect(slip.nearEntity).toBeLessThan(slip.nearGood ?? 0);
    const name = told(familiar, { text: 'close the grotto', speaker: 'Ben', mentions: target('grotto') }, 9000);
    expect(name).toMatchObject({ nameBefore: 1, nameBad: 1, nameGood: 0, wordEntity: 0.5 });
    expect(name.voiceEntity).toBeLessThan(told(familiar, { text: 'hello', speaker: 'Anna' }, 9000).voiceEntity ?? 0);
  });

  test('sounds are compared of what is doubted alone', () => {
    const familiar = new Familiar();
    const one = turn({ text: 'open the pantry blinds' });
    familiar.note(one);
    familiar.judged({ ...verdict, of: one.id, defect: false, failurePoint: 'none' });
    const values = named(FAMILIAR_FEATURES, familiar.of(turn({ text: 'open the country blinds' }, 60)));
    expect(values).toMatchObject({ nearGood: 0, nearKnown: 0 });
  });

  test('the turn just before, as it was judged meanwhile', () => {
    const familiar = new Familiar();
    const [first, second] = [turn({ text: 'grotto mode', outcome: 'handoff' }, 1), turn({ text: 'grotto mode' }, 1.1)];
    familiar.note(first);
    familiar.note(second);
    const values = () => named(FAMILIAR_FEATURES, familiar.of(second));
    expect(values()).toMatchObject({ priorAlike: 1, priorNlu: 0, justSaid: 1 });
    familiar.judged({ ...verdict, of: first.id, defect: true, failurePoint: 'nlu' });
    expect(values()).toMatchObject({ priorAlike: 1, priorNlu: 1 });
    expect(named(FAMILIAR_FEATURES, familiar.of(first))).toMatchObject({ priorAlike: 0, justSaid: 0 });
  });
});

describe('what is known to mean something', () => {
  const rewrites = new RewriteTable();
  rewrites.loadPatterns([
    { from: 'i am through with <target>', to: 'turn off <target>', homes: 9, wins: 4, losses: 0 },
  ]);
  rewrites.put({
    from: 'cosy corner',
    to: 'turn on the desk lamp',
    layer: 'personal',
    status: 'active',
    wins: 3,
    losses: 0,
    createdAt: 0,
  });
  const known = (saying: Saying) => named(KNOWN_FEATURES, knownFeatures(turn(saying), rewrites));

  test('what everybody means, with what the turn names in its place', () => {
    const near = known({ text: 'i am true with the desk lamp', mentions: target('the desk lamp') });
    expect(near.nearEverybody).toBeGreaterThan(0.85);
    expect(known({ text: 'what time is it' }).nearEverybody).toBeLessThan(0.5);
  });

  test("the home's own, in what was taken or in another text of the recogniser's", () => {
    expect(known({ text: 'cozy corner' }).nearKnown).toBeGreaterThan(0.9);
    const other = known({ text: 'call the owner', others: ['cosy corner'] });
    expect(other.altKnown).toBe(1);
    expect(other.nearKnown).toBeLessThan(0.7);
  });
});

describe('what the turn itself tells', () => {
  const own = (first: Saying, prior?: Saying) => {
    const open = { ...caseOf(first), ...(prior !== undefined && { prior: turn(prior) }) };
    return named(FAILURE_FEATURES, failureFeatures(open, new Float64Array(VERDICT_FEATURES.length), 0, 0));
  };

  test('which of the texts makes more sense here', () => {
    const torn = own({ text: 'turn on the lump', others: ['turn on the lamp', 'on the lump'], sense: [-3, -0.2, -5] });
    expect(torn).toMatchObject({ sense: -3, senseOther: -0.2 });
    expect(torn.senseGain).toBeCloseTo(2.8, 9);
    expect(own({ text: 'turn on the lump', sense: [-3] })).toMatchObject({ sense: -3, senseOther: -3, senseGain: 0 });
  });

  test('that nobody answered what was asked, and that it sounds like an answer', () => {
    const asking = { text: 'open the garage', outcome: 'ask', question: 'confirm', targets: ['cover.garage'] } as const;
    const missed = own({ text: 'years please', outcome: 'ignore', intent: null }, asking);
    expect(missed.wasAsked).toBe(1);
    expect(missed.answerSound).toBeGreaterThan(0.6);
    const other = own({ text: 'what is the weather tomorrow', outcome: 'answer' }, asking);
    expect(other.answerSound).toBeLessThan(0.5);
    expect(own({ text: 'years please', outcome: 'ignore', intent: null })).toMatchObject({
      wasAsked: 0,
      answerSound: 0,
    });
  });
});

describe('the stage that is named', () => {
  // none, falseWake, asr, nlu, entityResolution, result
  const EVEN = [1, 1, 1, 1, 1, 1];
  function check(
    name: string,
    shares: readonly number[],
    probability: number,
    weights: readonly number[],
    want: string,
  ) {
    test(name, () => {
      const isDefect = probability >= 0.5;
      expect(namedPoint(Float64Array.from(shares), probability, weights, isDefect)).toBe(want);
    });
  }
  check('of a defect the likeliest', [0.3, 0, 0.4, 0.2, 0.1, 0], 0.7, EVEN, 'asr');
  check('of a defect never none', [0.9, 0, 0.06, 0.04, 0, 0], 0.6, EVEN, 'asr');
  check('of what went well none', [0.7, 0, 0.3, 0, 0, 0], 0.3, EVEN, 'none');
  check('of what probably went well the one that is worth it', [0.7, 0, 0.3, 0, 0, 0], 0.3, [1, 1, 3, 1, 1, 1], 'asr');
  check('by the calibrated probability', [0.7, 0, 0.3, 0, 0, 0], 0.1, [1, 1, 3, 1, 1, 1], 'none');
});
