import type { SlotValue } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent, IntentLabel } from '../domain/intent.ts';
import type { Reading } from '../domain/reading.ts';
import { statesSaid } from '../domain/states.ts';
import type { Candidate, Feature } from './candidate.ts';
import { answerCandidates, conversationCandidates, isConversational } from './conversation.ts';
import { entityFeatures, intentFeature, tierFeature } from './features.ts';
import { handlerOf, slotContext, withVia } from './handlers.ts';
import { type Implied, impliedBy, lastTargets, withoutVerbs, withReference } from './implied.ts';
import { adapt, hasTemperature, isDeviceIntent, isMediaControl, needsValue } from './intents.ts';
import { listCandidates } from './lists.ts';
import { groupMentions, type Mentions } from './mentions.ts';
import { idsOf, type Reference, referencesOf } from './reference.ts';
import type { Scene } from './scene.ts';
import { type Scope, scopeOf } from './scope.ts';
import { mediaClassOf, mentionOf, saidOf, valueSlots } from './slots.ts';
import { mediaOptions, type SpecialOption, soundsLikeMusic, temperatureOptions } from './special.ts';
import { spotNames, titleOf } from './spot.ts';
import { suggestionsFor } from './suggest.ts';
import { findPlaces, type Unmatched, withoutWhole } from './targets.ts';
import { vacuumCandidates } from './vacuum.ts';

/** Labels less likely than this say nothing. */
const LABEL_PROBABILITY_MIN = 0.015;
const LABELS_MAX = 4;
const REPLY_WORDS_MAX = 6;
/** Once we asked, what fits the question is most likely its answer. */
const REPLY_SCOPE = 0.95;
const NAMED_QUESTION = 0.5;

/** Everything that one clause could mean in this home, at this moment, and whether it is for this hub at all. */
export function candidatesOf(scene: Scene, heard: Reading): { candidates: Candidate[]; scope: Scope } {
  const { reading, named } = spotNames(scene.lexicon, heard);
  const mentions = withReference(scene, reading, withoutVerbs(withoutWhole(groupMentions(reading))));
  const drafts: Candidate[] = [];
  labelsOf(reading, named).forEach(({ label, probability }) => {
    // A later clause without a verb of its own ("… and the hall fan") takes the one before.
    const meant = label === 'Continue' && scene.before !== undefined ? scene.before.intent : label;
    drafts.push(...candidatesFor(scene, reading, mentions, meant, probability));
  });
  // A short reply to "which one?" may read as anything; what was offered is a candidate all the same.
  if (scene.asked?.question?.kind === 'clarify' && reading.words.length <= REPLY_WORDS_MAX) {
    drafts.push(...answerCandidates(scene, reading, mentions, [intentFeature('an answer', 0.5)]));
  }
  const candidates = merge(drafts);
  const scope = scopeOf(reading, named);
  const replies = candidates.some((one) => one.follows?.how === 'answer');
  return { candidates, scope: replies ? { ...scope, ours: Math.max(scope.ours, REPLY_SCOPE) } : scope };
}

function labelsOf(reading: Reading, named: boolean): Reading['intents'] {
  const labels = reading.intents
    .slice(0, LABELS_MAX)
    .filter((one, index) => index === 0 || one.probability >= LABEL_PROBABILITY_MIN);
  const asksState = labels.some((one) => one.label === 'HassGetState');
  // Whoever says the whole name of a thing in a question asks about that thing.
  const asks = named && !asksState && /^(?:what|how|is|are|which|who|where)/.test(reading.words[0]?.text ?? '');
  return asks ? [...labels, { label: 'HassGetState', probability: NAMED_QUESTION }] : labels;
}

function candidatesFor(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  label: IntentLabel,
  probability: number,
): Candidate[] {
  if (label === 'Handoff' || label === 'Ignore') return [];
  const lead = [intentFeature(label, probability)];
  if (isConversational(label)) return conversationCandidates(scene, reading, mentions, label, lead);
  if (/List/.test(label)) return listCandidates(scene, reading, mentions, label, lead);
  if (label === 'HassGetWeather') return weather(scene, reading, mentions, lead);
  if (isDeviceIntent(label)) return deviceCandidates(scene, reading, mentions, label, lead);
  const via = handlerOf(scene, label);
  const slots = { ...roomSlot(scene, mentions), ...valueSlots(label, reading, slotContext(scene)) };
  return [
    {
      intent: label,
      slots,
      targets: [],
      features: lead,
      fuzzy: false,
      ...(via !== undefined && { via }),
    },
  ];
}

