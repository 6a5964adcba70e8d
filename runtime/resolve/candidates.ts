import type { SlotValue } from '../domain/decision.ts';
import type { Intent, IntentLabel } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { asksTheWay } from '../domain/question.ts';
import type { Reading } from '../domain/reading.ts';
import { fromImplied, fromReference, fromSpecial, nothing, unmatched, unserved } from './build.ts';
import type { Candidate, Feature } from './candidate.ts';
import { clockAnew } from './clockAnew.ts';
import { answerCandidates, conversationCandidates, isConversational, otherOne } from './conversation.ts';
import { endOfDeed, ofTheClock, undoneFurther } from './ended.ts';
import { entityFeatures, intentFeature } from './features.ts';
import { handlerOf, slotContext, withVia } from './handlers.ts';
import { askedAbout, impliedBy, withoutVerbs, withReference } from './implied.ts';
import { actuates, hasTemperature, isDeviceIntent, isMediaControl } from './intents.ts';
import { listCandidates } from './lists.ts';
import { mediaCandidates, withPlaceSwitched, withThingNamed, withThingSwitched } from './media.ts';
import { mended } from './mend.ts';
import { groupMentions, type Mentions } from './mentions.ts';
import { withNameSaid } from './nameSaid.ts';
import { asksTemperature, outdoorCandidates } from './outdoors.ts';
import { picked, sparedAfter } from './picked.ts';
import { hasWordsOfOwn, withPlaceSaid } from './placeSaid.ts';
import { allowedFor, idsOf, type Reference, referencesOf, spared } from './reference.ts';
import { deedAnew, valueAnew } from './saidAnew.ts';
import type { Scene } from './scene.ts';
import { type Scope, scopeOf } from './scope.ts';
import { slotAnswer } from './slotAnswer.ts';
import { valueSlots } from './slots.ts';
import { temperatureOptions } from './special.ts';
import { spotNames, spotQuantity, titleOf } from './spot.ts';
import { withTagsMended } from './tagged.ts';
import { lastTargets } from './talked.ts';
import { findPlaces, withoutWhole } from './targets.ts';
import { vacuumCandidates } from './vacuum.ts';
import { weatherCandidates } from './weather.ts';

/** Labels less likely than this say nothing. */
const LABEL_PROBABILITY_MIN = 0.015;
const LABELS_MAX = 4;
/** Once we asked, what fits the question is most likely its answer. */
const REPLY_SCOPE = 0.95;
/** How surely "the other one", said by itself, is what it says. */
const SAID_SO = 0.9;
const NAMED_QUESTION = 0.5;

/**
 * Everything that one clause could mean in this home, at this moment, and whether it is for this hub at all; with the reading as
 * this home's own names mend it.
 */
export function candidatesOf(
  scene: Scene,
  heard: Reading,
): { candidates: Candidate[]; scope: Scope; reading: Reading } {
  const { reading, named, own } = spotNames(
    scene.lexicon,
    spotQuantity(withTagsMended(scene.lexicon, mended(scene.lexicon, heard))),
  );
  const mentions = meantBy(scene, reading);
  const drafts: Candidate[] = [];
  labelsOf(reading, named).forEach(({ label, probability }) => {
    // A later clause without a verb of its own ("… and the hall fan") takes the one before.
    const meant = label === 'Continue' && scene.before !== undefined ? scene.before.intent : label;
    drafts.push(...candidatesFor(scene, reading, mentions, meant, probability));
  });
  // A short reply to "which one?" may read as anything; what was offered is a candidate all the same.
  if (scene.asked?.question?.kind === 'clarify' && reading.words.length <= limits.replyWordsMax) {
    drafts.push(...answerCandidates(scene, reading, mentions, [intentFeature('an answer', 0.5)]));
  }
  const anew = scene.before === undefined ? (deedAnew(scene, reading) ?? valueAnew(scene, reading)) : undefined;
  const follows =
    anew ??
    sparedAfter(scene, reading) ??
    clockAnew(scene, reading) ??
    undoneFurther(scene, reading) ??
    ofTheClock(scene, reading, mentions);
  const filled = slotAnswer(scene, reading, mentions) ?? picked(scene, reading) ?? follows;
  const others = filled === undefined ? otherOne(scene, reading, [intentFeature('the other', SAID_SO)]) : [];
  const candidates = filled !== undefined ? [filled] : others.length > 0 ? others : merge(scene, drafts);
  const scope = scopeOf(reading, named, own);
  const replies = follows !== undefined || others.length > 0 || candidates.some((one) => one.follows?.how === 'answer');
  return { candidates, reading, scope: replies ? { ...scope, ours: Math.max(scope.ours, REPLY_SCOPE) } : scope };
}

