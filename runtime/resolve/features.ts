import type { EvidenceSignal } from '../domain/decision.ts';
import type { EntityDefinition, EntityId, EntityState } from '../domain/entity.ts';
import type { Intent, TargetDomain } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { isQuestion } from '../domain/question.ts';
import type { Reading } from '../domain/reading.ts';
import { isActive, isKnown } from '../domain/states.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { Feature } from './candidate.ts';
import { actuates, isMediaControl } from './intents.ts';
import type { Scene } from './scene.ts';
import type { Tier } from './targets.ts';

/** Enough of a large set to know what it is like. */
const SAMPLE = 16;
/** What changed so long ago draws a third of the attention that it did at once. */
const CHANGED_LATELY_MS = 4 * MINUTE_MS;

export function intentFeature(intent: string, probability: number): Feature {
  return { name: 'intent', value: Math.log(Math.max(probability, 1e-6)), signal: 'words', detail: `read as ${intent}` };
}

export function tierFeature(tier: Tier | 'implied', words: string): Feature {
  switch (tier) {
    case 'exact':
      return { name: 'exactName', value: 1, signal: 'words', detail: `"${words}" is its name` };
    case 'named':
      return { name: 'partName', value: 1, signal: 'words', detail: `"${words}" is part of its name` };
    case 'class':
    case 'place':
      return { name: 'className', value: 1, signal: 'words', detail: `"${words}" describes it` };
    case 'implied':
      return { name: 'implied', value: 1, signal: 'words', detail: 'not named' };
  }
}

/** The features that a set of entities has for an intent, in this scene. */
export function entityFeatures(
  scene: Scene,
  reading: Reading,
  intent: Intent,
  targets: readonly EntityId[],
): Feature[] {
  const sample = targets.slice(0, SAMPLE).flatMap((id) => scene.home.definition(id) ?? []);
  // A pronoun says nothing of the kind of thing it stands for.
  const pronoun =
    reading.mentions.some((mention) => mention.tag === 'ref') &&
    !reading.mentions.some((mention) => mention.tag === 'target');
  const features: Feature[] = pronoun ? [] : [domainFeature(reading, sample)];
  if (actuates(intent) && isQuestion(reading.text))
    features.push({ name: 'questioned', value: 1, signal: 'words', detail: 'it was a question' });
  features.push(...areaFeatures(scene, sample), ...occupancy(scene, sample), ...stateFeatures(scene, intent, sample));
  const recent = recencyFeature(scene, targets);
  if (recent !== undefined) features.push(recent);
  const [only] = sample;
  if (only !== undefined && sample.length === 1) features.push(...habitFeatures(scene, intent, only));
  return features;
}

function domainFeature(reading: Reading, sample: readonly EntityDefinition[]): Feature {
  const probability = (domain: string) =>
    reading.domains.find((one) => one.domain === (domain as TargetDomain))?.probability ?? 0.002;
  const best = Math.max(0.002, ...sample.map((definition) => probability(definition.domain)));
  return {
    name: 'domain',
    value: Math.max(-4, Math.log(best)),
    signal: 'words',
    detail: `sounds like a ${sample[0]?.domain ?? 'thing'}`,
  };
}

function areaFeatures(scene: Scene, sample: readonly EntityDefinition[]): Feature[] {
  if (scene.area === undefined || sample.length === 0) return [];
  if (sample.every((definition) => definition.area === scene.area)) {
    return [{ name: 'sameArea', value: 1, signal: 'area', detail: `it is in the ${scene.area}, where you are` }];
  }
  const elsewhere = sample.every((definition) => definition.area !== undefined && definition.area !== scene.area);
  return elsewhere ? [{ name: 'otherArea', value: 1, signal: 'area', detail: `it is not in the ${scene.area}` }] : [];
}

/** Where nobody knows who stands where, a motion sensor does. */
function occupancy(scene: Scene, sample: readonly EntityDefinition[]): Feature[] {
  const { occupied } = scene;
  if (occupied === undefined || sample.length === 0) return [];
  const there = sample.every((definition) => definition.area !== undefined && occupied.has(definition.area));
  return there
    ? [{ name: 'occupied', value: 1, signal: 'sensor', detail: `somebody is in the ${sample[0]?.area}` }]
    : [];
}

/** The state in which a command would find nothing to do. */
function reached(intent: Intent): ((domain: string, state: string) => boolean) | undefined {
  switch (intent) {
    case 'HassTurnOn':
      return (domain, state) => (domain === 'lock' ? state === 'locked' : isActive(domain, state));
    case 'HassTurnOff':
      return (domain, state) => (domain === 'lock' ? state === 'unlocked' : !isActive(domain, state));
    case 'HassMediaPause':
    case 'HassMediaNext':
    case 'HassMediaPrevious':
    case 'HassSetVolume':
    case 'HassSetVolumeRelative':
    case 'HassMediaPlayerMute':
      return (domain, state) => !isActive(domain, state);
    case 'HassMediaUnpause':
      return (_, state) => state !== 'paused';
    case 'HassVacuumStart':
    case 'HassLawnMowerStartMowing':
      return isActive;
    case 'HassVacuumReturnToBase':
    case 'HassLawnMowerDock':
      return (_, state) => state === 'docked';
    default:
      return undefined;
  }
}

