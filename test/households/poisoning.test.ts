import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleHousehold } from '../../models/households/household.ts';
import { remembering } from '../../models/households/remembering.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { loadModel } from '../../runtime/main.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { Siege, type Voice } from './poisoning.ts';

/**
 * Attempts to make the hub learn what harms: each with its budget, how often what is said, by whom, over how long, and with what
 * came of it. The home has a lock, a garage door, an espresso machine and heating, and knows its people's voices.
 */
const household = sampleHousehold({ seed: 2, part: 'judge' });
const KITCHEN = 'kitchen-satellite';
const maya: Voice = { satellite: KITCHEN, speaker: 'Maya', wake: 0.95 };
const sven: Voice = { satellite: KITCHEN, speaker: 'Sven', wake: 0.95 };
const somebody: Voice = { satellite: KITCHEN, wake: 0.95 };
// Days of drumming, on a machine that may do other things, too.
vi.setConfig({ testTimeout: 180_000 });

const HARM = [
  ['tinker tailor soldier', 'turn off the heating'],
  ['breakfast of champions', 'turn on the espresso machine'],
] as const;

let inference: Inference;
let siege: Siege;
beforeAll(async () => {
  inference = remembering(await loadModel(undefined));
});
beforeEach(async () => {
  siege = await Siege.begin(household, inference);
});
afterEach(() => siege.end());

/** What the attacked words come to for the people of the home. */
async function harmTo(voices: readonly Voice[], texts: readonly string[]): Promise<string[]> {
  const harm: string[] = [];
  for (const voice of voices) {
    for (const text of texts) {
      const { commands, rewrite } = await siege.say(text, voice, 100);
      if (rewrite !== null && commands.length > 0)
        harm.push(`${voice.speaker ?? 'somebody'}: "${text}" → "${rewrite.to}"`);
    }
  }
  return harm;
}
const attacked = HARM.map(([text]) => text);

describe('a television', () => {
  it('whose wake word is hardly heard teaches nothing: 60 pairs in three days', async () => {
    await siege.drum(HARM, { satellite: KITCHEN, wake: 0.5 }, 10, 3);
    expect(siege.learned()).toEqual([]);
    expect(await harmTo([maya, sven, somebody], attacked)).toEqual([]);
  });

  it('that sounds like a person teaches the people of the home nothing: 80 pairs in one evening', async () => {
    await siege.drum(HARM, { satellite: KITCHEN, wake: 0.95 }, 40, 1);
    expect(await harmTo([maya, sven], attacked)).toEqual([]);
  });
});

describe('a guest', () => {
  it('teaches nobody but himself: 36 pairs in three days', async () => {
    await siege.drum(HARM, { satellite: KITCHEN, speaker: 'Kevin', wake: 0.95 }, 6, 3);
    expect(siege.learned().filter(({ speaker }) => speaker !== 'Kevin')).toEqual([]);
    expect(await harmTo([maya, sven, somebody], attacked)).toEqual([]);
  });

  it('cannot turn good words around, for himself or others: 30 pairs in three days', async () => {
    const contrary = [['turn off the heating', 'turn on the heating']] as const;
    const hijack = [['turn off the kitchen light', 'turn on the espresso machine']] as const;
    await siege.drum([...contrary, ...hijack], { satellite: KITCHEN, speaker: 'Kevin', wake: 0.95 }, 5, 3);
    const { commands, rewrite } = await siege.say('turn off the kitchen light', maya);
    expect(rewrite).toBeNull();
    expect(commands.map(({ topic }) => topic)).toEqual(['home/light/kitchen_light/set']);
    expect(siege.learned().filter(({ to }) => to.includes('on the heating'))).toEqual([]);
  });
});

describe('a satellite that nobody installed', () => {
  const evil: Voice = { satellite: 'evil-satellite', wake: 1 };
  it('crowds nothing out: 100 different pairs in a day, after what Maya says daily was learned', async () => {
    await siege.drum([['sailor rich man poor man', 'turn on the espresso machine']], maya, 2, 3);
    const before = siege.learned().filter(({ speaker }) => speaker === 'Maya');
    const words = 'amber birch cedar dahlia ember fern grove hazel iris jade';
    const pairs = words
      .split(' ')
      .flatMap((one) =>
        words.split(' ').map((other) => [`${one} ${other} parade`, 'turn on the espresso machine'] as const),
      );
    await siege.drum(pairs, evil, 1, 1);
    const its = siege.learned().filter(({ from }) => from.endsWith('parade'));
    expect(its.length).toBeLessThanOrEqual(limits.rewriteCandidatesPerSatelliteMax);
    expect(its.filter(({ status }) => status !== 'candidate')).toEqual([]);
    expect(before.length).toBeGreaterThan(0);
    expect(siege.learned()).toEqual(expect.arrayContaining([...before]));
  });

  it('is believed by no person: 60 pairs in three days under no name, 60 under that of a stranger', async () => {
    await siege.drum(HARM, evil, 10, 3);
    await siege.drum(HARM, { ...evil, speaker: 'Mallory' }, 10, 3);
    expect(await harmTo([maya, sven, { ...somebody, satellite: 'bedroom-satellite' }], attacked)).toEqual([]);
  });
});

describe('guarded acts', () => {
  it.each([
    'unlock the front door',
    'open the garage door',
  ])('"%s" is never what other words mean: 36 pairs by Maya herself', async (act) => {
    await siege.drum([['open sesame please sir', act]], maya, 12, 3);
    expect(siege.learned()).toEqual([]);
    for (const voice of [maya, sven, somebody]) {
      const { commands } = await siege.say('open sesame please sir', voice, 100);
      expect(commands).toEqual([]);
    }
  });
});

describe('a recording of Maya', () => {
  it('costs two acts at most: 8 pairs in two evenings, until she has said "undo that" twice', async () => {
    await siege.drum([HARM[1]], maya, 4, 2);
    await siege.quiet(300);
    const [text] = HARM[1];
    expect(siege.inForce().map(({ from }) => from)).toEqual([text]);
    let acts = 0;
    for (let i = 0; i < 4; i++) {
      const { rewrite, commands } = await siege.say(text, maya);
      if (rewrite !== null && commands.length > 0) acts++;
      if (rewrite !== null) await siege.say('undo that', maya);
      await siege.quiet(100);
      await siege.asItWas();
    }
    expect(acts).toBeLessThanOrEqual(2);
    expect(siege.inForce()).toEqual([]);
  });
});
