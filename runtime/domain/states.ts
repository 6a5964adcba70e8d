import type { EntityDefinition } from './entity.ts';

/** What "on" and "off" are called for a binary sensor of a class; the first word is the one Hearth says. */
const BINARY: Readonly<Record<string, { readonly on: readonly string[]; readonly off: readonly string[] }>> = {
  battery: {
    on: ['low', 'empty', 'dead', 'flat', 'running low'],
    off: ['normal', 'charged', 'ok', 'okay', 'fine', 'full', 'good'],
  },
  battery_charging: { on: ['charging'], off: ['not charging', 'discharging'] },
  carbon_monoxide: { on: ['detected', 'triggered'], off: ['clear', 'cleared'] },
  cold: { on: ['cold', 'freezing', 'frozen'], off: ['normal', 'warm'] },
  connectivity: { on: ['connected', 'online'], off: ['disconnected', 'offline'] },
  door: { on: ['open', 'opened', 'ajar'], off: ['closed', 'shut'] },
  garage_door: { on: ['open', 'opened'], off: ['closed', 'shut'] },
  opening: { on: ['open', 'opened'], off: ['closed', 'shut'] },
  window: { on: ['open', 'opened', 'ajar'], off: ['closed', 'shut'] },
  gas: { on: ['detected', 'triggered', 'leaking'], off: ['clear', 'cleared'] },
  heat: { on: ['hot', 'overheating', 'warm'], off: ['normal', 'cool'] },
  light: { on: ['detected', 'bright'], off: ['no light', 'dark'] },
  lock: { on: ['unlocked'], off: ['locked'] },
  moisture: { on: ['wet', 'leaking', 'damp', 'flooded', 'moist'], off: ['dry'] },
  motion: { on: ['detected', 'triggered', 'moving'], off: ['clear', 'cleared', 'still'] },
  moving: { on: ['moving'], off: ['stopped', 'not moving', 'still'] },
  occupancy: {
    on: ['occupied', 'detected', 'triggered', 'busy'],
    off: ['clear', 'empty', 'unoccupied', 'free', 'vacant'],
  },
  plug: { on: ['plugged in', 'plugged'], off: ['unplugged'] },
  power: { on: ['powered', 'detected'], off: ['not powered', 'unpowered', 'out'] },
  presence: { on: ['home', 'present', 'here', 'at home'], off: ['away', 'not home', 'gone', 'out'] },
  problem: { on: ['having a problem', 'broken', 'jammed', 'faulty'], off: ['ok', 'okay', 'fine', 'working'] },
  running: { on: ['running', 'going', 'active'], off: ['not running', 'stopped', 'done', 'finished', 'idle'] },
  safety: { on: ['unsafe', 'dangerous'], off: ['safe'] },
  smoke: { on: ['detected', 'triggered', 'smoking'], off: ['clear', 'cleared'] },
  sound: { on: ['detected', 'triggered', 'noisy', 'loud'], off: ['clear', 'quiet', 'silent'] },
  tamper: { on: ['tampered', 'tampered with', 'detected', 'triggered'], off: ['clear', 'not tampered'] },
  update: { on: ['available', 'outdated', 'update available'], off: ['up to date', 'current'] },
  vibration: { on: ['vibrating', 'shaking', 'detected', 'triggered'], off: ['not vibrating', 'still'] },
};
const ANY_BINARY = {
  on: ['on', 'detected', 'triggered', 'active', 'tripped'],
  off: ['off', 'clear', 'inactive', 'cleared'],
};

