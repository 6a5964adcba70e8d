import type { EntityDefinition, EntityId } from '../domain/entity.ts';
import type { Intent, TargetDomain } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import { isActive } from '../domain/states.ts';
import type { Feature } from './candidate.ts';
import { isMediaControl } from './intents.ts';
import type { Scene } from './scene.ts';
import type { Tier } from './targets.ts';

/** Enough of a large set to know what it is like. */
const SAMPLE = 16;

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
  features.push(...areaFeatures(scene, sample), ...stateFeatures(scene, intent, sample));
  const recent = recencyFeature(scene, targets);
  if (recent !== undefined) features.push(recent);
  if (sample.length === 1) features.push(...habitFeatures(scene, intent, sample[0]?.id ?? ''));
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
  const states = sample.map((definition) => ({ definition, state: scene.home.state(definition.id)?.state }));
  const known = states.filter((one): one is { definition: EntityDefinition; state: string } => one.state !== undefined);
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
  if (playing) features.push({ name: 'active', value: 0.7, signal: 'deviceState', detail });
  features.push(
    share > 0
      ? { name: 'wouldChange', value: 0.5 + share / 2, signal: 'deviceState', detail }
      : { name: 'alreadySo', value: 1, signal: 'deviceState', detail },
  );
  return features;
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

const SERVICE: Partial<Record<Intent, string>> = {
  HassTurnOn: 'turn_on',
  HassTurnOff: 'turn_off',
  HassVacuumStart: 'start',
  HassMediaSearchAndPlay: 'intent',
};

function habitFeatures(scene: Scene, intent: Intent, entity: EntityId): Feature[] {
  const service = SERVICE[intent];
  if (service === undefined) return [];
  const { home, speaker } = scene;
  const habit = home.habit({ entity, service, at: home.now, ...(speaker !== undefined && { speaker }) });
  if (habit === undefined || habit.count < 0.5) return [];
  const sure = Math.min(1, habit.count / 3);
  const name = home.definition(entity)?.name ?? entity;
  const features: Feature[] = [
    { name: 'habit', value: sure * habit.hourShare, signal: 'habit', detail: `the ${name} is often used at this hour` },
  ];
  if (habit.after !== undefined) {
    features.push({
      name: 'afterEvent',
      value: sure * habit.after.share,
      signal: 'habit',
      detail: `it usually follows ${habit.after.event}`,
    });
  }
  return features;
}
