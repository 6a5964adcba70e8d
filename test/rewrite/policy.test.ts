import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RewriteEntry } from '../../runtime/domain/context.ts';
import { quantised } from '../../runtime/domain/vector.ts';
import { loadModel } from '../../runtime/main.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { TalkingHome } from '../teaching/talkingHome.ts';

/**
 * Whatever a household wants confirmed, no learned, retrieved or global rewrite leads there: neither as an act nor as a question
 * that a "yes" would carry out.
 */
let inference: Inference;
beforeAll(async () => {
  inference = await loadModel(undefined);
});
afterAll(() => inference.close());

/** Rules of the policy, and words that reach what they name when they are said in full. */
const GUARDED: readonly (readonly [string, string])[] = [
  ['lock.unlock', 'unlock the front door'],
  ['cover.garage.open', 'open the garage door'],
  ['oven.on', 'turn on the oven'],
  ['light.on', 'turn on the desk lamp'],
  ['light.off', 'turn off the hall light'],
  ['switch.on', 'switch the oven on'],
  ['cover.open', 'open the garage'],
];
const NONSENSE = [
  'seven swans a swimming',
  'the lounge lizard please',
  'umbrella under the piano',
  'make it so number one',
  'the early bird and the worm',
  'seven brides for seven brothers',
];
const LAYERS = ['active', 'probation', 'candidate', 'global', 'said before', 'slip'] as const;

/** Puts the words in force by one way of learning, past every guard of the learner. */
function learn(home: TalkingHome, layer: (typeof LAYERS)[number], from: string, to: string, speaker?: string): void {
  const { rewrites } = home.hub;
  const at = Date.parse('2026-03-03T16:00:00Z');
  const entry: RewriteEntry = {
    from,
    to,
    layer: layer === 'global' ? 'global' : 'personal',
    status: layer === 'candidate' || layer === 'probation' ? layer : 'active',
    wins: 40,
    losses: 0,
    createdAt: at,
    usedAt: at,
    ...(speaker !== undefined && layer !== 'global' && { speaker }),
  };
  if (layer === 'said before') {
    const vector = quantised(Float32Array.from({ length: 512 }, (_, i) => Math.sin(i)));
    const said = {
      phrase: `${from} now then`,
      text: to,
      intent: 'HassTurnOn',
      targets: [],
      wins: 40,
      losses: 0,
      lastAt: at,
      vector,
    } as const;
    rewrites.history.put(said);
  } else rewrites.put(layer === 'slip' ? { ...entry, from: `${from}s` } : entry);
}

describe('no rewrite reaches what is confirmed', () => {
  test('said in full, every one of these is asked about and a yes carries it out', { timeout: 120_000 }, async () => {
    for (const [rule, words] of GUARDED) {
      const home = await TalkingHome.open(inference, { household: { policy: { confirm: [rule] } } });
      if (/off/.test(words)) await home.report('hall', 'ON');
      expect([words, (await home.say(words)).outcome]).toEqual([words, 'ask']);
      expect([words, (await home.say('yes')).commands.length]).toEqual([words, 1]);
      await home.close();
    }
  });

  test.each(GUARDED)('%s: not by any layer, in any words, for anybody', { timeout: 120_000 }, async (rule, words) => {
    const home = await TalkingHome.open(inference, { household: { policy: { confirm: [rule] } } });
    for (const [i, layer] of LAYERS.entries()) {
      const nonsense = NONSENSE[i] ?? '';
      learn(home, layer, nonsense, words, i % 2 === 0 ? 'Anna' : undefined);
      for (const by of ['Anna', null]) {
        const { commands, rewrite } = await home.say([nonsense, `${nonsense} now then`], { by, after: 60 });
        expect([layer, rewrite?.to, commands]).toEqual([layer, rewrite?.to, []]);
        expect([layer, (await home.say('yes', { by })).commands]).toEqual([layer, []]);
      }
    }
    await home.close();
  });
});
