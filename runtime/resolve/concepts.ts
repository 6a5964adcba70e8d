import type { EntityDefinition } from '../domain/entity.ts';
import { stemsOf } from './stems.ts';

/**
 * What class nouns mean: which kinds of entity "lights", "blinds" or "battery" can stand for.
 *
 * `domains` alone: every entity of the domain. `classes`: only those of these device classes, within `domains`; where a home
 * has none, `or` names the classes that people call by the same word. `named`: only those whose own or device's name has
 * one of these words, which is how an appliance behind a plain switch is known for what it is.
 */
export interface Concept {
  readonly nouns: readonly string[];
  readonly domains: readonly string[];
  readonly classes?: readonly string[];
  readonly named?: readonly string[];
  /** What one does with it, where the verb alone says it ("brew", "vacuum"). */
  readonly verbs?: readonly string[];
}

const SENSORS = ['sensor', 'binary_sensor'] as const;
const APPLIANCE = [
  'switch',
  'climate',
  'water_heater',
  'sensor',
  'binary_sensor',
  'button',
  'select',
  'number',
  'fan',
  'script',
  'scene',
  'media_player',
  'light',
];

function appliance(names: string[], verbs: string[] = []): Concept {
  return { nouns: names, domains: APPLIANCE, named: names.flatMap((name) => stemsOf(name)[0] ?? []), verbs };
}

function sensed(nouns: string[], classes: string[], domains: readonly string[] = SENSORS): Concept {
  return { nouns, domains, classes };
}

