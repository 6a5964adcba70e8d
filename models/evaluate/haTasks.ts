import type { Json } from '../../runtime/domain/entity.ts';
import type { Case, Decided, EndStates, Fault } from './case.ts';
import { DataError, type Line, readLines, readRows } from './dataFile.ts';
import { asHome, domainOfId, type EntityData, type HomeData } from './homeData.ts';
import { moveIn, say } from './setting.ts';

interface Change {
  readonly state?: string;
  readonly attributes?: { readonly [name: string]: Json };
}
type Changes = { readonly [entity: string]: Change };

/** Which tasks: those that change something, or those in which nothing may change. */
export type TaskKind = 'changes' | 'restraint';

/**
 * home-assistant-datasets: right is the end state of every entity, as far as MQTT devices show it; for media players and
 * lists the intent and its target. Where nothing may change, no command may be sent either.
 */
export function haTasks(folder: string, datasets: readonly string[], kind: TaskKind): Case[] {
  const homes = new Map(
    readRows(folder, 'ha_datasets_homes.jsonl').map(({ where, value }) => [String(value.id), asHome(value, where)]),
  );
  const tasks = readLines(folder, 'ha_datasets_tasks.jsonl');
  return datasets.flatMap((dataset) =>
    tasks
      .filter((task) => task.dataset === dataset && !task.expect_response && isOf(task, kind))
      .map((task) => taskCase(task, homes)),
  );
}

function isOf(task: Line, kind: TaskKind): boolean {
  return (Object.keys(wantedBy(task)).length === 0) === (kind === 'restraint');
}

function wantedBy(task: Line): Changes {
  return (task.effective_changes ?? {}) as Changes;
}

function taskCase(task: Line, homes: ReadonlyMap<string, HomeData>): Case {
  const base = homes.get(String(task.home_id));
  if (base === undefined) throw new DataError(`${task.where}: there is no home "${task.home_id}"`);
  const home = { ...base, entities: base.entities.map((entity) => changed(entity, (task.setup ?? {}) as Changes)) };
  const area = home.areas.find(({ id }) => id === task.context_area)?.name;
  const here = { id: 'here', ...(area !== undefined && { area }), screen: false };
  return {
    id: task.id,
    text: task.text,
    events: say(moveIn(home, [here]), task.id, task.text),
    judge: (decided, states) => judge(home, wantedBy(task), decided, states),
  };
}

function changed(entity: EntityData, setup: Changes): EntityData {
  const change = setup[entity.id];
  if (change === undefined) return entity;
  return {
    ...entity,
    ...(change.state !== undefined && { state: change.state }),
    attributes: { ...entity.attributes, ...change.attributes },
  };
}

/** Entities that only report. */
const PASSIVE = new Set(['sensor', 'binary_sensor', 'weather', 'person']);
/** Entities that MQTT discovery lacks: their handler is told, so the decision is what can be judged. */
const HANDLED = new Set(['media_player', 'todo']);

function judge(home: HomeData, wanted: Changes, decided: Decided, states: EndStates): Fault[] {
  const nothing = Object.keys(wanted).length === 0;
  const faults = home.entities.flatMap((entity): Fault[] => {
    const domain = domainOfId(entity.id);
    const change = wanted[entity.id];
    if (PASSIVE.has(domain)) return [];
    if (!HANDLED.has(domain)) return judgeState(entity, change, states);
    if (change !== undefined) return judgeHandled(entity, change, decided);
    const touched = decided.outcome === 'act' && decided.targets.includes(entity.id);
    const allowed = nothing || Object.keys(wanted).some((id) => id.startsWith(domain));
    return touched && !allowed ? [{ kind: 'touched', detail: `touched ${entity.id}` }] : [];
  });
  if (nothing && decided.outcome === 'act' && decided.commands.length > 0)
    faults.push({ kind: 'acted', detail: 'acted where it should not' });
  return faults;
}

/** How far a value may be off: steps of brightness are rounded by devices. */
const TOLERANCES = { brightness: 3, current_position: 1, percentage: 1 };

