import type { SlotValue } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import type { Reading } from '../domain/reading.ts';
import { statesSaid } from '../domain/states.ts';
import type { Candidate, Feature } from './candidate.ts';
import { entityFeatures, tierFeature } from './features.ts';
import { handlerOf, slotContext, withVia } from './handlers.ts';
import type { Implied } from './implied.ts';
import { adapt, isMediaControl, needsValue } from './intents.ts';
import type { Mentions } from './mentions.ts';
import { idsOf, type Reference } from './reference.ts';
import type { Scene } from './scene.ts';
import { mentionOf, saidOf, valueSlots } from './slots.ts';
import type { SpecialOption } from './special.ts';
import { suggestionsFor } from './suggest.ts';
import type { Unmatched } from './targets.ts';

export function fromReference(
  scene: Scene,
  reading: Reading,
  intent: Intent,
  reference: Reference,
  lead: readonly Feature[],
): Candidate[] {
  const { match } = reference;
  const extra = [...lead, tierFeature(match.tier, match.words)];
  if (match.fuzzy)
    extra.push({ name: 'fuzzy', value: 1, signal: 'words', detail: `"${match.words}" is only like its name` });
  const built = perDomain(
    scene,
    reading,
    intent,
    reference.entities,
    extra,
    match.fuzzy,
    referenceSlots(scene, reference),
  );
  return reference.wide === true ? built.map((candidate) => ({ ...candidate, wide: true })) : built;
}

function referenceSlots(scene: Scene, reference: Reference): { [name: string]: SlotValue } {
  const { match, entities } = reference;
  const slots: { [name: string]: SlotValue } = {};
  const areas = match.places.filter((place) => place.kind === 'area').map((place) => place.name);
  const floors = match.places.filter((place) => place.kind === 'floor').map((place) => place.name);
  if (areas.length > 0) slots.area = areas.length === 1 ? (areas[0] ?? '') : areas;
  if (floors.length > 0) slots.floor = floors.length === 1 ? (floors[0] ?? '') : floors;
  const first = scene.lexicon.entities[entities[0] ?? -1]?.definition;
  if (first === undefined) return slots;
  if (entities.length === 1 && (match.tier === 'exact' || match.tier === 'named')) slots.name = first.name;
  else {
    const domains = new Set(entities.map((index) => scene.lexicon.entities[index]?.definition.domain));
    if (domains.size === 1) slots.domain = first.domain;
    const classes = new Set(entities.map((index) => scene.lexicon.entities[index]?.definition.deviceClass));
    if (classes.size === 1 && first.deviceClass !== undefined) slots.device_class = first.deviceClass;
  }
  return slots;
}

export function fromImplied(
  scene: Scene,
  reading: Reading,
  intent: Intent,
  implied: Implied,
  lead: readonly Feature[],
): Candidate[] {
  const extra = [...lead, tierFeature('implied', '')];
  if (implied.because === 'only')
    extra.push({ name: 'only', value: 1, signal: 'deviceType', detail: 'it is the only one here' });
  if (implied.because === 'ref' || implied.because === 'there')
    extra.push({ name: 'referred', value: 1, signal: 'conversation', detail: 'you just talked about it' });
  if (implied.because === 'verb')
    extra.push({ name: 'verbFits', value: 1, signal: 'deviceType', detail: 'it is what does that' });
  const slots: { [name: string]: SlotValue } =
    implied.because === 'here' && scene.area !== undefined ? { area: scene.area } : { ...implied.slots };
  return perDomain(scene, reading, intent, implied.entities, extra, false, slots);
}

/** One candidate, with the intent adapted to what the entities are; entities that it cannot fit are left out. */
function perDomain(
  scene: Scene,
  reading: Reading,
  intent: Intent,
  entities: readonly number[],
  extra: readonly Feature[],
  fuzzy: boolean,
  slots: { [name: string]: SlotValue },
): Candidate[] {
  const how = saidOf(reading);
  const byIntent = new Map<Intent, number[]>();
  for (const index of entities) {
    const adapted = adapt(intent, scene.lexicon.entities[index]?.definition.domain ?? '', how);
    if (adapted === undefined) continue;
    const list = byIntent.get(adapted);
    if (list === undefined) byIntent.set(adapted, [index]);
    else list.push(index);
  }
  return [...byIntent].map(([adapted, indices]) => {
    const targets = idsOf(scene.lexicon, indices);
    const said = valueSlots(adapted, reading, slotContext(scene));
    const values = { ...slots, ...stateSlot(scene, reading, adapted, targets), ...said };
    const features = [...extra, ...entityFeatures(scene, reading, adapted, targets)];
    if (needsValue(adapted) && mentionOf(reading, 'value') !== undefined && Object.keys(said).length === 0) {
      features.push({ name: 'unmatched', value: 1, signal: 'words', detail: 'it cannot be set to that' });
    }
    return withVia(scene, { intent: adapted, slots: values, targets, features, fuzzy });
  });
}

