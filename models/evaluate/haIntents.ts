import { INTENT_LABELS } from '../../runtime/domain/intent.ts';
import type { Case, Decided, Fault } from './case.ts';
import { DataError, type Line, readJson, readLines } from './dataFile.ts';
import { asHome, type EntityData, type HomeData, plainName } from './homeData.ts';
import { moveIn, say } from './setting.ts';

/** Slots whose values must be the expected ones; the others say which entities are meant, and those are compared. */
const VALUE_SLOTS = `brightness color temperature position volume_level item search_query message hours minutes seconds
  start_hours start_minutes start_seconds percentage`.split(/\s+/);
/** Intents that are about entities. */
const ABOUT_ENTITIES = /^Hass(TurnOn|TurnOff|LightSet|SetPosition|FanSetSpeed|GetState|Vacuum|ClimateSet)/;

type Expected = ReadonlyMap<string, unknown>;

/**
 * Home Assistant's English test sentences in their home: right is the intent, every value slot, and exactly the entities
 * that the slots describe (for a question also those of them in the state asked for).
 */
export function haIntents(folder: string): Case[] {
  const home = asHome(readJson(folder, 'ha_intents_en_home.json'), 'ha_intents_en_home.json');
  const homes = new Map<string | undefined, ReturnType<typeof moveIn>>();
  return readLines(folder, 'ha_intents_en.jsonl').map((line) => {
    const area = (line.context as { area?: string } | null)?.area;
    const here = { id: 'here', ...(area !== undefined && { area }), screen: true };
    const events = homes.get(area) ?? moveIn(home, [here, { id: 'nowhere', screen: true }]);
    homes.set(area, events);
    const expected: Expected = new Map(slotsOf(line).map(({ type, value }) => [type, value]));
    return {
      id: line.id,
      text: line.text,
      wanted: [String(line.intent)],
      events: say(events, line.id, line.text, area === undefined ? 'nowhere' : 'here'),
      judge: (decided) => judge(line, expected, home, decided),
    };
  });
}

/** @throws DataError naming the line where its intent is not of the vocabulary or its slots are no list of slots */
function slotsOf({ where, intent, slots }: Line): { type: string; value: unknown }[] {
  if (!INTENT_LABELS.some((label) => label === intent))
    throw new DataError(`${where}: unknown intent ${JSON.stringify(intent)}`);
  if (!Array.isArray(slots) || slots.some((slot) => typeof slot?.type !== 'string'))
    throw new DataError(`${where}: "slots" must be a list of objects with "type" and "value"`);
  return slots;
}

function judge(line: Line, expected: Expected, home: HomeData, decided: Decided): Fault[] {
  const faults: Fault[] = [];
  if (decided.intent !== line.intent)
    faults.push({ kind: 'intent', detail: `intent ${decided.intent}, not ${line.intent}` });
  const alternatives = (line.alternatives ?? {}) as { readonly [slot: string]: unknown };
  for (const slot of VALUE_SLOTS) {
    if (!expected.has(slot)) continue;
    const accepted = [expected.get(slot), alternatives[slot] ?? []].flat(2);
    const got = decided.slots[slot];
    if (!accepted.some((value) => spoken(value) === spoken(got)))
      faults.push({
        kind: slot,
        detail: `${slot} ${JSON.stringify(got)}, not ${JSON.stringify(expected.get(slot))}`,
      });
  }
  if (ABOUT_ENTITIES.test(String(line.intent))) faults.push(...judgeTargets(line, expected, home, decided));
  return faults;
}

function judgeTargets(line: Line, expected: Expected, home: HomeData, { targets }: Decided): Fault[] {
  const described = home.entities.filter((entity) => describes(expected, entity, home));
  if (described.length === 0 || !['name', 'area', 'floor'].some((slot) => expected.get(slot))) return [];
  const wanted = described.map(({ id }) => id);
  const state = expected.get('state');
  const inState = described.filter((entity) => state === undefined || spokenState(entity) === String(state));
  const right =
    sameIds(targets, wanted) ||
    (line.intent === 'HassGetState' &&
      sameIds(
        targets,
        inState.map(({ id }) => id),
      )) ||
    // A name that two entities share: one of them is enough.
    (Boolean(expected.get('name')) && targets.length === 1 && wanted.includes(targets[0] as string));
  if (right) return [];
  return [{ kind: 'targets', detail: `targets ${targets.join(' ') || 'none'}, not ${wanted.join(' ')}` }];
}

/** Whether the slots that name things and places describe this entity. */
function describes(expected: Expected, entity: EntityData, home: HomeData): boolean {
  const [name, area, floor, domain, deviceClass] = ['name', 'area', 'floor', 'domain', 'device_class'].map((slot) =>
    expected.get(slot),
  );
  if (name && plainName(entity.name).toLowerCase() !== plainName(String(name)).toLowerCase()) return false;
  if (area && home.areas.findLast((one) => one.name === area)?.id !== entity.area) return false;
  if (floor) {
    const its = home.areas.find(({ id }) => id === entity.area)?.floor;
    if (home.floors.find((one) => one.name === floor)?.id !== its) return false;
  }
  if (domain && ![domain].flat().some((one) => one === entity.domain)) return false;
  if (deviceClass && ![deviceClass].flat().some((one) => one === entity.attributes?.device_class)) return false;
  return Boolean(name || area || floor || domain || deviceClass);
}

function spokenState({ state }: EntityData): string {
  return String((state as { in?: unknown } | null | undefined)?.in ?? state);
}

/** Case, article and punctuation make no difference to a value. */
function spoken(value: unknown): string {
  return String(value ?? '')
    .toLowerCase()
    .replace(/^(a|an|the|my|our) /, '')
    .replace(/[^a-z0-9.]+/g, ' ')
    .trim();
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join() === [...b].sort().join();
}