function judgeState(entity: EntityData, change: Change | undefined, states: EndStates): Fault[] {
  const { id } = entity;
  const now = states.get(id);
  if (now === undefined) return change === undefined ? [] : [{ kind: 'state', detail: `no state of ${id}` }];
  const faults: Fault[] = [];
  const expected = change?.state ?? stateAtFirst(entity);
  if (!isSameState(domainOfId(id), expected, now.state))
    faults.push({ kind: domainOfId(id), detail: `${id} is ${now.state}, not ${expected}` });
  for (const [name, tolerance] of Object.entries(TOLERANCES)) {
    const value = change?.attributes?.[name];
    if (!isTold(name, value)) continue;
    const got = Number(now.attributes[name] ?? (name === 'brightness' ? 0 : -1));
    if (Math.abs(got - Number(value)) > tolerance)
      faults.push({ kind: domainOfId(id), detail: `${id} ${name} ${now.attributes[name]}, not ${value}` });
  }
  return faults;
}

/** What is off has no brightness, and a fan that is fully on or off says so by its state. */
function isTold(attribute: string, value: Json | undefined): boolean {
  if (value === undefined) return false;
  if (attribute === 'brightness') return Number(value) > 0;
  return attribute === 'current_position' || (Number(value) > 0 && Number(value) < 100);
}

function stateAtFirst({ id, state, attributes }: EntityData): unknown {
  if (state !== undefined && state !== null) return state;
  switch (domainOfId(id)) {
    case 'light':
      return Number(attributes?.brightness) > 0 ? 'on' : 'off';
    case 'lock':
      return 'locked';
    case 'vacuum':
      return 'docked';
    case 'climate':
      return attributes?.hvac_mode ?? 'heat';
    default:
      return undefined;
  }
}

/** Devices that take their time count as there when they are under way. */
function isSameState(domain: string, wanted: unknown, got: string): boolean {
  if (wanted === undefined) return true;
  const [a, b] = [String(wanted).toLowerCase(), got.toLowerCase()];
  if (a === b) return true;
  if (domain === 'cover' || domain === 'valve')
    return (a === 'open' && b.startsWith('open')) || (a === 'closed' && b.startsWith('clos'));
  if (domain !== 'vacuum') return false;
  if (a === 'returning' || a === 'docked') return /return|dock/.test(b);
  return a === 'idle' && /idle|paus|stop|dock/.test(b);
}

function judgeHandled(entity: EntityData, change: Change, decided: Decided): Fault[] {
  const wanted = intentsFor(entity, change);
  const faults: Fault[] = [];
  if (wanted.length > 0 && !wanted.includes(decided.intent ?? ''))
    faults.push({ kind: 'intent', detail: `intent ${decided.intent}, not ${wanted.join(' or ')}` });
  if (!decided.targets.includes(entity.id))
    faults.push({ kind: 'targets', detail: `targets ${decided.targets.join(' ') || 'none'}, not ${entity.id}` });
  const volume = change.attributes?.volume_level;
  const said = Number(decided.slots.volume_level ?? -1);
  if (volume !== undefined && decided.intent === 'HassSetVolume' && Math.abs(said - Number(volume) * 100) > 1)
    faults.push({ kind: 'volume', detail: `volume ${decided.slots.volume_level}, not ${Number(volume) * 100}` });
  return faults;
}

const BY_STATE: { readonly [state: string]: readonly string[] } = {
  paused: ['HassMediaPause'],
  playing: ['HassMediaUnpause', 'HassMediaSearchAndPlay'],
  off: ['HassTurnOff'],
  on: ['HassTurnOn', 'HassMediaPause', 'HassTurnOff'],
  idle: ['HassTurnOn', 'HassMediaPause', 'HassTurnOff'],
};

/** The intents that bring a change about; none where any will do. */
function intentsFor({ id, attributes }: EntityData, { state, attributes: after = {} }: Change): readonly string[] {
  const byState = BY_STATE[state ?? ''];
  if (byState !== undefined) return byState;
  if (id.startsWith('todo.'))
    return state === '0' ? ['HassListCompleteItem', 'HassListRemoveItem'] : ['HassListAddItem'];
  const { media_track: track, is_volume_muted: muted, volume_level: volume } = after;
  if (track !== undefined)
    return [Number(track) > Number(attributes?.media_track ?? 1) ? 'HassMediaNext' : 'HassMediaPrevious'];
  if (muted !== undefined) return muted === true ? ['HassMediaPlayerMute'] : ['HassMediaPlayerUnmute'];
  if (volume === undefined) return [];
  return volume === 0 ? ['HassSetVolume', 'HassMediaPlayerMute'] : ['HassSetVolume', 'HassSetVolumeRelative'];
}
