import { acts, asks, nothing, type Scenario, say } from './scenario.ts';

const PLAY = 'HassMediaSearchAndPlay';
const TV = 'media_player.tv';
const KITCHEN = 'media_player.kitchen_speaker';

const media: Scenario[] = [
  {
    name: 'Hunger Games where there is a screen',
    why: 'it is a film, and there is a television to see it on',
    signal: 'deviceType',
    steps: [
      say(
        'play Hunger Games',
        { outcome: 'act', intent: PLAY, targets: [TV], slots: { search_query: /hunger games/i, media_class: 'movie' } },
        { from: 'living' },
      ),
    ],
  },
  {
    name: 'Hunger Games where the screen is in another room',
    why: 'to be heard here or seen over there: the soundtrack or audiobook on this speaker, or a question; not the far screen',
    signal: 'deviceType',
    steps: [
      say(
        'play Hunger Games',
        {
          outcome: ['act', 'ask'],
          intent: PLAY,
          targets: { oneOf: [[KITCHEN], [KITCHEN, TV]] },
          slots: { search_query: /hunger games/i },
        },
        { from: 'kitchen' },
      ),
    ],
  },
  {
    name: 'Hunger Games where there is no screen at all',
    why: 'a speaker cannot show a film: it plays the soundtrack or the audiobook',
    signal: 'deviceType',
    home: { without: [TV] },
    steps: [
      say(
        'play Hunger Games',
        {
          outcome: 'act',
          intent: PLAY,
          targets: [KITCHEN],
          slots: { search_query: /hunger games/i, media_class: ['audiobook', 'music', 'podcast'] },
        },
        { from: 'kitchen' },
      ),
    ],
  },
  {
    name: 'the film Hunger Games where there is no screen',
    why: 'a film was said, so it never goes to a speaker',
    signal: 'deviceType',
    steps: [
      say(
        'play the movie Hunger Games',
        { outcome: ['act', 'ask', 'answer'], targets: { oneOf: [[TV], []] } },
        { from: 'kitchen' },
      ),
    ],
  },
  {
    name: 'the audiobook Hunger Games where there is a screen',
    why: 'the words say audiobook, and the television plays none',
    signal: 'words',
    steps: [
      say(
        'play the audiobook Hunger Games',
        { outcome: ['act', 'ask'], slots: { media_class: 'audiobook' } },
        { from: 'bedroom' },
      ),
    ],
  },
  {
    name: 'a podcast in the kitchen',
    why: 'the speaker of the room plays podcasts',
    signal: 'area',
    steps: [
      say(
        'play the history podcast',
        { outcome: 'act', intent: PLAY, targets: ['media_player.kitchen_speaker'], slots: { media_class: 'podcast' } },
        { from: 'kitchen' },
      ),
    ],
  },
  {
    name: 'Hunger Games in a home without players',
    why: 'nothing could play it',
    signal: 'deviceType',
    home: { without: [TV, 'media_player.kitchen_speaker', 'media_player.bedroom_speaker'] },
    steps: [say('play Hunger Games', nothing(), { from: 'living' })],
  },
];

