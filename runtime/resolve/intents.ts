import type { EntityDefinition } from '../domain/entity.ts';
import type { Intent, IntentLabel } from '../domain/intent.ts';

/** Domains whose entities can be turned on and off, opened and closed, locked and unlocked, started and stopped. */
const SWITCHABLE = [
  'light',
  'switch',
  'fan',
  'cover',
  'lock',
  'valve',
  'media_player',
  'vacuum',
  'lawn_mower',
  'climate',
  'humidifier',
  'water_heater',
  'siren',
  'automation',
  'input_boolean',
];
const RUNNABLE = ['scene', 'script', 'button'];

/** Which domains an intent can be about; an intent that is not here needs no entity. */
const DOMAINS: Partial<Record<Intent, readonly string[]>> = {
  HassTurnOn: [...SWITCHABLE, ...RUNNABLE],
  HassTurnOff: [...SWITCHABLE, 'script'],
  HassGetState: [
    'light',
    'switch',
    'fan',
    'cover',
    'lock',
    'valve',
    'climate',
    'media_player',
    'vacuum',
    'lawn_mower',
    'sensor',
    'binary_sensor',
    'person',
    'humidifier',
    'water_heater',
    'siren',
    'number',
    'select',
    'alarm_control_panel',
    'automation',
    'update',
    'device_tracker',
    'text',
    'event',
    'scene',
    'script',
    'input_boolean',
  ],
  HassLightSet: ['light'],
  HassSetPosition: ['cover', 'valve'],
  HassFanSetSpeed: ['fan'],
  HassClimateSetTemperature: ['climate', 'water_heater'],
  HassClimateGetTemperature: ['climate', 'water_heater', 'sensor', 'weather'],
  HassVacuumStart: ['vacuum'],
  HassVacuumReturnToBase: ['vacuum'],
  HassVacuumCleanArea: ['vacuum'],
  HassLawnMowerStartMowing: ['lawn_mower'],
  HassLawnMowerDock: ['lawn_mower'],
  HassMediaSearchAndPlay: ['media_player'],
  HassMediaPause: ['media_player'],
  HassMediaUnpause: ['media_player'],
  HassMediaNext: ['media_player'],
  HassMediaPrevious: ['media_player'],
  HassMediaPlayerMute: ['media_player'],
  HassMediaPlayerUnmute: ['media_player'],
  HassSetVolume: ['media_player'],
  HassSetVolumeRelative: ['media_player'],
  HassListAddItem: ['todo'],
  HassListCompleteItem: ['todo'],
  HassListRemoveItem: ['todo'],
  HassGetWeather: ['weather'],
};

/** An intent of the same family that fits another domain: "set the blinds to 40 %" is a position, whatever it was read as. */
const SETS: Record<string, Intent> = {
  light: 'HassLightSet',
  cover: 'HassSetPosition',
  valve: 'HassSetPosition',
  fan: 'HassFanSetSpeed',
  climate: 'HassClimateSetTemperature',
  water_heater: 'HassClimateSetTemperature',
  media_player: 'HassSetVolume',
};
const SET_INTENTS = new Set<IntentLabel>([
  'HassLightSet',
  'HassSetPosition',
  'HassFanSetSpeed',
  'HassClimateSetTemperature',
  'HassSetVolume',
  'HassSetVolumeRelative',
]);
const MEDIA = new Set<Intent>([
  'HassMediaPause',
  'HassMediaUnpause',
  'HassMediaNext',
  'HassMediaPrevious',
  'HassMediaPlayerMute',
  'HassMediaPlayerUnmute',
  'HassSetVolume',
  'HassSetVolumeRelative',
]);

export function isDeviceIntent(intent: Intent): boolean {
  return DOMAINS[intent] !== undefined;
}

export function isMediaControl(intent: Intent): boolean {
  return MEDIA.has(intent);
}

/** Intents that set something, and are nothing without what to. */
export function needsValue(intent: IntentLabel): boolean {
  return SET_INTENTS.has(intent);
}

/** Intents that change something in the home. */
export function actuates(intent: Intent): boolean {
  return isDeviceIntent(intent) ? !/^Hass(GetState|ClimateGetTemperature|GetWeather)$/.test(intent) : false;
}

/** What a clause said besides names: enough to tell a switch from a setting. */
export interface Said {
  readonly value: boolean;
  readonly step: boolean;
  readonly direction: boolean;
  readonly color: boolean;
  /** A colour said last, of a thing that was named before. */
  readonly recolored: boolean;
  /** A word of locking or unlocking. */
  readonly locking: boolean;
  /** A temperature. */
  readonly degrees: boolean;
  /** The lower-cased words of the clause. */
  readonly words: ReadonlySet<string>;
}

/** What "everything" covers: never a lock, a door or a siren; and nobody who wants everything on means the appliances. */
export const EVERYTHING = {
  HassTurnOn: new Set(['light']),
  HassTurnOff: new Set(['light', 'switch', 'fan', 'media_player']),
} as const;

const LOCKABLE = new Set(['lock', 'scene', 'script', 'button']);
const OPENABLE = new Set(['cover', 'valve', 'lock', 'scene', 'script', 'button', 'switch', 'light']);
const OPENING = ['open', 'close', 'shut'];
const SETTING = ['set', 'make', 'put', 'dim', 'bring'];
const OPENS = ['open', 'opened', 'unlock', 'unlocked', 'unlatch', 'unbolt', 'unbolted'];
const SHUTS = ['lock', 'locked', 'close', 'closed', 'shut', 'secure', 'secured', 'bolt', 'bolted', 'latch'];
const NOT = ['not', "isn't", "aren't", 'nothing', 'none'];