/** "on this device" tells where, "is it on" what: the word before a noun is a preposition. */
function isPreposition(words: readonly string[], index: number): boolean {
  if (!['on', 'off', 'in', 'out', 'up', 'down', 'there', 'home'].includes(words[index] ?? '')) return false;
  const next = words[index + 1];
  return (
    next !== undefined &&
    !['right', 'now', 'at', 'in', 'or', 'and', 'still', 'currently', 'yet', 'again'].includes(next)
  );
}

/** The state that is asked for: the first word, tagged or not, that is a state of what is asked about. */
function stateSlot(
  scene: Scene,
  reading: Reading,
  intent: Intent,
  targets: readonly EntityId[],
): { [name: string]: SlotValue } {
  if (intent !== 'HassGetState') return {};
  const definitions = targets.slice(0, 8).flatMap((id) => scene.home.definition(id) ?? []);
  const isState = (text: string) => definitions.some((definition) => statesSaid(definition, text).length > 0);
  const tagged = reading.mentions
    .filter((mention) => mention.tag === 'state')
    .map((mention) => mention.text.toLowerCase());
  const words = reading.words.map((one) => one.text);
  const word = words.findLast((one, index) => isState(one) && !isPreposition(words, index));
  const said = tagged.find(isState) ?? (tagged.length > 0 ? (word ?? tagged[0]) : undefined);
  return said === undefined ? {} : { state: said };
}

export function fromSpecial(
  scene: Scene,
  reading: Reading,
  intent: Intent,
  option: SpecialOption,
  named: Reference | undefined,
  lead: readonly Feature[],
): Candidate {
  const targets = idsOf(scene.lexicon, option.entities);
  const tier = tierFeature(named?.match.tier ?? 'implied', named?.match.words ?? '');
  const features = [...lead, tier, ...option.features, ...entityFeatures(scene, reading, intent, targets)];
  const place = named === undefined ? {} : placeSlots(named);
  const area =
    named === undefined && intent === 'HassClimateGetTemperature' && scene.area !== undefined
      ? { area: scene.area }
      : {};
  return withVia(scene, {
    intent,
    slots: { ...area, ...place, ...option.slots },
    targets,
    features,
    fuzzy: named?.match.fuzzy ?? false,
  });
}

function placeSlots(reference: Reference): { [name: string]: SlotValue } {
  const [place] = reference.match.places;
  return place === undefined ? {} : { [place.kind]: place.name };
}

export function unmatched(
  scene: Scene,
  reading: Reading,
  intent: Intent,
  what: Unmatched,
  mentions: Mentions,
  lead: readonly Feature[],
): Candidate {
  const detail = `this home has no "${what.words}"`;
  const features: Feature[] = [...lead, { name: 'unmatched', value: 1, signal: 'words', detail }];
  const targets = suggestionsFor(scene, reading, mentions, intent);
  return {
    intent,
    slots: valueSlots(intent, reading, slotContext(scene)),
    targets,
    features,
    fuzzy: true,
    unmatched: what,
  };
}

/** An intent that nothing in this home can serve, nor any program; its words are kept. */
export function unserved(scene: Scene, intent: Intent, reading: Reading, lead: readonly Feature[]): Candidate {
  const features: Feature[] = [
    ...lead,
    { name: 'unmatched', value: 0.8, signal: 'deviceType', detail: 'nothing here can do that' },
  ];
  const slots = valueSlots(intent, reading, slotContext(scene));
  return { intent, slots, targets: [], features, fuzzy: false, nothing: true };
}

/** An intent that no thing of this home can serve, though a program may: players and lists may be known to a handler alone. */
export function nothing(scene: Scene, intent: Intent, reading: Reading, lead: readonly Feature[]): Candidate {
  const candidate = unserved(scene, intent, reading, lead);
  const via = isMediaControl(intent) ? handlerOf(scene, intent) : undefined;
  if (via === undefined) return candidate;
  const { nothing: _, ...served } = candidate;
  return { ...served, features: lead, via };
}
