import { expect, it } from 'vitest';
import { Lexicon } from '../../runtime/resolve/lexicon.ts';
import { sceneOf } from '../../runtime/resolve/scene.ts';
import { homeOf } from './home.ts';

const AREAS = ['Study', 'Attic', 'Back Garden', 'Front Porch'];
const home = homeOf(
  [
    'binary_sensor.study | Study Motion | Study | motion',
    'binary_sensor.attic | Attic Presence | Attic | occupancy',
    'binary_sensor.attic_leak | Attic Leak | Attic | moisture',
    'binary_sensor.gate | Gate Motion | Back Garden | motion',
    'binary_sensor.bell | Doorbell Person | Front Porch | occupancy',
    'binary_sensor.outdoor_cam | Outdoor Camera Motion | Study | motion',
  ],
  AREAS,
);
const lexicon = new Lexicon(home);

function check(on: readonly string[], expected: readonly string[], area?: string): void {
  const state = (id: string) => (on.includes(id) ? { state: 'on', attributes: {}, at: 0 } : undefined);
  const view = { ...home, state } as typeof home;
  const scene = sceneOf(view, lexicon, [], { satellite: undefined, area, speaker: undefined });
  expect(scene.occupied === undefined ? null : [...scene.occupied]).toEqual(area === undefined ? expected : null);
}

it('a sensor tells in which room somebody is, where the speaker’s own is not known', () => {
  check(['binary_sensor.study', 'binary_sensor.attic'], ['Study', 'Attic']);
  check(['binary_sensor.attic_leak'], []);
  check(['binary_sensor.study'], [], 'Attic');
});

it('what moves under the open sky is not who spoke', () => {
  check(['binary_sensor.gate', 'binary_sensor.bell', 'binary_sensor.outdoor_cam'], []);
  check(['binary_sensor.gate', 'binary_sensor.study'], ['Study']);
});
