import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABBREVIATIONS } from '../../devices/homeAssistant/abbreviations.ts';
import { COMPONENT_KEYS } from '../../runtime/adapters/household/componentKeys.ts';
import { householdDoubts } from '../../runtime/adapters/household/contradictions.ts';
import {
  encodeHousehold,
  parseHousehold,
  parseHouseholdText,
  REPLAY_DEFAULTS,
} from '../../runtime/adapters/household/household.ts';
import { DEFAULT_CONFIRM } from '../../runtime/domain/household.ts';

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
      policy: { confirm: DEFAULT_CONFIRM },
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

  it('refuses what would never hold or never be heard', () => {
    check('policy:\n  confirm:\n    - lock.unlok\n', 'line 3', 'lock.unlok', 'unknown deed', 'did you mean "unlock"');
    check('policy: {confirm: [bananas]}', 'line 1', '"bananas" is no rule', 'lock.unlock');
    check('policy: {confirm: [bananas.on]}', 'unknown subject "bananas"', 'oven');
    check('policy: {confirm: [loc.unlock]}', 'did you mean "lock"');
    check('policy: {confirm: [oven.turnon]}', 'did you mean "on"');
    check('policy: {confirm: [script.run]}', 'did you mean "on"');
    check('policy: {confirm: [cover.garrage.open]}', 'did you mean "garage"');
    check('policy: {confirm: [cover.garaeg.open]}', 'did you mean "garage"');
    check('policy: {confirm: [cover.garage.on]}', 'unknown deed "on"', 'cover knows open');
    check('policy: {confirm: [light.unlock]}', 'unknown deed "unlock"');
    check('policy: {confirm: [Lock.Unlock]}', 'is no rule');
    check('policy: {confirm: [oven.]}', 'is no rule');
    check(
      'entities:\n  - id: light.a\n    brightnes_state_topic: x\n',
      'line 3',
      'did you mean "brightness_state_topic"',
    );
    check('entities: [{id: light.a, payload_onn: x}]', 'payload_onn', 'did you mean "payload_on"');
    check('entities:\n  - id: light.a\n    state_topic: a/+/b\n', 'line 3', 'wildcards');
    check('entities: [{id: light.a, command_topic: "a/#"}]', 'command_topic', 'wildcards');
    check('entities: [{id: light.a, command_topic: 5}]', 'command_topic');
    check('entities:\n  - {id: lihgt.a}\n', 'line 2', 'unknown domain "lihgt"; did you mean "light"');
    check('handlers:\n  - {intents: [HassBogus], via: hermes}\n', 'line 2', 'HassBogus');
    check('handlers: [{intents: [HassStartTimr], via: x}]', 'did you mean "HassStartTimer"');
  });

  it('takes every rule that holds somewhere', () => {
    const rules =
      'lock.unlock cover.garage.open cover.open oven.on heater.on garage.open vacuum.start script.on cover.front.open';
    for (const rule of rules.split(' ')) expect(parse(`policy: {confirm: [${rule}]}`).policy.confirm).toEqual([rule]);
    expect(parse('policy: {confirm: []}').policy.confirm).toEqual([]);
    const named = parse('entities: [{id: switch.a, name: Flux Capacitor}]\npolicy: {confirm: [capacitor.on]}');
    expect(named.policy.confirm).toEqual(['capacitor.on']);
  });

  it('knows every key of an entity that discovery has', () => {
    // What discovery says about itself or the device as a whole, and what the file has under a key of its own.
    const others = ['components', 'migrate_discovery', 'device_class', 'name', 'suggested_area'];
    const missing = Object.values(ABBREVIATIONS).filter((key) => !COMPONENT_KEYS.has(key) && !others.includes(key));
    expect(missing).toEqual([]);
  });

  it('doubts a room or floor that the file does not list, where it lists any', () => {
    const home = parse(`
floors: [{name: Upstairs}]
areas: [{name: Kitchen, aliases: [galley], floor: Upstars}]
satellites: [{id: s, area: Kichen}]
entities: [{id: light.a, area: Nowhere}, {id: light.b, area: galley}, {id: light.c, area: kitchen}]
policy: {confirm: [cover.garage.open, cover.front.open]}
`);
    expect(householdDoubts(home).map(({ of, why }) => `${of} ${why}`)).toEqual([
      'area Kitchen is in "Upstars", which "floors" does not list; did you mean "Upstairs"?',
      'satellite s is in "Kichen", which "areas" does not list; did you mean "Kitchen"?',
      'light.a is in "Nowhere", which "areas" does not list',
      'policy.confirm "cover.front.open" holds only where a name or device class has "front", which nothing in this file has',
    ]);
    expect(householdDoubts(parse('entities: [{id: light.a, area: Anywhere}]'))).toEqual([]);
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
        config: fc.dictionary(fc.constantFrom('payload_off', 'payload_on', 'qos'), name),
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
