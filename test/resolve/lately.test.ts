import { expect, it } from 'vitest';
import type { Change } from '../../runtime/domain/context.ts';
import type { Reading } from '../../runtime/domain/reading.ts';
import { entityFeatures } from '../../runtime/resolve/features.ts';
import { Lexicon } from '../../runtime/resolve/lexicon.ts';
import { sceneOf } from '../../runtime/resolve/scene.ts';
import { homeOf } from './home.ts';

const LAMP = 'light.alcove';

/** Expects whether the lamp, on for 20 seconds, counts as changed a moment ago; `from` is what it was before. */
function check(name: string, change: Partial<Change> | undefined, expected: boolean): void {
  it(name, () => {
    const plain = homeOf([`${LAMP} | Alcove Lamp | Den`], ['Den']);
    const at = plain.now - 20_000;
    const home = {
      ...plain,
      state: () => ({ state: 'on', attributes: {}, changedAt: at, reportedAt: at }),
      recentChanges: () => (change === undefined ? [] : [{ entity: LAMP, from: undefined, to: 'on', at, ...change }]),
    };
    const scene = sceneOf(home, new Lexicon(home), [], { satellite: undefined, area: 'Den', speaker: undefined });
    const reading: Reading = {
      ...{ text: 'turn it off', words: [], intents: [], domains: [], mentions: [], inScope: 1 },
      embedding: new Float32Array(),
    };
    const names = entityFeatures(scene, reading, 'HassTurnOff', [LAMP]).map((one) => one.name);
    expect(names.includes('changedLately')).toBe(expected);
  });
}

check('what was switched a moment ago changed', { from: 'off' }, true);
check('a first report is no change', {}, false);
check('nor is the first after the hub knew nothing', { from: 'unknown' }, false);
check('nor what came back after a silence', { from: 'unavailable' }, false);
check('nor what was restored without a change', undefined, false);