function stateFeatures(scene: Scene, intent: Intent, sample: readonly EntityDefinition[]): Feature[] {
  const known = sample.flatMap((definition) => {
    const held = scene.home.state(definition.id);
    return held === undefined ? [] : [{ definition, state: held.state, held }];
  });
  if (known.length === 0) return [];
  const away = known.filter((one) => one.state === 'unavailable');
  const features: Feature[] = [];
  if (away.length === known.length)
    features.push({ name: 'unavailable', value: 1, signal: 'deviceState', detail: 'it is not reachable' });
  const isReached = reached(intent);
  if (isReached === undefined) return features;
  const changing = known.filter((one) => !isReached(one.definition.domain, one.state));
  const share = changing.length / known.length;
  const first = changing[0] ?? known[0];
  const detail = `the ${first?.definition.name} is ${first?.state}`;
  const playing = isMediaControl(intent) && known.some((one) => one.state === 'playing');
  if (playing) features.push({ name: 'playing', value: 1, signal: 'deviceState', detail });
  features.push(
    share > 0
      ? { name: 'wouldChange', value: 0.5 + share / 2, signal: 'deviceState', detail }
      : { name: 'alreadySo', value: 1, signal: 'deviceState', detail },
  );
  const only = changing.length === 1 ? changing[0] : undefined;
  if (only !== undefined && known.length === 1) features.push(...lately(scene, only.definition, only.held));
  return features;
}

/** What changed a moment ago is what somebody wants changed back; a first report, or one after a silence, is no change. */
function lately(scene: Scene, definition: EntityDefinition, held: EntityState): Feature[] {
  const value = Math.exp(-(scene.home.now - held.changedAt) / CHANGED_LATELY_MS);
  if (value < 0.05) return [];
  const change = scene.home.recentChanges().find((one) => one.entity === definition.id);
  if (change === undefined || !isKnown(change.from ?? 'unknown')) return [];
  const detail = `the ${definition.name} changed a moment ago`;
  return [{ name: 'changedLately', value, signal: 'deviceState', detail }];
}

function recencyFeature(scene: Scene, targets: readonly EntityId[]): Feature | undefined {
  const turn = scene.turns.find((one) => one.decision.targets.length > 0);
  if (turn === undefined || !targets.some((id) => turn.decision.targets.includes(id))) return undefined;
  const age = scene.home.now - turn.at;
  if (age > limits.conversationAgeMsMax) return undefined;
  // What was talked about in another room is less at hand in this one.
  const elsewhere = scene.area !== undefined && targets.every((id) => scene.home.definition(id)?.area !== scene.area);
  const value = (1 - age / (2 * limits.conversationAgeMsMax)) * (elsewhere ? 0.4 : 1);
  return { name: 'recent', value, signal: 'recency', detail: 'you just talked about it' };
}

/** What a deed is counted under in the home's habits; none where it must not become one (locks) or is never repeated. */
function serviceOf(intent: Intent, domain: string): string | undefined {
  const opens = domain === 'cover' || domain === 'valve';
  switch (intent) {
    case 'HassTurnOn':
      return domain === 'lock' ? undefined : opens ? 'open' : domain === 'button' ? 'press' : 'turn_on';
    case 'HassTurnOff':
      return domain === 'lock' ? undefined : opens ? 'close' : 'turn_off';
    case 'HassVacuumStart':
      return 'start';
    case 'HassMediaSearchAndPlay':
      return 'intent';
    default:
      return undefined;
  }
}

/** So many times are a habit for sure. */
const SURE_COUNT = 3;
const USUAL_COUNT = 20;

function habitFeatures(scene: Scene, intent: Intent, { id, domain, name }: EntityDefinition): Feature[] {
  const service = serviceOf(intent, domain);
  if (service === undefined) return [];
  const { home, speaker } = scene;
  const habit = home.habit({ entity: id, service, at: home.now, ...(speaker !== undefined && { speaker }) });
  if (habit === undefined || habit.count < 0.5) return [];
  const sure = Math.min(1, habit.count / SURE_COUNT);
  const usual = Math.min(1, Math.log1p(habit.count) / Math.log1p(USUAL_COUNT));
  const features: Feature[] = [
    { name: 'usual', value: usual, signal: 'habit', detail: `the ${name} is often used` },
    { name: 'hourly', value: sure * habit.hourShare, signal: 'time', detail: `the ${name} is often used at this hour` },
  ];
  if (habit.own !== undefined)
    features.push({ name: 'own', value: sure * habit.own, signal: 'habit', detail: `it is ${speaker} who uses it` });
  if (habit.after !== undefined) {
    const { event, share } = habit.after;
    features.push({
      name: 'afterEvent',
      value: sure * share,
      signal: signalOf(event),
      detail: `it usually follows ${event}`,
    });
  }
  return features;
}

/** Alarms and timers are the clock's, what a sensor told is the sensor's; the rest is what people do. */
function signalOf(event: string): EvidenceSignal {
  if (/^(?:alarm|timer): /.test(event)) return 'time';
  return /^(?:binary_sensor|sensor|event|button|weather|sun)\./.test(event) ? 'sensor' : 'habit';
}
