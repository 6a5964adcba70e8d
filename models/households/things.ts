import type { TargetDomain } from '../../runtime/domain/intent.ts';

/** A device of a simulated home. The simulator speaks its topics by itself: it trusts nothing of the hub's own devices. */
export interface Thing {
  readonly id: string;
  readonly domain: TargetDomain;
  /** What it is to people: "ceiling", "lamp", "blinds", "coffee". */
  readonly sort: string;
  readonly name: string;
  readonly area: string;
  readonly deviceClass?: string;
}
export interface Reported {
  readonly state: string;
  readonly attributes: { readonly [name: string]: string | number };
}
export interface Message {
  readonly topic: string;
  readonly payload: string;
}
type Json = { readonly [key: string]: unknown };

const DISCOVERED = new Set([
  'light',
  'switch',
  'fan',
  'cover',
  'lock',
  'climate',
  'vacuum',
  'sensor',
  'binary_sensor',
  'scene',
]);

function base(thing: Thing): string {
  return `home/${thing.id.replace('.', '/')}`;
}

/** The discovery message, as Home Assistant's MQTT integration has it; undefined for what no convention announces. */
export function announce(thing: Thing): { readonly topic: string; readonly payload: Json } | undefined {
  if (!DISCOVERED.has(thing.domain)) return undefined;
  const [domain = '', object = ''] = thing.id.split('.');
  const payload = {
    name: thing.name,
    unique_id: `${domain}_${object}`,
    default_entity_id: thing.id,
    device: { identifiers: [object], name: thing.name, suggested_area: thing.area },
    ...(thing.deviceClass !== undefined && { device_class: thing.deviceClass }),
    ...topicsOf(thing),
  };
  return { topic: `homeassistant/${domain}/${object}/config`, payload };
}

/** An entity of the household file: players and lists, which announce nothing. */
export function entry(thing: Thing): Json {
  const { id, name, area } = thing;
  const topics = { state_topic: `${base(thing)}/state`, command_topic: `${base(thing)}/set` };
  if (thing.domain !== 'media_player') return { id, name };
  const isTv = thing.sort === 'tv';
  const media = isTv ? ['movie', 'tv_show', 'news', 'game', 'music'] : ['music', 'radio', 'podcast', 'audiobook'];
  return { id, name, area, screen: isTv, media, ...topics };
}

function topicsOf(thing: Thing): Json {
  const at = base(thing);
  const both = { state_topic: `${at}/state`, command_topic: `${at}/set` };
  switch (thing.domain) {
    case 'light': {
      const modes = thing.sort === 'lamp' ? ['rgb', 'color_temp'] : ['brightness'];
      return { ...both, schema: 'json', brightness: true, supported_color_modes: modes };
    }
    case 'fan':
      return { ...both, percentage_state_topic: `${at}/percentage`, percentage_command_topic: `${at}/percentage/set` };
    case 'cover':
      return { ...both, position_topic: `${at}/position`, set_position_topic: `${at}/position/set` };
    case 'climate':
      return {
        modes: ['off', 'heat'],
        mode_state_topic: `${at}/mode`,
        mode_command_topic: `${at}/mode/set`,
        temperature_state_topic: `${at}/target`,
        temperature_command_topic: `${at}/target/set`,
        current_temperature_topic: `${at}/current`,
        temperature_unit: 'C',
        min_temp: 7,
        max_temp: 30,
      };
    case 'vacuum':
      return { ...both, supported_features: ['start', 'stop', 'pause', 'return_home', 'status'] };
    case 'sensor':
      return { state_topic: `${at}/state`, unit_of_measurement: thing.deviceClass === 'humidity' ? '%' : '°C' };
    case 'binary_sensor':
      return { state_topic: `${at}/state` };
    case 'scene':
      return { command_topic: `${at}/set` };
    default:
      return both;
  }
}