/** Whether a word is of locking ("lock up", "make sure it is locked"), or, with `un`, of unlocking. */
export function isOfLocking(word: string, un = false): boolean {
  return un ? /^unlock(?:s|ed|ing)?$/.test(word) : /^lock(?:s|ed|ing)?$/.test(word);
}

/** The intent that these words mean for an entity of this domain; undefined where they can mean nothing for it. */
export function adapt(intent: Intent, domain: string, said: Said): Intent | undefined {
  if (intent === 'HassTurnOn' || intent === 'HassTurnOff') return adaptSwitch(intent, domain, said);
  if (SET_INTENTS.has(intent)) {
    const wanted = SETS[domain];
    if (wanted === undefined || !isSetSo(wanted, said)) return undefined;
    // "the blinds down", "open them all the way": as far as they go.
    const way = wanted === 'HassSetPosition' && !said.value && !said.step ? wayOf(said.words) : undefined;
    if (way !== undefined) return way;
    if (wanted === 'HassSetVolume' && !intent.startsWith('HassSetVolume') && !said.value) return undefined;
    if (wanted === 'HassSetVolume') return said.value ? 'HassSetVolume' : 'HassSetVolumeRelative';
    return wanted;
  }
  if (domain === 'media_player' && intent === 'HassMediaPause' && said.words.has('off')) return 'HassTurnOff';
  // "stop the vacuum" is no start, whatever it was read as.
  if (intent === 'HassVacuumStart' && domain === 'vacuum' && said.words.has('stop')) return 'HassTurnOff';
  if (intent === 'HassVacuumStart' && domain === 'lawn_mower') return 'HassLawnMowerStartMowing';
  if (intent === 'HassVacuumReturnToBase' && domain === 'lawn_mower') return 'HassLawnMowerDock';
  return DOMAINS[intent]?.includes(domain) === true ? intent : undefined;
}

function wayOf(words: ReadonlySet<string>): Intent | undefined {
  if (words.has('bit') || words.has('little')) return undefined;
  if (['down', 'lower', 'close', 'shut'].some((word) => words.has(word))) return 'HassTurnOff';
  return ['up', 'raise', 'open'].some((word) => words.has(word)) ? 'HassTurnOn' : undefined;
}

/** Nobody closes a lamp half way, or sets one to 19 degrees, though it was talked about last. */
function isSetSo(intent: Intent, { words, degrees }: Said): boolean {
  const opening = OPENING.some((word) => words.has(word)) && !SETTING.some((word) => words.has(word));
  if (opening) return intent === 'HassSetPosition';
  return !degrees || intent === 'HassClimateSetTemperature';
}

function adaptSwitch(intent: 'HassTurnOn' | 'HassTurnOff', domain: string, said: Said): Intent | undefined {
  if (!DOMAINS[intent]?.includes(domain)) return undefined;
  // Nobody locks a lamp or closes a fan: what has no lock, or cannot open, is not what was meant.
  if (!LOCKABLE.has(domain) && said.locking) return undefined;
  if (
    !OPENABLE.has(domain) &&
    OPENING.some((word) => said.words.has(word)) &&
    !said.words.has('on') &&
    !said.words.has('off')
  )
    return undefined;
  switch (domain) {
    case 'light':
      // "turn off the lights blue" is "turn the lights blue", misheard: nobody says what colour a lamp goes dark in.
      if (intent === 'HassTurnOff') return said.recolored ? 'HassLightSet' : intent;
      return said.value || said.color ? 'HassLightSet' : intent;
    case 'cover':
    case 'valve':
      if (said.value) return 'HassSetPosition';
      // "shades down" are closed, whatever they were read as.
      return said.words.has('down') && !['open', 'up', 'on'].some((word) => said.words.has(word))
        ? 'HassTurnOff'
        : intent;
    case 'fan':
      return said.value && intent === 'HassTurnOn' ? 'HassFanSetSpeed' : intent;
    case 'climate':
    case 'water_heater':
      return said.value && intent === 'HassTurnOn' ? 'HassClimateSetTemperature' : intent;
    case 'vacuum':
      return intent === 'HassTurnOn' ? 'HassVacuumStart' : intent;
    case 'lawn_mower':
      return intent === 'HassTurnOn' ? 'HassLawnMowerStartMowing' : 'HassLawnMowerDock';
    case 'lock':
      // Home Assistant has lock = on and unlock = off, so "open" and "close" mean the other way round.
      if (OPENS.some((word) => said.words.has(word)))
        return NOT.some((word) => said.words.has(word)) ? 'HassTurnOn' : 'HassTurnOff';
      return SHUTS.some((word) => said.words.has(word)) ? 'HassTurnOn' : undefined;
    default:
      return intent;
  }
}

/** Could this intent, or one of its family, be about the entity? */
export function canBeAbout(intent: Intent, definition: EntityDefinition, said: Said): boolean {
  const adapted = adapt(intent, definition.domain, said);
  if (adapted === undefined) return false;
  if (adapted === 'HassClimateGetTemperature') return hasTemperature(definition);
  return true;
}

export function hasTemperature(definition: EntityDefinition): boolean {
  if (definition.domain === 'sensor')
    return (
      definition.deviceClass === 'temperature' ||
      (definition.deviceClass === undefined && /^°?[CF]$/.test(definition.unit ?? ''))
    );
  return definition.domain === 'weather' || definition.features.currentTemperature === true;
}
