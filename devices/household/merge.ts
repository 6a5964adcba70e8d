import { domainOf, type EntityDefinition, type EntityFeatures, type Json } from '../../runtime/domain/entity.ts';
import type { Household, HouseholdEntity } from '../../runtime/domain/household.ts';
import { kindOf } from '../homeAssistant/components/table.ts';
import { Config } from '../homeAssistant/config.ts';
import { NAME as HOME_ASSISTANT } from '../homeAssistant/discover.ts';
import { NAME as ZIGBEE2MQTT } from '../zigbee2mqtt/discover.ts';
import { resolveGroups } from '../zigbee2mqtt/groups.ts';
import { NAME } from './household.ts';

/** The same input gives the very same definition: readers keep what they heard by it. */
const refinements = new WeakMap<EntityDefinition, { readonly by: HouseholdEntity; readonly made: EntityDefinition }>();
const creations = new WeakMap<HouseholdEntity, EntityDefinition>();

/** What discovery found, refined by the household file, and then what only the household file announces. */
export function mergeHousehold(definitions: readonly EntityDefinition[], household: Household): EntityDefinition[] {
  const said = new Map(household.entities.map((entity) => [entity.id, entity]));
  const merged = reconcile(definitions).map((definition) => {
    const entity = said.get(definition.id);
    said.delete(definition.id);
    return entity === undefined ? definition : refined(definition, entity);
  });
  return [...merged, ...[...said.values()].map(created)];
}

/** Groups take their members' abilities, and what Zigbee2MQTT also announced in Home Assistant's way is there once. */
function reconcile(definitions: readonly EntityDefinition[]): EntityDefinition[] {
  const spoken = new Set<Json | undefined>();
  for (const { convention, config } of definitions) if (convention === HOME_ASSISTANT) spoken.add(config.state_topic);
  const single = definitions.filter(
    ({ convention, config }) => convention !== ZIGBEE2MQTT || !spoken.has(config.state_topic),
  );
  return resolveGroups(single);
}

function refined(definition: EntityDefinition, entity: HouseholdEntity): EntityDefinition {
  const before = refinements.get(definition);
  if (before?.by === entity) return before.made;
  const adds = Object.keys(entity.config).length > 0;
  const config = adds ? { ...definition.config, ...entity.config } : definition.config;
  const features =
    adds && definition.convention === HOME_ASSISTANT
      ? kindOf(definition.domain)?.features(new Config(config))
      : undefined;
  const made = { ...definition, ...said(entity), config, features: features ?? definition.features };
  refinements.set(definition, { by: entity, made });
  return made;
}

/** The fields that the household file sets; a new name keeps the old one as an alias. */
function said(entity: HouseholdEntity): Partial<EntityDefinition> {
  return {
    ...(entity.name !== undefined && { name: entity.name }),
    ...(entity.aliases !== undefined && { aliases: entity.aliases }),
    ...(entity.area !== undefined && { area: entity.area }),
    ...(entity.screen !== undefined && { screen: entity.screen }),
    ...(entity.media !== undefined && { media: entity.media }),
    ...(entity.deviceClass !== undefined && { deviceClass: entity.deviceClass }),
    ...(entity.attributes !== undefined && { attributes: entity.attributes }),
  };
}

function created(entity: HouseholdEntity): EntityDefinition {
  const before = creations.get(entity);
  if (before !== undefined) return before;
  const domain = domainOf(entity.id);
  const unit = entity.config.unit_of_measurement ?? entity.attributes?.unit_of_measurement;
  const made: EntityDefinition = {
    id: entity.id,
    domain,
    name: nameOf(entity.id),
    aliases: [],
    ...(typeof unit === 'string' && { unit }),
    features: featuresOf(domain, entity.config),
    convention: NAME,
    config: entity.config,
    ...said(entity),
  };
  creations.set(entity, made);
  return made;
}

/** "light.hall_lamp" → "Hall Lamp" */
function nameOf(id: string): string {
  const words = id.slice(id.indexOf('.') + 1).split('_');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

const PLAIN: { readonly [domain: string]: EntityFeatures } = {
  media_player: { switchable: true, volume: true },
  script: { switchable: true },
  automation: { switchable: true },
  input_boolean: { switchable: true },
  group: { switchable: true },
  remote: { switchable: true },
};

function featuresOf(domain: string, config: { readonly [key: string]: Json }): EntityFeatures {
  return kindOf(domain)?.features(new Config(config)) ?? PLAIN[domain] ?? {};
}
