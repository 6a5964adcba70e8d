import { describe, expect, it } from 'vitest';
import { Lexicon } from '../../runtime/resolve/lexicon.ts';
import { groupMentions } from '../../runtime/resolve/mentions.ts';
import { resolveGroup } from '../../runtime/resolve/targets.ts';
import { homeOf, mentionsOf } from './home.ts';

const home = homeOf(
  [
    'light.kitchen_ceiling | Kitchen ceiling | Kitchen',
    'light.kitchen_light | Kitchen Light | Kitchen',
    'light.bedroom_1 | Bedroom 1 Light | Bedroom 1',
    'light.bedroom_2 | Bedroom 2 Light | Bedroom 2',
    'light.play_corner | Play Corner | Living Room',
    'light.lamp | Living Room Lamp | Living Room',
    'light.garden | Garden Light | Backyard',
    'fan.bedroom | Bedroom Fan | Bedroom 1',
    'cover.garage | Garage Door Opener | Garage | garage',
    'light.garage | Garage Door Opener | Garage',
    'cover.curtain | Smart Curtain | Living Room | curtain',
    'lock.front | Front Door | Kitchen',
    'vacuum.robo | Roborock Downstairs | Living Room',
    'binary_sensor.phone_battery | Phone || battery',
    'binary_sensor.phone_plug | Phone || plug',
    'sensor.trap | Temperature <1> | Kitchen | temperature',
  ],
  ['Kitchen', 'Bedroom 1', 'Bedroom 2', 'Living Room', 'Backyard', 'Garage'],
  { Upstairs: ['Bedroom 1', 'Bedroom 2'] },
);
const lexicon = new Lexicon(home);

/** Marks the mentions of one group in a text; expects the entities they name, or what names nothing. */
function check(marked: string, expected: string, only: (domain: string) => boolean = () => true): void {
  const { text, mentions } = mentionsOf(marked);
  const reading = { text, words: [], intents: [], domains: [], mentions, inScope: 1, embedding: new Float32Array() };
  const found = groupMentions(reading).groups.map((group) => {
    const resolved = resolveGroup(lexicon, group, (definition) => only(definition.domain));
    if ('unmatched' in resolved) return `? ${resolved.unmatched.words}`;
    const ids = resolved.match.entities.map((index) => lexicon.entities[index]?.definition.id).sort();
    return `${ids.join(' ')}${resolved.match.fuzzy ? ' ~' : ''}`;
  });
  expect(found.join(' + '), marked).toBe(expected);
}
const lights = (domain: string) => domain === 'light';

describe('words to things', () => {
  it('takes a whole name for what it names', () => {
    check('[target smart curtain]', 'cover.curtain');
    check('[area living room] [target smart curtain]', 'cover.curtain');
    check('[target play corner] [target lights]', 'light.play_corner');
    check('[target roborock downstairs] [target vacuum]', 'vacuum.robo');
    check('[target garage door opener]', 'cover.garage', (domain) => domain === 'cover');
  });
  it('takes a singular name for one and a plural class for all that are there', () => {
    check('[area kitchen] [target light]', 'light.kitchen_light');
    check('[area kitchen] [target lights]', 'light.kitchen_ceiling light.kitchen_light', lights);
    check('[target lights] in the [area kitchen]', 'light.kitchen_ceiling light.kitchen_light', lights);
  });
  it('finds places by part of their name, by floor, in digits and words', () => {
    check('[area bedroom] [target lights] [floor upstairs]', 'light.bedroom_1 light.bedroom_2', lights);
    check('[floor upstairs] [target lights]', 'light.bedroom_1 light.bedroom_2', lights);
    check('[area bedroom two] [target light]', 'light.bedroom_2');
    check('[area bedroom 1] [target fan]', 'fan.bedroom');
    check('[area backyard] [target light]', 'light.garden');
  });
  it('reads several places and several things', () => {
    check(
      '[area kitchen] and [area living room] [target lights]',
      'light.kitchen_ceiling light.kitchen_light light.lamp light.play_corner',
      lights,
    );
    check('[area bedroom 1] [target light] and [area backyard] [target light]', 'light.bedroom_1 + light.garden');
    check('the [target fan] and the [target light] in the [area bedroom 1]', 'fan.bedroom + light.bedroom_1');
  });
  it('tells the sensors of one name apart by what they measure', () => {
    check('[target phone battery]', 'binary_sensor.phone_battery');
    check('[target phone plug]', 'binary_sensor.phone_plug');
  });
  it('never widens what it cannot find', () => {
    check('[area attic] [target lights]', '? attic');
    check('[target lights] in the [area sauna]', '? sauna');
    check('[target disco ball]', '? disco ball');
    check('[area kitchen] [target jacuzzi]', '? jacuzzi in the Kitchen');
  });
  it('forgives a slip and says so', () => {
    check('[area kitchin] [target lights]', 'light.kitchen_ceiling light.kitchen_light ~', lights);
    check('[target smart curtian]', 'cover.curtain ~');
    check('[area livingroom] [target lamp]', 'light.lamp');
  });
});
