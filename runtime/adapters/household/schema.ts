import * as v from 'valibot';

const name = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'));
const names = v.optional(v.array(name), []);
const entityId = v.pipe(v.string(), v.regex(/^[a-z_]+\.[a-z0-9_-]+$/i, 'must be domain.object_id, like "light.hall"'));
const time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be "HH:MM"'));
const json = v.record(v.string(), v.unknown());

/** Keys of an entity that are the household file's own; every other key is Home Assistant's. */
export const OWN_ENTITY_KEYS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'aliases',
  'area',
  'screen',
  'media',
  'device_class',
  'attributes',
]);

/** The household file as it stands on disk: snake case, everything optional, unknown keys refused. */
export const householdSchema = v.strictObject({
  locale: v.optional(v.pipe(name, v.check(isLocale, 'is no BCP 47 language tag, like "en-GB"'))),
  timezone: v.optional(v.pipe(name, v.check(isTimezone, 'is no IANA time zone, like "Europe/London"'))),
  floors: v.optional(v.array(v.strictObject({ name, aliases: names })), []),
  areas: v.optional(v.array(v.strictObject({ name, floor: v.optional(name), aliases: names })), []),
  people: v.optional(v.array(v.strictObject({ name })), []),
  satellites: v.optional(
    v.array(v.strictObject({ id: name, area: v.optional(name), screen: v.optional(v.boolean()) })),
    [],
  ),
  entities: v.optional(
    v.array(
      v.looseObject({
        id: entityId,
        name: v.optional(name),
        aliases: v.optional(v.array(name)),
        area: v.optional(name),
        screen: v.optional(v.boolean()),
        media: v.optional(v.array(name)),
        device_class: v.optional(name),
        attributes: v.optional(json),
      }),
    ),
    [],
  ),
  handlers: v.optional(v.array(v.strictObject({ intents: v.array(name), via: name })), []),
  policy: v.optional(
    v.strictObject({
      confirm: v.optional(v.array(name)),
      quiet_hours: v.optional(v.strictObject({ from: time, to: time })),
    }),
    {},
  ),
  learning: v.optional(v.strictObject({ enabled: v.optional(v.boolean(), true) }), {}),
  sync: v.optional(v.strictObject({ enabled: v.optional(v.boolean(), false), upstream: v.optional(name) }), {}),
});
export type HouseholdFile = v.InferOutput<typeof householdSchema>;

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function isTimezone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
