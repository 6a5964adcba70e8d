import { describe, expect, test } from 'vitest';
import { type Forest, RELATIONS } from '../../runtime/domain/learningModel.ts';
import type { DefectEvidence, TurnCase } from '../../runtime/learn/evidence.ts';
import { type Meanwhile, meanwhileOf } from '../../runtime/learn/meanwhile.ts';
import { PAIR_FEATURES, pairFeatures } from '../../runtime/learn/pairFeatures.ts';
import { relationOf } from '../../runtime/learn/relationRules.ts';
import { type Saying, Story, turnOf } from './turns.ts';

const { home } = new Story();
const named = (...texts: readonly string[]) => texts.map((text) => ({ tag: 'target' as const, text }));
const QUIET = { evidence: [], later: [], awaited: new Map(), commanded: 0, reached: new Set<string>(), repairs: [] };
const here = { satellite: 'hall' } as const;

/** Takes whatever it is shown for a rephrase. */
const none = new Int32Array(0);
const CREDULOUS: Forest = {
  features: PAIR_FEATURES,
  classes: RELATIONS,
  bias: RELATIONS.map((name) => (name === 'rephrase' ? 9 : 0)),
  ...{ treeClass: none, roots: none, feature: none, value: new Float64Array(0), right: none },
};

describe('what the model has no say in', () => {
  const refused = { intent: 'HassNevermind', outcome: 'ignore' } as const;
  const off = { text: 'turn off the desk lamp', targets: ['light.desk_lamp'], mentions: named('the desk lamp') };
  const hall = { text: 'turn on the hall light', targets: ['light.hall'], mentions: named('the hall light') };
  function check(first: Saying, second: Saying, mayRephrase: boolean): void {
    test(`"${first.text}", "${second.text}"`, () => {
      const [a, b] = [turnOf('a', 0, home, first), turnOf('b', 5000, home, second)];
      const item: TurnCase = { ...QUIET, turn: a, familiar: new Float64Array(0) };
      const features = pairFeatures(a, b, meanwhileOf(item, b, { between: 0, betweenHere: 0, previous: a }));
      const [rephrase = 0] = relationOf(CREDULOUS, features, a, b, { complained: false });
      expect(rephrase > 0.5).toBe(mayRephrase);
    });
  }
  check({ text: 'never mind', ...refused }, off, false);
  check({ text: 'I have no use for the desk lamp', ...refused, mentions: named('the desk lamp') }, off, true);
  check({ text: 'I do not want the desk lamp', ...refused, mentions: named('the desk lamp') }, off, true);
  check({ text: 'do not switch off the desk lamp', ...refused, mentions: named('the desk lamp') }, off, false);
  check({ text: "don't forget the desk lamp", ...refused, mentions: named('the desk lamp') }, off, true);
  check({ text: "don't touch the desk lamp", ...refused, mentions: named('the desk lamp') }, off, false);
  check(hall, off, false);
  check(
    { text: 'play the hall', targets: ['media_player.tv'], mentions: [{ tag: 'search_query', text: 'the hall' }] },
    off,
    true,
  );
});

describe('the talk around two turns', () => {
  const lamp: Saying = { text: 'turn on the old lamp', outcome: 'ask', question: 'clarify', ...here };
  function check(
    name: string,
    first: Saying,
    between: readonly Saying[],
    want: Partial<Meanwhile>,
    more: { readonly prior?: Saying; readonly evidence?: DefectEvidence['kind'] } = {},
  ): void {
    test(name, () => {
      const turn = turnOf('a', 10_000, home, first);
      const others = between.map((saying, i) => turnOf(`m${i}`, 14_000 + 4000 * i, home, { ...here, ...saying }));
      const later = turnOf('b', 30_000, home, { text: 'turn on the desk lamp', ...here });
      const relation = Float64Array.from(RELATIONS, (_, i) => (i === 0 ? 0.75 : 0));
      const item: TurnCase = {
        ...QUIET,
        turn,
        familiar: new Float64Array(0),
        evidence: others.flatMap((by) =>
          more.evidence === undefined ? [] : [{ kind: more.evidence, at: by.at, strength: 1, by }],
        ),
        later: others.map((one, i) => ({ turn: one, between: i, relation, features: new Float64Array(0) })),
        ...(more.prior !== undefined && { prior: turnOf('p', 4000, home, { ...here, ...more.prior }) }),
      };
      const place = { between: others.length, betweenHere: others.length, previous: others.at(-1) ?? turn };
      expect(meanwhileOf(item, later, place)).toMatchObject(want);
    });
  }
  const answer: Saying = { text: 'the desk lamp', targets: ['light.desk_lamp'], follows: { turn: 'a', how: 'answer' } };
  check('nothing was said between', lamp, [], {
    ...{ wasServed: 0, again: 0, priorAsked: 0, priorSeconds: 99, previousSeconds: 20, previousFirst: 1 },
  });
  check('what was asked was answered, and done', lamp, [answer], { wasServed: 1, previousServed: 1 });
  check('a no serves nobody', lamp, [{ text: 'no', intent: 'HearthDeny', outcome: 'answer' }], {
    ...{ wasServed: 0, previousTalk: 1 },
  });
  check('it was said again between, in vain', lamp, [{ ...lamp, text: 'turn on the gold lamp' }], {
    ...{ again: 0.75, againServed: 0, previousAlike: 0.8 },
  });
  check(
    'it was taken back',
    { text: 'turn on the old lamp', targets: ['light.hall'], ...here },
    [{ text: 'undo that', intent: 'HearthUndo', effects: [{ type: 'undone', turn: 'a' }] }],
    { undone: 1 },
    { evidence: 'reversalByVoice' },
  );
  check(
    'the first was a reply that nobody understood',
    { text: 'the death lamp', outcome: 'ignore', ...here },
    [],
    { priorAsked: 2, priorSeconds: 6, priorAlike: 0.8 },
    { prior: { ...lamp, text: 'turn on the test lamp' } },
  );
});