/** A timer or a message can be for a room: the place is a slot, not a target. */
function roomSlot(scene: Scene, mentions: Mentions): { [name: string]: SlotValue } {
  const mention = mentions.groups.flatMap((group) => group.places)[0];
  const found = mention === undefined ? undefined : findPlaces(scene.lexicon, mention);
  if (found === undefined || found === 'whole') return {};
  const [place] = found.places;
  return place === undefined ? {} : { [place.kind]: place.name };
}

function deviceCandidates(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  intent: Intent,
  lead: readonly Feature[],
): Candidate[] {
  if (intent === 'HassMediaSearchAndPlay') {
    const titled = titleOf(reading, mentions);
    return mediaFor(scene, titled.reading, titled.mentions, lead);
  }
  if (intent === 'HassVacuumCleanArea' || intent === 'HassVacuumStart') {
    const cleaning = vacuumCandidates(scene, reading, mentions, intent, lead);
    if (cleaning.length > 0) return cleaning;
  }
  const references = referencesOf(scene, reading, mentions, intent);
  if (references.kind === 'unmatched') return [unmatched(scene, reading, intent, references.what, mentions, lead)];
  if (intent === 'HassClimateGetTemperature') {
    const within = references.kind === 'found' ? references.options.flatMap((option) => option.entities) : undefined;
    const referred = mentions.ref === undefined || mentions.here ? [] : lastTargets(scene);
    if (within === undefined && referred.length > 0 && !referred.some((index) => isThermometer(scene, index)))
      return [];
    const options = temperatureOptions(scene, within ?? (referred.length > 0 ? referred : undefined));
    const named = references.kind === 'found' ? references.options[0] : undefined;
    if (named !== undefined && isNamedThermometer(scene, named))
      return fromReference(scene, reading, 'HassGetState', named, lead);
    return options.map((option) => fromSpecial(scene, reading, intent, option, named, lead));
  }
  if (references.kind === 'found') {
    if (references.options.length === 0) return [nothing(scene, intent, reading, lead)];
    return references.options.flatMap((option) => fromReference(scene, reading, intent, option, lead));
  }
  const implied = impliedBy(scene, reading, mentions, intent);
  if (implied.length === 0) return [nothing(scene, intent, reading, lead)];
  return implied.flatMap((option) => fromImplied(scene, reading, intent, option, lead));
}

function isThermometer(scene: Scene, index: number): boolean {
  const definition = scene.lexicon.entities[index]?.definition;
  return definition !== undefined && hasTemperature(definition);
}

/** "the outside temperature" where a sensor is called that: its value is asked for, as of any sensor. */
function isNamedThermometer(scene: Scene, named: Reference): boolean {
  const [index] = named.entities;
  const definition = index === undefined ? undefined : scene.lexicon.entities[index]?.definition;
  return named.match.tier === 'exact' && definition?.domain === 'sensor' && /temp/i.test(named.match.words);
}