const SPOKEN: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  cover: {
    open: ['open', 'opened', 'up', 'raised'],
    closed: ['closed', 'shut', 'down', 'lowered'],
    opening: ['opening'],
    closing: ['closing'],
  },
  valve: {
    open: ['open', 'opened', 'on', 'running'],
    closed: ['closed', 'shut', 'off'],
    opening: ['opening'],
    closing: ['closing'],
  },
  lock: {
    locked: ['locked', 'closed', 'secured', 'secure', 'shut'],
    unlocked: ['unlocked', 'open', 'opened'],
    jammed: ['jammed', 'stuck'],
  },
  vacuum: {
    cleaning: ['cleaning', 'vacuuming', 'running', 'on', 'working'],
    docked: ['docked', 'charging', 'home', 'off'],
    returning: ['returning'],
    idle: ['idle', 'stopped'],
    paused: ['paused'],
  },
  lawn_mower: { mowing: ['mowing', 'running', 'cutting'], docked: ['docked', 'charging'], paused: ['paused'] },
  media_player: {
    playing: ['playing', 'on', 'running'],
    paused: ['paused'],
    idle: ['idle', 'stopped'],
    off: ['off'],
    on: ['on'],
  },
  person: { home: ['home', 'at home', 'here', 'in', 'there'], not_home: ['away', 'out', 'gone', 'not home'] },
  climate: {
    heat: ['heating', 'on', 'heat', 'running'],
    cool: ['cooling', 'on', 'cool', 'running'],
    off: ['off'],
    auto: ['auto', 'on'],
    heat_cool: ['on'],
    dry: ['drying'],
    fan_only: ['fan'],
  },
};
const ON_OFF: Readonly<Record<string, readonly string[]>> = {
  on: ['on', 'running', 'active', 'lit', 'switched on', 'turned on', 'activated', 'playing', 'powered'],
  off: ['off', 'out', 'inactive', 'switched off', 'turned off', 'deactivated', 'stopped'],
};

/**
 * The states of an entity that a spoken word stands for; [] where it can mean none of its states.
 *
 * A battery sensor's "low" is ["on"]; a lock's "open" is ["unlocked"]; a thermostat's "on" is ["heat", "cool", "auto", …].
 */
export function statesSaid(definition: EntityDefinition, word: string): string[] {
  const text = word.toLowerCase().trim();
  const table = statesOf(definition);
  const found = Object.entries(table).filter(([state, words]) => state === text || words.includes(text));
  return found.map(([state]) => state);
}

/** How Hearth says the state of an entity: "low" for a battery sensor that is on, "closed" for a cover. */
export function spokenState(definition: EntityDefinition, state: string): string {
  if (definition.domain === 'binary_sensor') return statesOf(definition)[state]?.[0] ?? state;
  const words = SPOKEN[definition.domain]?.[state];
  return words?.[0] ?? state.replaceAll('_', ' ');
}

function statesOf(definition: EntityDefinition): Readonly<Record<string, readonly string[]>> {
  if (definition.domain === 'binary_sensor') {
    const own = BINARY[definition.deviceClass ?? ''];
    if (own === undefined) return ANY_BINARY;
    return { on: [...own.on, ...ANY_BINARY.on], off: [...own.off, ...ANY_BINARY.off] };
  }
  return SPOKEN[definition.domain] ?? ON_OFF;
}

const UNTOLD: ReadonlySet<string> = new Set(['unknown', 'unavailable']);

/** Whether a state tells how a thing is: not where it was never reported, nor where nothing reaches it. */
export function isKnown(state: string): boolean {
  return !UNTOLD.has(state);
}

/** States in which a thing is at work: heating, cleaning, playing, open, on. */
export function isActive(domain: string, state: string): boolean {
  switch (domain) {
    case 'cover':
    case 'valve':
      return state === 'open' || state === 'opening';
    case 'lock':
      return state === 'unlocked' || state === 'open';
    case 'vacuum':
      return state === 'cleaning' || state === 'on';
    case 'lawn_mower':
      return state === 'mowing';
    case 'media_player':
      return state === 'playing' || state === 'on' || state === 'buffering';
    case 'climate':
    case 'water_heater':
      return state !== 'off' && isKnown(state);
    default:
      return state === 'on';
  }
}