export const CONCEPTS: readonly Concept[] = [
  {
    nouns: ['light', 'lamp', 'bulb', 'lighting', 'lightbulb', 'led', 'illumination'],
    domains: ['light'],
  },
  { nouns: ['fan', 'ventilator', 'ventilation', 'extractor'], domains: ['fan'] },
  { nouns: ['blind', 'roller', 'venetian'], domains: ['cover'], classes: ['blind', 'shade', 'shutter'] },
  { nouns: ['curtain', 'drape', 'drapery'], domains: ['cover'], classes: ['curtain'] },
  { nouns: ['shade'], domains: ['cover'], classes: ['shade', 'blind'] },
  { nouns: ['shutter'], domains: ['cover'], classes: ['shutter', 'blind'] },
  { nouns: ['awning', 'canopy'], domains: ['cover'], classes: ['awning'] },
  { nouns: ['garage', 'garage door'], domains: ['cover', 'binary_sensor'], classes: ['garage', 'garage_door'] },
  { nouns: ['gate', 'driveway'], domains: ['cover', 'switch'], classes: ['gate'] },
  {
    nouns: ['door'],
    domains: ['cover', 'lock', 'binary_sensor'],
    classes: ['door', 'garage', 'garage_door', 'opening', 'lock', ''],
  },
  { nouns: ['window'], domains: ['cover', 'binary_sensor'], classes: ['window', 'opening'] },
  { nouns: ['opening', 'entrance'], domains: ['binary_sensor'], classes: ['opening', 'door', 'window'] },
  { nouns: ['cover', 'covering'], domains: ['cover'] },
  { nouns: ['lock', 'deadbolt', 'latch'], domains: ['lock', 'binary_sensor'], classes: ['lock', ''] },
  { nouns: ['valve', 'sprinkler', 'irrigation', 'tap', 'faucet', 'water', 'water supply'], domains: ['valve'] },
  {
    nouns: ['thermostat', 'heating', 'heat', 'heater', 'radiator', 'hvac', 'climate', 'central heating'],
    domains: ['climate', 'water_heater'],
  },
  { nouns: ['heater'], domains: ['switch'], named: ['heater'] },
  { nouns: ['ac', 'a c', 'air conditioning', 'air conditioner', 'aircon', 'cooling', 'air con'], domains: ['climate'] },
  { nouns: ['boiler', 'water heater', 'hot water'], domains: ['water_heater'] },
  { nouns: ['boiler', 'water heater', 'hot water'], domains: ['climate'], named: ['boiler', 'water'] },
  {
    nouns: ['tv', 'television', 'telly', 'screen'],
    domains: ['media_player', 'switch'],
    named: ['tv', 'television', 'telly', 'screen', 'projector', 'chromecast', 'roku', 'firestick', 'shield'],
  },
  {
    nouns: [
      'speaker',
      'music',
      'song',
      'track',
      'radio',
      'player',
      'media',
      'media player',
      'stereo',
      'soundbar',
      'sound',
      'sound system',
      'show',
      'movie',
      'film',
      'video',
      'podcast',
      'audiobook',
      'volume',
      'playback',
      'audio',
      'tune',
      'album',
      'playlist',
    ],
    domains: ['media_player'],
  },
  {
    nouns: [
      'vacuum',
      'hoover',
      'robot',
      'roomba',
      'cleaner',
      'vacuum cleaner',
      'robot vacuum',
      'robot cleaner',
      'cleaning',
      'cleanup',
      'carpet',
    ],
    domains: ['vacuum'],
    verbs: ['vacuum', 'hoover', 'sweep'],
  },
  { nouns: ['mower', 'lawn mower', 'lawnmower', 'lawn', 'grass'], domains: ['lawn_mower'], verbs: ['mow'] },
  { nouns: ['switch', 'plug', 'socket', 'outlet', 'power strip'], domains: ['switch'] },
  { nouns: ['scene', 'mode', 'mood', 'scenario'], domains: ['scene', 'script'] },
  { nouns: ['script', 'routine', 'automation'], domains: ['script', 'automation', 'scene'] },
  { nouns: ['button'], domains: ['button'] },
  { nouns: ['siren', 'alarm'], domains: ['siren', 'alarm_control_panel'] },
  { nouns: ['humidifier', 'dehumidifier'], domains: ['humidifier'] },
  { nouns: ['camera'], domains: ['camera'] },
  {
    nouns: ['list', 'todo', 'to do list', 'todo list', 'task', 'shopping list', 'grocery list', 'chore'],
    domains: ['todo'],
  },
  { nouns: ['sensor', 'detector'], domains: [...SENSORS] },
  {
    nouns: ['person', 'people', 'anyone', 'anybody', 'someone', 'somebody', 'everyone', 'everybody'],
    domains: ['person'],
  },
  { nouns: ['weather', 'forecast'], domains: ['weather'] },
  { nouns: ['device', 'appliance', 'thing'], domains: ['switch', 'light', 'fan', 'media_player', 'binary_sensor'] },

  sensed(['temperature', 'temp', 'degree'], ['temperature']),
  sensed(['humidity', 'humid'], ['humidity', 'moisture']),
  sensed(['battery', 'charge', 'battery level'], ['battery']),
  sensed(['charging', 'charger', 'battery charging'], ['battery_charging']),
  sensed(['motion', 'movement'], ['motion', 'moving', 'occupancy']),
  sensed(['occupancy', 'occupied'], ['occupancy', 'presence', 'motion']),
  sensed(['presence'], ['presence', 'occupancy']),
  sensed(['leak', 'water', 'moisture', 'wet', 'flood', 'leakage', 'dampness'], ['moisture', 'water']),
  sensed(['smoke', 'fire', 'smoke alarm'], ['smoke']),
  sensed(['gas'], ['gas']),
  sensed(['carbon monoxide', 'co', 'monoxide'], ['carbon_monoxide', 'co']),
  sensed(['carbon dioxide', 'co2', 'dioxide'], ['carbon_dioxide', 'co2']),
  sensed(['problem', 'issue', 'fault'], ['problem']),
  sensed(['tamper', 'tampering'], ['tamper']),
  sensed(['vibration', 'vibrating'], ['vibration']),
  sensed(['connectivity', 'connection', 'network', 'internet', 'connected', 'online'], ['connectivity']),
  sensed(['plug', 'plugged'], ['plug']),
  sensed(['power', 'mains', 'electricity', 'consumption'], ['power', 'energy', 'apparent_power', 'reactive_power']),
  sensed(['running', 'machine'], ['running']),
  sensed(['safety', 'safe'], ['safety']),
  sensed(['noise', 'sound'], ['sound', 'sound_pressure']),
  sensed(['update', 'firmware', 'software'], ['update']),
  sensed(['cold', 'freezing'], ['cold']),
  sensed(['heat', 'hot', 'overheating'], ['heat']),
  sensed(['light', 'light level', 'brightness', 'illuminance', 'lux'], ['light', 'illuminance']),
  sensed(['air quality', 'aqi', 'pollution'], ['aqi', 'pm25', 'volatile_organic_compounds']),
  sensed(['pressure', 'barometer'], ['pressure', 'atmospheric_pressure', 'sound_pressure']),
  sensed(['energy', 'production', 'usage'], ['energy', 'energy_storage']),
  sensed(['speed', 'wind speed', 'download speed', 'upload speed'], ['speed', 'wind_speed', 'data_rate']),
  sensed(['rain', 'rainfall', 'precipitation'], ['precipitation', 'precipitation_intensity']),
  sensed(['weight'], ['weight']),
  sensed(['voltage'], ['voltage']),
  sensed(['current'], ['current']),
  sensed(['distance', 'mileage'], ['distance']),
  sensed(['duration', 'program'], ['duration']),
  sensed(['price', 'cost'], ['monetary']),
  sensed(['signal', 'signal strength'], ['signal_strength']),

  appliance(['oven', 'stove', 'cooker', 'hob', 'grill', 'broiler'], ['bake', 'roast', 'preheat', 'broil']),
  appliance(
    [
      'coffee maker',
      'coffee',
      'espresso',
      'coffee machine',
      'coffeemaker',
      'percolator',
      'nespresso',
      'latte',
      'cappuccino',
    ],
    ['brew'],
  ),
  appliance(['kettle', 'tea'], ['boil', 'brew']),
  appliance(['washing machine', 'washer', 'laundry'], ['wash']),
  appliance(['dryer', 'tumble dryer', 'drier'], ['dry']),
  appliance(['dishwasher', 'dish'], ['rinse']),
  appliance(['fridge', 'refrigerator', 'freezer']),
  appliance(['microwave']),
  appliance(['toaster', 'toast']),
  appliance(['iron']),
  appliance(['pool', 'hot tub', 'jacuzzi', 'spa', 'sauna', 'bath', 'bathtub']),
  appliance(['aquarium', 'fish tank', 'terrarium']),
  appliance(['purifier', 'air purifier']),
  appliance(['computer', 'pc', 'printer', 'laptop']),
  appliance(['fireplace', 'electric blanket']),
  appliance(['pump', 'heat pump', 'furnace']),
];

