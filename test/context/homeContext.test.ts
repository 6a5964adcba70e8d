import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HomeContext } from '../../runtime/context/homeContext.ts';
import type { EntityDefinition } from '../../runtime/domain/entity.ts';
import type { Household } from '../../runtime/domain/household.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { entity, household, order, turnOf } from './fixtures.ts';

function contextOf(more: Partial<Household> = {}, clock: 'live' | 'replay' = 'live'): HomeContext {
  const merge = (definitions: readonly EntityDefinition[]) => definitions;
  return new HomeContext({ merge, household: { ...household, ...more }, clock });
}

function ids(context: HomeContext): string[] {
  return [...context.definitions()].map((definition) => definition.id);
}

describe('definitions', () => {
  test('a message replaces what its source announced before, and an empty one removes it', () => {
    const context = contextOf();
    context.define({ source: 'a', found: [entity('light.a'), entity('light.b')], notUnderstood: [] });
    context.apply([{ entity: 'light.b', state: 'on' }], 1);
    const version = context.definitionsVersion;
    const defined = context.define({ source: 'a', found: [entity('light.a')], notUnderstood: [] });
    expect(defined).toEqual({ changed: true, removed: ['light.b'], rejected: 0 });
    expect(context.state('light.b')).toBeUndefined();
    expect(context.definitionsVersion).toBeGreaterThan(version);
    context.define({ source: 'a', found: [], notUnderstood: [] });
    expect(ids(context)).toEqual([]);
  });

  test('the same message again changes nothing', () => {
    const context = contextOf();
    const found = () => [entity('light.a', { features: { modes: ['x'] } })];
    context.define({ source: 'a', found: found(), notUnderstood: [] });
    const version = context.definitionsVersion;
    expect(context.define({ source: 'a', found: found(), notUnderstood: [] }).changed).toBe(false);
    expect(context.definitionsVersion).toBe(version);
  });

  test('another thing under a taken id gets a number, and keeps it', () => {
    const context = contextOf();
    const second = entity('light.a', { config: { unique_id: 'other' } });
    context.define({ source: 'a', found: [entity('light.a')], notUnderstood: [] });
    context.define({ source: 'b', found: [second], notUnderstood: [] });
    expect(ids(context)).toEqual(['light.a', 'light.a_2']);
    context.define({ source: 'a', found: [], notUnderstood: [] });
    context.define({ source: 'b', found: [{ ...second, name: 'renamed' }], notUnderstood: [] });
    expect(ids(context)).toEqual(['light.a_2']);
  });

  test('one thing announced twice is one entity', () => {
    const context = contextOf();
    context.define({ source: 'a', found: [entity('light.a')], notUnderstood: [] });
    context.define({ source: 'b', found: [entity('light.a')], notUnderstood: [] });
    expect(ids(context)).toEqual(['light.a']);
    expect(context.counts().entitiesDuplicate).toBe(1);
  });

  test('one device announced by two conventions is one entity', () => {
    const context = contextOf();
    const address = '0x0017880104e45547';
    const own = entity('light.a', { convention: 'zigbee2mqtt', device: { id: address }, config: { base: 'z' } });
    const other = entity('light.a', { convention: 'homeAssistant', device: { id: `zigbee2mqtt_${address}` } });
    context.define({ source: 'bridge', found: [own], notUnderstood: [] });
    context.define({ source: 'discovery', found: [other], notUnderstood: [] });
    expect([...context.definitions()]).toEqual([own]);
  });

  test('an entity of which only states were known becomes what is announced, and keeps its state', () => {
    const context = contextOf();
    const bare = entity('sensor.bell', { config: {} });
    context.define({ source: 'state sensor.bell', found: [bare], notUnderstood: [] });
    context.apply([{ entity: 'sensor.bell', state: 'rings' }], 1);
    context.define({ source: 'a', found: [entity('sensor.bell')], notUnderstood: [] });
    context.define({ source: 'state sensor.bell', found: [bare], notUnderstood: [] });
    expect([...context.definitions()]).toEqual([entity('sensor.bell')]);
    expect(context.state('sensor.bell')?.state).toBe('rings');
  });

  test('a flood is cut off and counted', () => {
    const context = contextOf();
    const found = Array.from({ length: limits.entitiesMax + 10 }, (_, i) => entity(`light.l${i}`));
    expect(context.define({ source: 'a', found, notUnderstood: [] }).rejected).toBe(10);
    expect(ids(context)).toHaveLength(limits.entitiesMax);
    const namesakes = Array.from({ length: 3_000 }, (_, i) => entity('fan.f', { config: { unique_id: i } }));
    context.define({ source: 'a', found: [], notUnderstood: [] });
    for (const [i, one] of namesakes.entries()) context.define({ source: `s${i}`, found: [one], notUnderstood: [] });
    expect(ids(context).length).toBeLessThan(100);
  });

  test('a taught name is an alias until it is forgotten', () => {
    const context = contextOf();
    context.define({ source: 'a', found: [entity('light.a')], notUnderstood: [] });
    const effect = { type: 'teachName', name: 'Big Bertha', entity: 'light.a' } as const;
    context.remember(turnOf({ outcome: 'teach', effects: [effect] }));
    expect(context.definition('light.a')?.aliases).toEqual(['Big Bertha']);
    const version = context.definitionsVersion;
    context.remember(turnOf({ outcome: 'teach', effects: [{ type: 'forget', phrase: 'big  bertha' }] }));
    expect(context.definition('light.a')?.aliases).toEqual([]);
    expect(context.definitionsVersion).toBeGreaterThan(version);
  });
});

