import { announce } from './announce.ts';
import { type EntityData, type HomeData, plainName } from './homeData.ts';

/** One line of a replay file. */
export type Event = { readonly at: string; readonly type: string; readonly [field: string]: unknown };

const START = '2026-03-03T19:00:00Z';
const SAID = '2026-03-03T19:00:05Z';
/** Simulated devices have answered by then. */
const END = '2026-03-03T19:00:20Z';

/** Intents that another program of these homes fulfils. */
const HANDLED = `HassStartTimer HassCancelTimer HassCancelAllTimers HassIncreaseTimer HassDecreaseTimer HassPauseTimer
  HassUnpauseTimer HassTimerStatus HassShoppingListAddItem HassShoppingListCompleteItem HassListAddItem
  HassListCompleteItem HassListRemoveItem HassGetWeather HassBroadcast HassMediaSearchAndPlay HassMediaPause
  HassMediaUnpause HassMediaNext HassMediaPrevious HassMediaPlayerMute HassMediaPlayerUnmute HassSetVolume
  HassSetVolumeRelative HearthSetAlarm HearthCancelAlarm HearthGetAlarms HearthSnooze`.split(/\s+/);

export interface Satellite {
  readonly id: string;
  readonly area?: string;
  readonly screen: boolean;
}

/** The events that set up a home: household file, announcements, states. Nothing has to be confirmed in it. */
export function moveIn(home: HomeData, satellites: readonly Satellite[]): Event[] {
  const areas = new Map(home.areas.map((area) => [area.id, plainName(area.name)]));
  const floors = new Map(home.floors.map((floor) => [floor.id, floor.name]));
  const devices = new Map(home.devices.map((device) => [device.id, device]));
  const announced = home.entities.map((entity) => {
    const device = devices.get(entity.device ?? '');
    return announce(entity, areas.get(entity.area ?? device?.area ?? ''), device?.name);
  });
  const household = {
    ...{ locale: 'en-US', timezone: 'UTC', seed: 1, simulateDevices: true, satellites },
    floors: home.floors.map(({ name }) => ({ name })),
    areas: home.areas.map(({ name, floor }) => ({
      name: plainName(name),
      ...(floor && { floor: floors.get(floor) ?? floor }),
    })),
    entities: announced.flatMap((one) => one.household ?? []),
    handlers: [{ intents: HANDLED, via: 'hermes' }],
    policy: { confirm: [] },
  };
  const message = (one: object): Event => ({ at: START, type: 'mqtt', ...one, retain: true });
  return [
    { at: START, type: 'home', ...household },
    ...announced.flatMap((one) => (one.discovery ? [message(one.discovery)] : [])),
    ...announced.flatMap((one) => one.states.map(message)),
  ];
}

/** An utterance in a home, and time for its devices to follow. */
export function say(home: readonly Event[], id: string, text: string, satellite = 'here'): Event[] {
  const utterance = { at: SAID, type: 'utterance', id, text, satellite, wakeConfidence: 0.97 };
  return [...home, utterance, { at: END, type: 'tick' }];
}

/** A home that has what the people who spoke for SLURP and HWU64 asked theirs for; heard in the living room. */
export function fittingHome(): Event[] {
  const rooms = `Living Room,Kitchen,Bedroom,Bathroom,Hallway,Office,Dining Room,Garage,Kids Room,Basement,Porch,Guest Room`;
  const idOf = (name: string) => name.toLowerCase().replaceAll(' ', '_');
  const lamp = (area: string, name: string): EntityData => ({
    ...{ id: `light.${idOf(name)}`, name, area: idOf(area), state: 'on' },
    attributes: { supported_color_modes: ['rgb', 'color_temp'], brightness: 128 },
  });
  const names = rooms.split(',');
  const entities: EntityData[] = [
    ...names.map((room) => lamp(room, `${room} Light`)),
    lamp('Living Room', 'Living Room Lamp'),
    lamp('Bedroom', 'Bedside Lamp'),
    { id: 'switch.coffee_maker', name: 'Coffee Maker', area: 'kitchen', state: 'off' },
    { id: 'switch.smart_plug', name: 'Smart Plug', area: 'living_room', state: 'on' },
    { id: 'switch.wemo', name: 'Wemo', area: 'office', state: 'on' },
    { id: 'vacuum.robot', name: 'Robot Vacuum', area: 'living_room', state: 'docked' },
    {
      ...{ id: 'climate.thermostat', name: 'Thermostat', area: 'hallway', state: 'heat' },
      attributes: { current_temperature: 20 },
    },
    {
      ...{ id: 'media_player.speaker', name: 'Speaker', area: 'living_room', state: 'playing' },
      attributes: { volume_level: 0.4 },
    },
    { id: 'media_player.tv', name: 'TV', area: 'living_room', state: 'off' },
    { id: 'todo.shopping_list', name: 'Shopping List', state: '0' },
    {
      ...{ id: 'weather.home', name: 'Home', state: 'sunny' },
      attributes: { temperature: 20, temperature_unit: '°C' },
    },
  ];
  const areas = names.map((name) => ({ id: idOf(name), name }));
  return moveIn({ areas, floors: [], devices: [], entities }, [{ id: 'here', area: 'Living Room', screen: false }]);
}