function fromReference(
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
  return perDomain(scene, reading, intent, reference.entities, extra, match.fuzzy, referenceSlots(scene, reference));
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

function fromImplied(
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
    extra.push({ name: 'recent', value: 1, signal: 'conversation', detail: 'you just talked about it' });
  if (implied.because === 'verb')
    extra.push({ name: 'deviceType', value: 0.4, signal: 'deviceType', detail: 'it is what does that' });
  const slots: { [name: string]: SlotValue } =
    implied.because === 'here' && scene.area !== undefined ? { area: scene.area } : {};
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
  const word = reading.words.map((one) => one.text).findLast(isState);
  const said = tagged.find(isState) ?? (tagged.length > 0 ? (word ?? tagged[0]) : undefined);
  return said === undefined ? {} : { state: said };
}

function fromSpecial(
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

function mediaFor(scene: Scene, reading: Reading, mentions: Mentions, lead: readonly Feature[]): Candidate[] {
  const references = referencesOf(scene, reading, mentions, 'HassMediaSearchAndPlay');
  if (references.kind === 'unmatched')
    return [unmatched(scene, reading, 'HassMediaSearchAndPlay', references.what, mentions, lead)];
  return mediaCandidates(scene, reading, references.kind === 'found' ? references.options : undefined, lead);
}

function mediaCandidates(
  scene: Scene,
  reading: Reading,
  named: readonly Reference[] | undefined,
  lead: readonly Feature[],
): Candidate[] {
  const slots = valueSlots('HassMediaSearchAndPlay', reading, slotContext(scene));
  const query = typeof slots.search_query === 'string' ? slots.search_query : undefined;
  const said = typeof slots.media_class === 'string' ? slots.media_class : undefined;
  const preferred = query === undefined ? preference(scene, 'music') : undefined;
  const sounds = mediaClassOf(query) === 'music' || soundsLikeMusic(reading, query);
  const options = mediaOptions(
    scene,
    named?.flatMap((one) => one.entities),
    said,
    query,
    sounds,
  );
  if (options.length === 0) {
    const via = handlerOf(scene, 'HassMediaSearchAndPlay');
    if (via === undefined || named !== undefined) return [nothing(scene, 'HassMediaSearchAndPlay', reading, lead)];
    return [
      {
        intent: 'HassMediaSearchAndPlay',
        slots: { ...slots, ...preferred?.slots },
        targets: [],
        features: [...lead, ...(preferred?.features ?? [])],
        fuzzy: false,
        via,
      },
    ];
  }
  return options.map((option) => {
    const candidate = fromSpecial(scene, reading, 'HassMediaSearchAndPlay', option, named?.[0], lead);
    return {
      ...candidate,
      slots: { ...candidate.slots, ...slots, ...option.slots, ...preferred?.slots },
      features: [...candidate.features, ...(preferred?.features ?? [])],
    };
  });
}

/** What this person likes, where the words leave it open: "play music" is jazz for one and rock for another. */
function preference(
  scene: Scene,
  category: string,
): { slots: { [name: string]: SlotValue }; features: Feature[] } | undefined {
  const own = scene.home.preferences(scene.speaker).find((one) => one.category === category);
  if (own === undefined) return undefined;
  const whose = own.person ?? 'you';
  return {
    slots: { search_query: own.value },
    features: [{ name: 'preference', value: 1, signal: 'preference', detail: `${whose} like ${own.value}` }],
  };
}

function weather(scene: Scene, reading: Reading, mentions: Mentions, lead: readonly Feature[]): Candidate[] {
  const slots = valueSlots('HassGetWeather', reading, slotContext(scene));
  const all = scene.lexicon.inDomain('weather');
  const location = mentionOf(reading, 'location') ?? mentions.groups[0]?.places[0] ?? mentions.groups[0]?.targets[0];
  const words = location?.text.toLowerCase();
  const named =
    words === undefined
      ? []
      : all.filter((index) => scene.lexicon.entities[index]?.definition.name.toLowerCase() === words);
  const first = named[0] ?? (words === undefined || location?.tag !== 'location' ? all[0] : undefined);
  if (first !== undefined) {
    const name = scene.lexicon.entities[first]?.definition.name ?? '';
    return [
      {
        intent: 'HassGetWeather',
        slots: { ...slots, ...(named.length > 0 && { name }) },
        targets: idsOf(scene.lexicon, [first]),
        features: lead,
        fuzzy: false,
      },
    ];
  }
  return [withVia(scene, { intent: 'HassGetWeather', slots, targets: [], features: lead, fuzzy: false })];
}

function unmatched(
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

function nothing(scene: Scene, intent: Intent, reading: Reading, lead: readonly Feature[]): Candidate {
  const features: Feature[] = [
    ...lead,
    { name: 'unmatched', value: 0.8, signal: 'deviceType', detail: 'nothing here can do that' },
  ];
  const candidate: Candidate = {
    intent,
    slots: valueSlots(intent, reading, slotContext(scene)),
    targets: [],
    features,
    fuzzy: false,
  };
  // Players and lists may be known to a handler alone.
  const via = isMediaControl(intent) ? handlerOf(scene, intent) : undefined;
  return via === undefined ? { ...candidate, nothing: true } : { ...candidate, features: lead, via };
}

/** The same deed reached by two readings is one candidate, as likely as both together. */
function merge(drafts: readonly Candidate[]): Candidate[] {
  const byKey = new Map<string, Candidate>();
  for (const draft of drafts) {
    const key = JSON.stringify([draft.intent, draft.targets, draft.unmatched?.words, draft.slots, draft.follows?.how]);
    const other = byKey.get(key);
    byKey.set(key, other === undefined ? draft : combined(other, draft));
  }
  return [...byKey.values()];
}

function combined(a: Candidate, b: Candidate): Candidate {
  const value = (candidate: Candidate) => candidate.features.find((feature) => feature.name === 'intent')?.value ?? -10;
  const [best, other] = value(a) >= value(b) ? [a, b] : [b, a];
  const sum = Math.log(Math.min(1, Math.exp(value(best)) + Math.exp(value(other))));
  return {
    ...best,
    features: best.features.map((feature) => (feature.name === 'intent' ? { ...feature, value: sum } : feature)),
  };
}