/** What the thing says on its topics in a state. */
export function report(thing: Thing, { state, attributes }: Reported): Message[] {
  const send = (suffix: string, payload: unknown): Message => ({
    topic: `${base(thing)}/${suffix}`,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  switch (thing.domain) {
    case 'light':
      return [send('state', { state: state.toUpperCase(), brightness: attributes.brightness ?? 255 })];
    case 'cover':
      return [send('state', state), send('position', String(attributes.position ?? (state === 'open' ? 100 : 0)))];
    case 'climate':
      return [
        send('mode', state),
        send('target', String(attributes.temperature ?? 20)),
        send('current', String(attributes.current ?? 20)),
      ];
    case 'vacuum':
      return [send('state', { state, battery_level: 90 })];
    case 'fan':
      return [send('state', state.toUpperCase()), send('percentage', String(attributes.percentage ?? 50))];
    case 'switch':
    case 'binary_sensor':
    case 'lock':
      return [send('state', state.toUpperCase())];
    case 'scene':
    case 'todo':
      return [];
    default:
      return [send('state', state)];
  }
}

/** The state in which a command leaves the thing; undefined where it is not for this thing. */
export function obey(thing: Thing, command: Message, now: Reported): Reported | undefined {
  const at = base(thing);
  if (!command.topic.startsWith(`${at}/`)) return undefined;
  const suffix = command.topic.slice(at.length + 1);
  const { payload } = command;
  const into = (state: string, attributes: Reported['attributes'] = {}): Reported => ({
    state,
    attributes: { ...now.attributes, ...attributes },
  });
  switch (thing.domain) {
    case 'light': {
      const wanted = JSON.parse(payload) as { state?: string; brightness?: number };
      const brightness = wanted.brightness === undefined ? {} : { brightness: wanted.brightness };
      return into((wanted.state ?? now.state).toLowerCase(), brightness);
    }
    case 'switch':
      return into(payload.toLowerCase());
    case 'fan':
      return suffix === 'percentage/set' ? into('on', { percentage: Number(payload) }) : into(payload.toLowerCase());
    case 'cover': {
      const position =
        suffix === 'position/set' ? Number(payload) : payload === 'OPEN' ? 100 : payload === 'CLOSE' ? 0 : 50;
      return into(position > 0 ? 'open' : 'closed', { position });
    }
    case 'lock':
      return into(payload === 'LOCK' ? 'locked' : 'unlocked');
    case 'climate':
      return suffix === 'target/set' ? into(now.state, { temperature: Number(payload) }) : into(payload);
    case 'vacuum':
      return into(payload === 'start' ? 'cleaning' : 'returning');
    case 'media_player':
      return into(playerState((JSON.parse(payload) as { intent?: string }).intent, now.state));
    default:
      return now;
  }
}

function playerState(intent: string | undefined, now: string): string {
  switch (intent) {
    case 'HassTurnOff':
      return 'off';
    case 'HassTurnOn':
      return now === 'off' ? 'on' : now;
    case 'HassMediaSearchAndPlay':
    case 'HassMediaUnpause':
      return 'playing';
    case 'HassMediaPause':
      return 'paused';
    default:
      return now;
  }
}

/** How a new home finds the thing. */
export function atFirst(thing: Thing): Reported {
  const none = { attributes: {} };
  switch (thing.domain) {
    case 'cover':
      return thing.deviceClass === 'garage'
        ? { state: 'closed', attributes: { position: 0 } }
        : { state: 'open', attributes: { position: 100 } };
    case 'lock':
      return { state: 'locked', ...none };
    case 'climate':
      return { state: 'heat', attributes: { temperature: 19, current: 19.5 } };
    case 'vacuum':
      return { state: 'docked', ...none };
    case 'sensor':
      return { state: thing.deviceClass === 'humidity' ? '48' : '20.5', ...none };
    case 'light':
      return { state: 'off', attributes: { brightness: 255 } };
    case 'fan':
      return { state: 'off', attributes: { percentage: 50 } };
    default:
      return { state: 'off', ...none };
  }
}
