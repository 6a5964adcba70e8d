import { beforeAll, describe, expect, test } from 'vitest';
import { ABBREVIATIONS, DEVICE_ABBREVIATIONS } from '../../devices/homeAssistant/abbreviations.ts';
import { devices } from '../../devices/index.ts';
import type { EntityDefinition } from '../../runtime/domain/entity.ts';
import { type Announcement, announcements } from './announcements.ts';
import { type Announced, announceAll } from './converters.ts';

describe('every model of zigbee-herdsman-converters, announced as to Home Assistant', () => {
  const all: { model: Announced; announcement: Announcement }[] = [];
  const found: EntityDefinition[] = [];
  const complaints = new Map<string, number>();

  beforeAll(() => {
    for (const model of announceAll())
      for (const announcement of announcements(model)) all.push({ model, announcement });
  }, 60_000);

  test('each payload is one entity and nothing in it is left over', () => {
    for (const { announcement } of all) {
      const { component, object, config } = announcement;
      const topic = `homeassistant/${component}/${object.replace(/[^\w-]/g, '_')}/config`;
      const discovery = devices.discover(topic, JSON.stringify(config));
      for (const { why } of discovery?.notUnderstood ?? []) complaints.set(why, (complaints.get(why) ?? 0) + 1);
      found.push(...(discovery?.found ?? []));
    }
    console.log(`${all.length} payloads, ${found.length} entities, not understood:`, Object.fromEntries(complaints));
    expect(all.length).toBeGreaterThan(20_000);
    expect(found.length).toBe(all.length);
    expect([...complaints]).toEqual([]);
  });

  test('a state of all abilities faults nowhere', () => {
    const faults = new Map<string, number>();
    for (const definition of found) {
      const reader = devices.reader([definition]);
      for (const topic of reader.topics)
        reader.read(topic, '{"state":"ON","brightness":12,"position":3,"temperature":null}', (_, code, why) =>
          faults.set(`${code} ${why}`, (faults.get(`${code} ${why}`) ?? 0) + 1),
        );
    }
    expect([...faults]).toEqual([]);
  });

  test('short keys and device payloads say the same', () => {
    for (const { announcement } of all.filter((_, at) => at % 40 === 0)) {
      const { component, config } = announcement;
      const long = devices.discover(`homeassistant/${component}/a/config`, JSON.stringify(config))?.found[0];
      const short = devices.discover(`homeassistant/${component}/a/config`, JSON.stringify(shortened(config)))
        ?.found[0];
      const { device, origin, availability, ...own } = config;
      const payload = { dev: device, o: origin, avty: availability, cmps: { a: { p: component, ...own } } };
      const whole = devices.discover('homeassistant/device/d/config', JSON.stringify(payload))?.found[0];
      expect(short).toEqual({ ...long, config: short?.config });
      expect(sorted(short?.config)).toEqual(sorted(long?.config));
      expect(whole).toEqual({ ...long, config: whole?.config });
      expect(sorted(whole?.config)).toEqual(sorted(long?.config));
    }
  });
});

const SHORT = new Map(Object.entries(ABBREVIATIONS).map(([short, long]) => [long, short]));
const SHORT_DEVICE = new Map(Object.entries(DEVICE_ABBREVIATIONS).map(([short, long]) => [long, short]));

function shortened(config: { readonly [key: string]: unknown }): object {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const made =
        key === 'device'
          ? Object.fromEntries(
              Object.entries(value as object).map(([name, each]) => [SHORT_DEVICE.get(name) ?? name, each]),
            )
          : key === 'availability'
            ? (value as { [key: string]: unknown }[]).map((entry) => shortened(entry))
            : value;
      return [SHORT.get(key) ?? key, made];
    }),
  );
}

function sorted(config: EntityDefinition['config'] | undefined): string {
  return JSON.stringify(config, Object.keys(flat(config ?? {})).sort());
}

/** Every key at any depth, so that the replacer keeps all of them. */
function flat(object: unknown): { [key: string]: true } {
  if (typeof object !== 'object' || object === null) return {};
  return Object.assign({}, ...Object.entries(object).map(([key, value]) => ({ [key]: true, ...flat(value) })));
}