describe('states', () => {
  test('attributes add up, changedAt moves with the state and reportedAt with every report', () => {
    const context = contextOf();
    context.apply([{ entity: 'light.a', state: 'off', attributes: { brightness: 1 } }], 10);
    context.apply([{ entity: 'light.a', attributes: { color: { r: 1 } } }], 20);
    const changes = context.apply([{ entity: 'light.a', state: 'on' }], 30);
    expect(changes).toEqual([{ entity: 'light.a', from: 'off', to: 'on', at: 30 }]);
    const report = { entity: 'light.a', state: 'on', attributes: { color: { r: 1 } } };
    const attributes = context.state('light.a')?.attributes;
    expect(context.apply([report], 40)).toEqual([]);
    expect(context.state('light.a')).toEqual({
      state: 'on',
      attributes: { brightness: 1, color: { r: 1 } },
      changedAt: 30,
      reportedAt: 40,
    });
    expect(context.state('light.a')?.attributes).toBe(attributes);
  });

  test('attributes beyond the limit are refused and counted, the known ones still move', () => {
    const context = contextOf();
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`a${i}`, 0]));
    context.apply([{ entity: 'light.a', state: 'on', attributes: many }], 1);
    context.apply([{ entity: 'light.a', attributes: { a0: 7, zz: 1 } }], 2);
    const attributes = context.state('light.a')?.attributes ?? {};
    expect(Object.keys(attributes)).toHaveLength(limits.attributesPerEntityMax);
    expect(attributes.a0).toBe(7);
    expect(context.counts().attributesRefused).toBe(200 - limits.attributesPerEntityMax + 1);
  });

  test('an attribute named __proto__ stays an attribute', () => {
    const context = contextOf();
    const attributes = JSON.parse('{"__proto__": {"polluted": true}, "x": 1}');
    context.apply([{ entity: 'light.a', state: 'on', attributes }], 1);
    context.apply([{ entity: 'light.a', attributes: { x: 2 } }], 2);
    expect(Object.keys(context.state('light.a')?.attributes ?? {})).toEqual(['__proto__', 'x']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('recent changes are bounded, newest first, and measurements do not fill them', () => {
    const context = contextOf();
    for (let i = 0; i < 2_000; i++) {
      context.apply([{ entity: 'light.a', state: i % 2 ? 'on' : 'off' }], i);
      context.apply([{ entity: 'sensor.power', state: `${i}.5` }], i);
    }
    const recent = context.recentChanges();
    expect(recent).toHaveLength(limits.recentChangesMax);
    expect(recent[0]?.at).toBe(1_999);
    expect(recent.some((change) => change.entity === 'sensor.power')).toBe(false);
  });

  test('the household file gives first attributes, and reports win over it', () => {
    const entities = [{ id: 'media_player.tv', attributes: { source: 'hdmi', volume: 1 }, config: {} }];
    const context = contextOf({ entities });
    expect(context.state('media_player.tv')).toMatchObject({ state: 'unknown', attributes: { source: 'hdmi' } });
    context.apply([{ entity: 'media_player.tv', state: 'on', attributes: { volume: 5 } }], 5);
    context.setHousehold({ ...context.household, entities });
    expect(context.state('media_player.tv')?.attributes).toEqual({ source: 'hdmi', volume: 5 });
  });

  test('whatever is reported, the mirror is the sum of the patches', () => {
    const patch = fc.record({
      entity: fc.constantFrom('light.a', 'light.b', 'sensor.c'),
      state: fc.option(fc.constantFrom('on', 'off', '21.5'), { nil: undefined }),
      attributes: fc.option(fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.jsonValue()), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(patch), (patches) => {
        const context = contextOf();
        const sum = new Map<string, { state: string; attributes: object }>();
        for (const [i, { entity: id, state, attributes }] of patches.entries()) {
          const old = sum.get(id) ?? { state: 'unknown', attributes: {} };
          sum.set(id, { state: state ?? old.state, attributes: { ...old.attributes, ...attributes } });
          const given = { entity: id, ...(state === undefined ? {} : { state }) };
          context.apply([attributes === undefined ? given : { ...given, attributes: attributes as never }], i);
        }
        for (const [id, { state, attributes }] of sum) {
          expect(context.state(id)?.state).toBe(state);
          expect(JSON.stringify(context.state(id)?.attributes)).toBe(JSON.stringify(attributes));
        }
      }),
    );
  });
});

describe('who caused a change', () => {
  const check = (name: string, service: 'turn_on' | 'close' | 'turn_off', path: [number, string][], whose: string[]) =>
    test(name, () => {
      const context = contextOf();
      const id = service === 'close' ? 'cover.door' : 'light.a';
      context.apply([{ entity: id, state: service === 'turn_on' ? 'off' : service === 'close' ? 'open' : 'on' }], 0);
      context.advance(1_000);
      context.remember(turnOf({ id: 't1', at: 1_000, orders: [order(id, service)] }));
      const causes = path.map(([at, state]) => context.apply([{ entity: id, state }], at)[0]?.turn ?? 'hand');
      expect(causes).toEqual(whose);
    });

  check('the echo is the turn’s', 'turn_on', [[1_200, 'on']], ['t1']);
  check(
    'the other way is a hand',
    'turn_on',
    [
      [1_200, 'on'],
      [3_000, 'off'],
    ],
    ['t1', 'hand'],
  );
  check('too late is a hand', 'turn_off', [[1_000 + limits.echoMsMax + 1, 'off']], ['hand']);
  check('gone is nobody’s doing', 'turn_on', [[1_200, 'unavailable']], ['hand']);
  check(
    'a slow door is the turn’s until it arrives',
    'close',
    [
      [1_200, 'closing'],
      [21_000, 'closed'],
    ],
    ['t1', 't1'],
  );
  check(
    'a door stopped by hand',
    'close',
    [
      [1_200, 'closing'],
      [9_000, 'open'],
      [12_000, 'closed'],
    ],
    ['t1', 'hand', 'hand'],
  );

  test('what was only asked about is nobody’s order', () => {
    const context = contextOf();
    context.apply([{ entity: 'lock.a', state: 'locked' }], 0);
    context.remember(turnOf({ outcome: 'ask', orders: [order('lock.a', 'unlock')] }));
    expect(context.apply([{ entity: 'lock.a', state: 'unlocked' }], 100)[0]?.turn).toBeUndefined();
  });
});

describe('clock and conversation', () => {
  test('live, a clock that goes back is clamped and counted', () => {
    const context = contextOf();
    context.advance(1_000);
    context.apply([{ entity: 'light.a', state: 'on' }], 500);
    expect(context.state('light.a')?.changedAt).toBe(1_000);
    expect(context.counts().clockWentBack).toBe(1);
  });

  test('a recording whose clock goes back is refused', () => {
    const context = contextOf({}, 'replay');
    context.advance(1_000);
    expect(() => context.advance(999)).toThrowError(expect.objectContaining({ code: 'clock-went-back' }));
  });

  test('each satellite keeps its last turns', () => {
    const context = contextOf();
    context.remember(turnOf({ id: 'quiet', satellite: 'bedroom' }));
    for (let i = 0; i < 20; i++) context.remember(turnOf({ id: `k${i}`, satellite: 'kitchen' }));
    expect(context.conversationAt('kitchen').map((turn) => turn.id)).toEqual(
      Array.from({ length: limits.conversationTurnsMax }, (_, i) => `k${20 - limits.conversationTurnsMax + i}`),
    );
    expect(context.conversation()[0]?.id).toBe('quiet');
  });

  test('a person’s preferences come the latest first, the home’s after', () => {
    const context = contextOf();
    const like = (value: string, person?: string) => ({
      type: 'preference' as const,
      category: 'Team',
      value,
      ...(person === undefined ? {} : { person }),
    });
    context.remember(turnOf({ effects: [like('Lakers', 'Anna'), like('Bulls'), like('Warriors', 'Anna')] }));
    expect(context.preferences('Anna').map((one) => one.value)).toEqual(['Warriors', 'Lakers', 'Bulls']);
    expect(context.preferences('Ben').map((one) => one.value)).toEqual(['Bulls']);
    context.remember(turnOf({ effects: [{ type: 'forget', category: 'team' }] }));
    expect(context.preferences(undefined)).toEqual([]);
  });
});