const cannot = (text: string, entity: string, why: string): Scenario => ({
  name: `${text}: beyond that light`,
  why,
  signal: 'deviceType',
  steps: [say(text, nothing({ say: /can'?t|cannot|not|only|no /i }))],
  end: { [entity]: 'off' },
});

const abilities: Scenario[] = [
  cannot('set the hallway light to 50 percent', 'light.hallway', 'it is on or off only; full light is not half light'),
  cannot('make the bathroom light red', 'light.bathroom', 'it has no colours'),
  {
    name: 'half light in the bathroom',
    why: 'this one dims',
    signal: 'deviceType',
    steps: [
      say(
        'set the bathroom light to 50 percent',
        acts('HassLightSet', ['light.bathroom'], { slots: { brightness: 50 } }),
      ),
    ],
    end: { 'light.bathroom': { brightness: 128 } },
  },
  {
    name: 'red light in the kitchen',
    why: 'this one has colours',
    signal: 'deviceType',
    steps: [say('make the kitchen light red', acts('HassLightSet', ['light.kitchen'], { slots: { color: 'red' } }))],
    end: { 'light.kitchen': 'on' },
  },
  {
    name: 'seventy degrees at a thermostat in Celsius',
    why: 'no house is heated to 70 °C; it must not be sent',
    signal: 'deviceType',
    steps: [say('set the thermostat to 70', nothing())],
    end: { 'climate.thermostat': { temperature: 20 } },
  },
  {
    name: 'seventy degrees at a thermostat in Fahrenheit',
    why: 'there it is a usual room',
    signal: 'deviceType',
    home: { fahrenheit: true },
    steps: [
      say(
        'set the thermostat to 70',
        acts('HassClimateSetTemperature', ['climate.thermostat'], { slots: { temperature: 70 } }),
      ),
    ],
    end: { 'climate.thermostat': { temperature: 70 } },
  },
  {
    name: 'seventy Fahrenheit at a thermostat in Celsius',
    why: 'the unit was said, so it is converted',
    signal: 'deviceType',
    steps: [
      say('set the thermostat to 70 degrees fahrenheit', acts('HassClimateSetTemperature', ['climate.thermostat'])),
    ],
    end: { 'climate.thermostat': { temperature: 21 } },
  },
  {
    name: 'bedroom fan to half',
    why: 'half of a fan is its speed',
    signal: 'deviceType',
    steps: [
      say('set the bedroom fan to half', acts('HassFanSetSpeed', ['fan.bedroom'], { slots: { percentage: 50 } })),
    ],
    end: { 'fan.bedroom': { percentage: 50 } },
  },
  {
    name: 'blinds to half',
    why: 'half of a blind is its position',
    signal: 'deviceType',
    steps: [
      say('set the living room blinds to half', acts('HassSetPosition', ['cover.blinds'], { slots: { position: 50 } })),
    ],
    end: { 'cover.blinds': { current_position: 50 } },
  },
  {
    name: 'living room light to half',
    why: 'half of a light is its brightness',
    signal: 'deviceType',
    steps: [
      say(
        'set the living room light to half',
        acts('HassLightSet', ['light.living_room'], { slots: { brightness: 50 } }),
      ),
    ],
    end: { 'light.living_room': { brightness: 128 } },
  },
  {
    name: 'curtains closed',
    why: 'curtains are the bedroom ones; blinds are no curtains',
    signal: 'deviceType',
    steps: [say('close the curtains', acts('HassTurnOff', ['cover.curtains']), { from: 'living' })],
    end: { 'cover.curtains': 'closed', 'cover.blinds': 'open' },
  },
  {
    name: 'blinds closed',
    why: 'blinds are those of the living room; curtains are no blinds',
    signal: 'deviceType',
    steps: [say('close the blinds', acts('HassTurnOff', ['cover.blinds']), { from: 'bedroom' })],
    end: { 'cover.blinds': 'closed', 'cover.curtains': 'open' },
  },
];

const kinds: Scenario[] = [
  ['start the vacuum', ['HassVacuumStart'], 'vacuum.robot'],
  ['mow the lawn', ['HassLawnMowerStartMowing'], 'lawn_mower.garden'],
  ['open the sprinkler valve', ['HassTurnOn'], 'valve.sprinkler'],
  ['activate movie night', ['HassTurnOn'], 'scene.movie_night'],
  ['turn on the television', ['HassTurnOn'], TV],
  ['switch on the kettle', ['HassTurnOn'], 'switch.kettle'],
].map(([text, intents, target]) => ({
  name: String(text),
  why: 'the home has one such thing',
  signal: 'deviceType' as const,
  steps: [say(String(text), { outcome: 'act' as const, intent: intents as never, targets: [String(target)] })],
}));

const verbs: Scenario[] = [
  {
    name: 'start brewing with a coffee maker only',
    why: 'one thing brews',
    signal: 'deviceType',
    home: { without: ['switch.kettle'] },
    steps: [say('start brewing', acts('HassTurnOn', ['switch.coffee_maker']), { from: 'kitchen' })],
    end: { 'switch.coffee_maker': 'on' },
  },
  {
    name: 'start brewing with a kettle only',
    why: 'one thing brews',
    signal: 'deviceType',
    home: { without: ['switch.coffee_maker'] },
    steps: [say('start brewing', acts('HassTurnOn', ['switch.kettle']), { from: 'kitchen' })],
    end: { 'switch.kettle': 'on' },
  },
  {
    name: 'start brewing with both and no habit',
    why: 'coffee or tea: nothing tells',
    signal: 'deviceType',
    steps: [say('start brewing', asks({ oneOf: [['switch.coffee_maker', 'switch.kettle']] }), { from: 'kitchen' })],
  },
];

export const deviceType = [...media, ...abilities, ...kinds, ...verbs];
