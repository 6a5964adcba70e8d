import type { EntityDefinition, EntityFeatures, Json } from '../../runtime/domain/entity.ts';
import { isObject, own } from '../message.ts';
import { GROUP, NAME } from './discover.ts';
import { parseExpose } from './expose.ts';
import { fieldsOf } from './fields.ts';

const GROUPABLE = ['light', 'switch', 'cover', 'lock'];
const made = new WeakMap<EntityDefinition, EntityDefinition>();

/**
 * Gives each Zigbee group the domain and the abilities that all its members share; the bridge does not say them.
 * Groups whose members are unknown or have nothing in common are left out.
 */
export function resolveGroups(definitions: readonly EntityDefinition[]): EntityDefinition[] {
  const byDevice = new Map<Json | undefined, EntityDefinition[]>();
  for (const definition of definitions) {
    if (definition.convention !== NAME || definition.domain === GROUP) continue;
    const device = definition.config.ieee_address;
    byDevice.set(device, [...(byDevice.get(device) ?? []), definition]);
  }
  const taken = new Set(definitions.map(({ id }) => id));
  return definitions.flatMap((definition) => {
    if (definition.convention !== NAME || definition.domain !== GROUP) return [definition];
    const resolved = resolve(definition, byDevice);
    if (resolved === undefined) return [];
    return taken.has(resolved.id) ? [{ ...resolved, id: `${resolved.id}_group` }] : [resolved];
  });
}

function resolve(
  group: EntityDefinition,
  byDevice: ReadonlyMap<Json | undefined, readonly EntityDefinition[]>,
): EntityDefinition | undefined {
  const members = Array.isArray(group.config.members) ? (group.config.members as readonly Json[]) : [];
  for (const domain of GROUPABLE) {
    const entities = members.map((ieee) => byDevice.get(ieee)?.find((each) => each.domain === domain));
    const [first] = entities;
    if (first === undefined || entities.some((entity) => entity === undefined)) continue;
    return built(group, domain, entities as EntityDefinition[]);
  }
  return undefined;
}

function built(group: EntityDefinition, domain: string, entities: readonly EntityDefinition[]): EntityDefinition {
  const expose = common(entities.map((entity) => entity.config.expose));
  const features: EntityFeatures = fieldsOf(parseExpose(expose) ?? { ...NOTHING, type: domain }).features;
  const before = made.get(group);
  if (before !== undefined && JSON.stringify(before.config.expose) === JSON.stringify(expose)) return before;
  const resolved: EntityDefinition = {
    ...group,
    id: group.id.replace(GROUP, domain),
    domain,
    features,
    config: { ...group.config, expose },
  };
  made.set(group, resolved);
  return resolved;
}

const NOTHING = {
  name: '',
  property: '',
  label: undefined,
  endpoint: undefined,
  access: 0,
  unit: undefined,
  category: undefined,
  on: 'ON',
  off: 'OFF',
  min: undefined,
  max: undefined,
  words: [],
  features: [],
} as const;

/** The first member's ability with only those features that every member has. */
function common(exposes: readonly (Json | undefined)[]): Json {
  const names = exposes.map((expose) => new Set(parseExpose(expose)?.features.map((feature) => feature.name)));
  const [first] = exposes;
  if (!isObject(first)) return null;
  const features = own(first, 'features');
  const kept = (Array.isArray(features) ? (features as readonly Json[]) : []).filter((feature) => {
    const name = isObject(feature) ? own(feature, 'name') : undefined;
    return typeof name === 'string' && names.every((set) => set.has(name));
  });
  return { ...first, endpoint: '', features: kept.map(withoutEndpoint) };
}

/** A group is told "state", whatever the endpoint of its first member calls it. */
function withoutEndpoint(feature: Json): Json {
  if (!isObject(feature)) return feature;
  const name = own(feature, 'name');
  const shared =
    typeof name === 'string' && name.startsWith('color_') && name !== 'color_temp' ? 'color' : (name ?? '');
  return { ...feature, endpoint: '', property: shared };
}