const COOKS = new Set([
  'oven',
  'stove',
  'cooker',
  'hob',
  'grill',
  'broiler',
  'kettle',
  'fridge',
  'refrigerator',
  'freezer',
  'sauna',
  'pool',
  'aquarium',
  'microwave',
]);

/** A concept with its words stemmed once. */
export interface StemmedConcept {
  readonly concept: Concept;
  /** Every word of every noun. */
  readonly words: ReadonlySet<string>;
  readonly nouns: readonly (readonly string[])[];
}

const BY_DOMAIN: ReadonlyMap<string, readonly StemmedConcept[]> = byDomain();

function byDomain(): Map<string, StemmedConcept[]> {
  const map = new Map<string, StemmedConcept[]>();
  for (const concept of CONCEPTS) {
    const nouns = concept.nouns.map(stemsOf);
    const stemmed = { concept, nouns, words: new Set(nouns.flat()) };
    for (const domain of concept.domains) map.set(domain, [...(map.get(domain) ?? []), stemmed]);
  }
  return map;
}

/** The concepts that this entity answers to. `nameStems`: the stems of its own and its device's names. */
export function conceptsOf(entity: EntityDefinition, nameStems: ReadonlySet<string>): StemmedConcept[] {
  return (BY_DOMAIN.get(entity.domain) ?? []).filter((one) => isA(entity, one, nameStems));
}

function isA(entity: EntityDefinition, { concept, nouns }: StemmedConcept, nameStems: ReadonlySet<string>): boolean {
  if (concept.named !== undefined) {
    if (concept.named.some((word) => nameStems.has(word))) return true;
    return concept.nouns.includes('tv') && entity.domain === 'media_player' && entity.screen === true;
  }
  // An oven that is a climate entity is neither heating nor cooling.
  if (entity.domain === 'climate' && [...nameStems].some((word) => COOKS.has(word))) return false;
  if (concept.nouns.includes('cooling') && !cools(entity, nameStems)) return false;
  if (concept.classes === undefined) return true;
  const own = entity.deviceClass ?? '';
  if (concept.classes.includes(own)) return own !== '' || entity.domain === 'lock';
  // A cover or sensor that announced no class is known by its name alone.
  return own === '' && nouns.some((noun) => noun.every((word) => nameStems.has(word)));
}

const COOLING = new Set(['cool', 'heat_cool', 'auto', 'dry', 'fan_only']);
const HEATERS = ['radiator', 'heater', 'boiler', 'heating'];

/** Whether a thermostat may be an air conditioner, as far as its modes and its name tell: a radiator is none. */
function cools({ features }: EntityDefinition, nameStems: ReadonlySet<string>): boolean {
  if (features.modes !== undefined && features.modes.length > 0) return features.modes.some((one) => COOLING.has(one));
  return !HEATERS.some((word) => nameStems.has(word));
}

/** Appliances: things that are on or off and have a temperature or a result of their own. */
export const APPLIANCE_WORDS: ReadonlySet<string> = new Set(
  CONCEPTS.filter((concept) => concept.domains === APPLIANCE).flatMap((concept) => concept.named ?? []),
);