function meantBy(scene: Scene, reading: Reading): Mentions {
  return withReference(scene, reading, withoutVerbs(withoutWhole(groupMentions(reading))));
}

/** "Set the temperature" asks for none: without a value all that can follow is the question to what. */
function isSettingLeftOpen({ words, mentions }: Reading, { label }: Reading['intents'][number]): boolean {
  const hasValue = mentions.some(({ tag }) => tag === 'value' || tag === 'step' || tag === 'up' || tag === 'down');
  return label === 'HassClimateGetTemperature' && !hasValue && /^(?:set|adjust|change)$/.test(words[0]?.text ?? '');
}

function labelsOf(reading: Reading, named: boolean): Reading['intents'] {
  const labels = reading.intents
    .map((one) => (isSettingLeftOpen(reading, one) ? { ...one, label: 'HassClimateSetTemperature' as const } : one))
    .slice(0, LABELS_MAX)
    .filter((one, index) => index === 0 || one.probability >= LABEL_PROBABILITY_MIN);
  const asksState = labels.some((one) => one.label === 'HassGetState');
  // Whoever says the whole name of a thing in a question asks about that thing, or for the way to have it do something.
  const asks =
    named &&
    !asksState &&
    !asksTheWay(reading.text) &&
    /^(?:what|how|is|are|which|who|where)/.test(reading.words[0]?.text ?? '');
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
  if (label === 'HassNevermind' && scene.asked === undefined && isBareStop(reading)) {
    const playing = stoppable(scene);
    if (playing.length > 0) return playing.map((index) => stopCandidate(scene, reading, index, lead));
  }
  const end = label === 'HassNevermind' ? endOfDeed(scene, reading, mentions) : undefined;
  if (end === 'stop') return deviceCandidates(scene, reading, mentions, 'HassTurnOff', lead);
  if (end === 'undo') return conversationCandidates(scene, reading, mentions, 'HearthUndo', lead);
  // "open it again" is the verb's, whatever "again" made of it.
  const isAnew = label === 'HearthRepeat' && (mentions.ref !== undefined || scene.before !== undefined);
  const verb = isAnew ? verbOf(reading) : undefined;
  if (verb !== undefined) return deviceCandidates(scene, reading, mentions, verb, lead);
  if (isConversational(label)) return conversationCandidates(scene, reading, mentions, label, lead);
  if (/List/.test(label)) return listCandidates(scene, reading, mentions, label, lead);
  // "how warm will it be in here" is the room's, whatever the weather.
  if (label === 'HassGetWeather' && mentions.here && asksTemperature(reading, 'HassGetState'))
    return deviceCandidates(scene, reading, mentions, 'HassClimateGetTemperature', lead);
  if (label === 'HassGetWeather') return weatherCandidates(scene, reading, mentions, lead);
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

function verbOf(reading: Reading): Intent | undefined {
  const words = new Set(reading.words.map((word) => word.text));
  if (['off', 'close', 'shut', 'unlock', 'stop'].some((word) => words.has(word))) return 'HassTurnOff';
  return ['on', 'open', 'lock', 'start'].some((word) => words.has(word)) ? 'HassTurnOn' : undefined;
}

function isBareStop(reading: Reading): boolean {
  const words = reading.words.map((word) => word.text);
  return (
    words.includes('stop') &&
    words.every((word) => ['stop', 'it', 'that', 'this', 'please', 'now', 'hey', 'ok'].includes(word))
  );
}

/** "stop" where something plays: the room's player, or the only one that plays. */
function stoppable(scene: Scene): readonly number[] {
  const playing = scene.lexicon.inDomain('media_player').filter((index) => {
    const id = scene.lexicon.entities[index]?.definition.id ?? '';
    return scene.home.state(id)?.state === 'playing';
  });
  const near = playing.filter((index) => scene.lexicon.entities[index]?.area === scene.area);
  return near.length > 0 ? near : playing.length === 1 ? playing : [];
}

function stopCandidate(scene: Scene, reading: Reading, index: number, lead: readonly Feature[]): Candidate {
  const targets = idsOf(scene.lexicon, [index]);
  const features = [...lead, ...entityFeatures(scene, reading, 'HassMediaPause', targets)];
  return withVia(scene, { intent: 'HassMediaPause', slots: {}, targets, features, fuzzy: false });
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
    const switched = withPlaceSwitched(reading) ?? withThingSwitched(scene, reading);
    if (switched !== undefined) return deviceCandidates(scene, switched, meantBy(scene, switched), 'HassTurnOn', lead);
    const titled = titleOf(reading, mentions);
    return mediaCandidates(scene, titled.reading, titled.mentions, lead);
  }
  // "replay the last five minutes" is no track before this one.
  if (SKIPS.has(intent) && reading.mentions.some((mention) => mention.tag === 'duration'))
    return [unserved(scene, intent, reading, lead)];
  const placed = withPlaceSaid(reading, intent);
  if (placed !== undefined) return deviceCandidates(scene, placed, meantBy(scene, placed), intent, lead);
  if (intent === 'HassVacuumCleanArea' || intent === 'HassVacuumStart') {
    const cleaning = vacuumCandidates(scene, reading, mentions, intent, lead);
    if (cleaning.length > 0) return cleaning;
  }
  const renamed = withThingNamed(scene, reading, intent);
  if (renamed !== undefined) return deviceCandidates(scene, renamed, meantBy(scene, renamed), intent, lead);
  const asked = askedAbout(scene, reading, mentions, intent);
  if (asked.length > 0) return asked.flatMap((option) => fromImplied(scene, reading, intent, option, lead));
  const references = referencesOf(scene, reading, mentions, intent);
  if (references.kind !== 'found' && asksTemperature(reading, intent)) {
    const outdoors = outdoorCandidates(scene, reading, mentions, lead);
    if (outdoors !== undefined) return outdoors;
  }
  if (references.kind === 'unmatched') return [unmatched(scene, reading, intent, references.what, mentions, lead)];
  if (intent === 'HassClimateGetTemperature') {
    const within = references.kind === 'found' ? references.options.flatMap((option) => option.entities) : undefined;
    const referred = mentions.ref === undefined || mentions.here ? [] : lastTargets(scene);
    if (within === undefined && referred.length > 0 && !referred.some((index) => isThermometer(scene, index)))
      return [];
    const options = temperatureOptions(scene, reading, within ?? (referred.length > 0 ? referred : undefined));
    const named = references.kind === 'found' ? references.options[0] : undefined;
    if (named !== undefined && isNamedThermometer(scene, named))
      return fromReference(scene, reading, 'HassGetState', named, lead);
    return options.map((option) => fromSpecial(scene, reading, intent, option, named, lead));
  }
  if (references.kind === 'found') {
    if (references.options.length === 0) return [nothing(scene, intent, reading, lead)];
    return references.options.flatMap((option) => fromReference(scene, reading, intent, option, lead));
  }
  const told = actuates(intent)
    ? withNameSaid(scene.lexicon, reading, mentions, allowedFor(scene, reading, intent))
    : undefined;
  if (told !== undefined) return deviceCandidates(scene, told, meantBy(scene, told), intent, lead);
  const implied = impliedBy(scene, reading, mentions, intent)
    .map((option) => ({ ...option, entities: spared(scene, mentions, option.entities) }))
    .filter((option) => option.entities.length > 0);
  if (implied.length === 0) return [nothing(scene, intent, reading, lead)];
  const isHeardOut = !actuates(intent) || isMediaControl(intent) || !hasWordsOfOwn(reading);
  return implied
    .flatMap((option) => fromImplied(scene, reading, intent, option, lead))
    .map((candidate) => (isHeardOut ? candidate : { ...candidate, wide: true }));
}

const SKIPS: ReadonlySet<Intent> = new Set<Intent>(['HassMediaNext', 'HassMediaPrevious']);

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

/** The same deed reached by two readings is one candidate, as likely as both together. */
function merge(scene: Scene, drafts: readonly Candidate[]): Candidate[] {
  const byKey = new Map<string, Candidate>();
  for (const draft of drafts) {
    const key = JSON.stringify([
      deedOf(scene, draft),
      draft.targets,
      draft.unmatched?.words,
      draft.slots,
      draft.follows?.how,
    ]);
    const other = byKey.get(key);
    byKey.set(key, other === undefined ? draft : combined(other, draft));
  }
  return [...byKey.values()];
}

/** A vacuum that cannot be sent to a room starts, whether it was told to start or to clean the room. */
function deedOf(scene: Scene, { intent, targets }: Candidate): Intent {
  if (intent !== 'HassVacuumCleanArea') return intent;
  const isSent = targets.some((id) => scene.home.definition(id)?.features.cleanArea === true);
  return isSent ? intent : 'HassVacuumStart';
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
