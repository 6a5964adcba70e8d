import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeHousehold,
  parseHousehold,
  parseHouseholdText,
  REPLAY_DEFAULTS,
} from '../../runtime/adapters/household/household.ts';

const parse = (text: string) => parseHouseholdText(text, REPLAY_DEFAULTS);

describe('the household file', () => {
  it('fills in its defaults', () => {
    expect(parse('')).toEqual({
      locale: 'en-US',
      timezone: 'UTC',
      floors: [],
      areas: [],
      people: [],
      satellites: [],
      entities: [],
      handlers: [],
      policy: { confirm: ['lock.unlock', 'cover.garage.open', 'oven.on'] },
      learning: { enabled: true },
      sync: { enabled: false },
    });
  });

  it('keeps Home Assistant’s keys as they are, and its own in camel case', () => {
    const home = parse(`
entities:
  - {id: media_player.tv, name: TV, device_class: tv, screen: true, state_topic: tv/state, payload_on: "1"}
policy: {confirm: [], quiet_hours: {from: "22:00", to: "07:00"}}
`);
    expect(home.entities).toEqual([
      {
        id: 'media_player.tv',
        name: 'TV',
        deviceClass: 'tv',
        screen: true,
        config: { state_topic: 'tv/state', payload_on: '1' },
      },
    ]);
    expect(home.policy).toEqual({ confirm: [], quietHours: { from: '22:00', to: '07:00' } });
  });

  /** A file that is refused, and what the refusal must name. */
  const check = (text: string, ...named: readonly string[]): void => {
    let told = '';
    try {
      parse(text);
    } catch (error) {
      told = String((error as { code: string }).code) + String(error);
    }
    for (const part of ['bad-household', ...named]) expect(told).toContain(part);
  };

  it('names the key and the line of what is wrong', () => {
    check('areas:\n  - {name: Hall}\n  - {name: Loft, aria: 3}\n', 'line 3', 'areas[1].aria');
    check('locale: en-GB\nlocal: x\n', 'line 2', '"local"', 'known here: locale');
    check(
      'policy:\n  quiet_hours:\n    from: "25:00"\n    to: "07:00"\n',
      'line 3',
      'policy.quiet_hours.from',
      'HH:MM',
    );
    check('entities:\n  - id: light.x\n    alises: [a]\n', 'line 3', 'entities[0].alises', 'light.x');
    check('entities:\n  - id: light.x\n  - id: light.x\n', 'line 3', 'stands twice');
    check('entities:\n  - id: lamp\n', 'line 2', 'domain.object_id');
    check('areas:\n  - aliases: [x]\n', 'line 2', '"areas[0].name" is missing');
    check('timezone: Mars/Olympus\n', 'line 1', 'IANA');
    check('locale: "not a tag!"\n', 'line 1', 'BCP 47');
    check('learning: {enabled: "yes"}\n', 'line 1', 'learning.enabled');
    check('- a\n- b\n', 'mapping');
    check('areas: [\n', 'line 2');
    check('a: &a [*a]\n', 'bad-household');
    check('sync: {upstreem: x}\n', 'line 1', 'sync.upstreem', 'known here: enabled, upstream');
  });

  it('refuses a file that doubles itself', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}, *l${i}]`);
    check(`l0: &l0 [x]\n${levels.join('\n')}\n`);
  });

  it('reads back what it writes', () => {
    const name = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text.trim() === text && text !== '');
    const names = fc.uniqueArray(name, { maxLength: 3, selector: (text) => text.toLowerCase() });
    const id = fc.stringMatching(/^(light|media_player)\.[a-z0-9_]{1,8}$/);
    const entity = fc.record(
      {
        id,
        name,
        aliases: names,
        area: name,
        screen: fc.boolean(),
        deviceClass: name,
        attributes: fc.dictionary(fc.constantFrom('brightness', 'volume'), fc.integer()),
        config: fc.dictionary(fc.constantFrom('state_topic', 'payload_on', 'qos'), name),
      },
      { requiredKeys: ['id', 'config'] },
    );
    const household = fc.record({
      locale: fc.constantFrom('en-GB', 'de'),
      timezone: fc.constantFrom('Europe/London', 'UTC'),
      floors: fc.constant([]),
      areas: names.map((all) => all.map((each) => ({ name: each, aliases: [] }))),
      people: names.map((all) => all.map((each) => ({ name: each }))),
      satellites: names.map((all) => all.map((each) => ({ id: each, screen: true }))),
      entities: fc.uniqueArray(entity, { maxLength: 4, selector: (one) => one.id }),
      handlers: fc.constant([{ intents: ['HassStartTimer'], via: 'hermes' }]),
      policy: fc.constant({ confirm: ['oven.on'], quietHours: { from: '22:00', to: '07:00' } }),
      learning: fc.record({ enabled: fc.boolean() }),
      sync: fc.record({ enabled: fc.boolean() }),
    });
    fc.assert(
      fc.property(household, (home) => {
        expect(parseHousehold(encodeHousehold(home), REPLAY_DEFAULTS)).toEqual(home);
      }),
    );
  });
});
