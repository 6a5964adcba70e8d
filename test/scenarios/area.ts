import { acts, answers, asks, nothing, type Room, type Scenario, say } from './scenario.ts';

const GROUND_ON = {
  'light.kitchen': 'on',
  'light.counter': 'on',
  'light.living_room': 'on',
  'light.living_room_reading': 'on',
  'light.hallway': 'on',
};
const UPSTAIRS = ['light.bedroom', 'light.bedroom_reading', 'light.bathroom', 'light.desk', 'light.night'];
const ALL_ON = { ...GROUND_ON, ...Object.fromEntries(UPSTAIRS.map((id) => [id, 'on'])) };
const EVERY = Object.keys(ALL_ON);
const KITCHEN = ['light.kitchen', 'light.counter'];
const LIVING = ['light.living_room', 'light.living_room_reading'];
const BEDROOM = ['light.bedroom', 'light.bedroom_reading'];

const here: Scenario[] = (
  [
    ['kitchen', KITCHEN],
    ['living', LIVING],
    ['bedroom', BEDROOM],
    ['hall', ['light.hallway']],
  ] as const
).flatMap(([room, targets]): Scenario[] => [
  {
    name: `lights on, said in ${room}`,
    why: 'the lights of the room where one stands',
    signal: 'area',
    steps: [say('turn on the lights', acts('HassTurnOn', targets, { because: 'area' }), { from: room as Room })],
  },
  {
    name: `lights off in here, said in ${room}`,
    why: '"here" is where one stands',
    signal: 'area',
    home: { states: ALL_ON },
    steps: [say('turn off the lights in here', acts('HassTurnOff', targets), { from: room as Room })],
    end: Object.fromEntries(EVERY.map((id) => [id, (targets as readonly string[]).includes(id) ? 'off' : 'on'])),
  },
]);

const twins: Scenario[] = [
  {
    name: 'reading lamp, said in the living room',
    why: 'two have the name; the nearer is meant',
    signal: 'area',
    steps: [
      say('turn on the reading lamp', acts('HassTurnOn', ['light.living_room_reading'], { because: 'area' }), {
        from: 'living',
      }),
    ],
    end: { 'light.living_room_reading': 'on', 'light.bedroom_reading': 'off' },
  },
  {
    name: 'reading lamp, said in the bedroom',
    why: 'two have the name; the nearer is meant',
    signal: 'area',
    steps: [
      say('turn on the reading lamp', acts('HassTurnOn', ['light.bedroom_reading'], { because: 'area' }), {
        from: 'bedroom',
      }),
    ],
    end: { 'light.living_room_reading': 'off', 'light.bedroom_reading': 'on' },
  },
  {
    name: 'reading lamp, said in the kitchen',
    why: 'neither is near, both have the name',
    signal: 'area',
    steps: [
      say('turn on the reading lamp', asks({ oneOf: [['light.living_room_reading', 'light.bedroom_reading']] }), {
        from: 'kitchen',
      }),
    ],
    end: { 'light.living_room_reading': 'off', 'light.bedroom_reading': 'off' },
  },
  {
    name: 'reading lamp of the bedroom, said in the living room',
    why: 'a room that was named beats where one stands',
    signal: 'words',
    steps: [
      say('turn on the reading lamp in the bedroom', acts('HassTurnOn', ['light.bedroom_reading']), { from: 'living' }),
    ],
  },
  {
    name: 'the fan, said in the bedroom, both off',
    why: 'the fan of the room',
    signal: 'area',
    steps: [say('turn on the fan', acts('HassTurnOn', ['fan.bedroom']), { from: 'bedroom' })],
  },
  {
    name: 'the fan, said in the living room, both off',
    why: 'the fan of the room',
    signal: 'area',
    steps: [say('turn on the fan', acts('HassTurnOn', ['fan.living_room']), { from: 'living' })],
  },
  {
    name: 'the fan, said in the office, both off',
    why: 'no fan here and two elsewhere',
    signal: 'area',
    steps: [say('turn on the fan', asks(), { from: 'office' })],
    end: { 'fan.living_room': 'off', 'fan.bedroom': 'off' },
  },
  {
    name: 'temperature, said in the bedroom while the oven is on',
    why: 'the oven is a floor away; the bedroom has a radiator that knows',
    signal: 'area',
    home: { states: { 'switch.oven': 'on', 'sensor.oven_temperature': { state: '180', attributes: {} } } },
    steps: [say('what is the temperature', answers(/17[.,]5/, { notSay: /180/ }), { from: 'bedroom' })],
  },
  {
    name: 'temperature in the bedroom, said in the kitchen while the oven is on',
    why: 'the room was named',
    signal: 'words',
    home: { states: { 'switch.oven': 'on', 'sensor.oven_temperature': { state: '180', attributes: {} } } },
    steps: [say('what is the temperature in the bedroom', answers(/17[.,]5/, { notSay: /180/ }), { from: 'kitchen' })],
  },
];

const unknown = (text: string, why: string, home: Scenario['home'] = { states: ALL_ON }): Scenario => ({
  name: `${text}, which this home lacks`,
  why,
  signal: 'area',
  home,
  steps: [say(text, nothing())],
  end: { 'light.kitchen': 'on', 'light.hallway': 'on', 'light.bedroom': 'on', 'light.desk': 'on' },
});

const never: Scenario[] = [
  unknown('turn off the lights in the attic', 'no attic: no other room will do'),
  unknown('turn off the basement lights', 'no basement: no other room will do'),
  unknown('turn off the conservatory lamp', 'no conservatory: no other lamp will do'),
  unknown('turn off the lights on the third floor', 'the house has two floors'),
  unknown('turn off the fan in the kitchen', 'the kitchen has no fan, and the others were not meant', {
    states: { ...ALL_ON, 'fan.bedroom': 'on' },
  }),
  unknown('turn off the porch light', 'no porch: no other light will do'),
  {
    name: 'turn off the lights in the attic, which this home has',
    why: 'the twin with an attic',
    signal: 'area',
    home: { attic: true, states: { ...ALL_ON, 'light.attic': 'on' } },
    steps: [say('turn off the lights in the attic', acts('HassTurnOff', ['light.attic']))],
    end: { 'light.attic': 'off', 'light.kitchen': 'on' },
  },
  {
    name: 'turn on the pool pump',
    why: 'there is none',
    signal: 'words',
    steps: [say('turn on the pool pump', nothing())],
  },
  {
    name: 'is the light in the attic on',
    why: 'no attic: no light there is on, and none elsewhere is an answer',
    signal: 'area',
    home: { states: ALL_ON },
    steps: [say('is the light in the attic on', nothing({ notSay: /^yes/i }))],
  },
  {
    name: 'lights on, heard by a device in no room',
    why: 'without a room nothing says which lights',
    signal: 'area',
    steps: [say('turn on the light', asks(), { from: 'none' })],
    end: { 'light.kitchen': 'off', 'light.bedroom': 'off' },
  },
];

const places: Scenario[] = [
  {
    name: 'lights of another room',
    why: 'the room was named',
    signal: 'words',
    home: { states: ALL_ON },
    steps: [say('turn off the living room lights', acts('HassTurnOff', LIVING), { from: 'kitchen' })],
    end: { 'light.kitchen': 'on', 'light.living_room': 'off' },
  },
  {
    name: 'lights upstairs',
    why: 'the floor was named',
    signal: 'words',
    home: { states: ALL_ON },
    steps: [say('turn off the lights upstairs', acts('HassTurnOff', UPSTAIRS), { from: 'hall' })],
    end: { 'light.hallway': 'on', 'light.desk': 'off' },
  },
  {
    name: 'lights downstairs',
    why: 'the floor by its other name',
    signal: 'words',
    home: { states: ALL_ON },
    steps: [say('turn off the lights downstairs', acts('HassTurnOff', Object.keys(GROUND_ON)), { from: 'bedroom' })],
    end: { 'light.hallway': 'off', 'light.desk': 'on' },
  },
  {
    name: 'all lights',
    why: 'all is all, wherever one stands',
    signal: 'words',
    home: { states: ALL_ON },
    steps: [say('turn off all the lights', acts('HassTurnOff', EVERY), { from: 'bedroom' })],
    end: Object.fromEntries(EVERY.map((id) => [id, 'off'])),
  },
  {
    name: 'all lights of the kitchen',
    why: 'all, but of one room',
    signal: 'words',
    home: { states: ALL_ON },
    steps: [say('turn off all the lights in the kitchen', acts('HassTurnOff', KITCHEN), { from: 'bedroom' })],
    end: { 'light.kitchen': 'off', 'light.bedroom': 'on' },
  },
  {
    name: 'room by its other name',
    why: 'the study is the office',
    signal: 'words',
    steps: [say('turn on the light in the study', acts('HassTurnOn', ['light.desk']))],
    end: { 'light.desk': 'on' },
  },
  {
    name: 'blinds of the lounge',
    why: 'the lounge is the living room',
    signal: 'words',
    steps: [say('close the lounge blinds', acts('HassTurnOff', ['cover.blinds']), { from: 'kitchen' })],
    end: { 'cover.blinds': 'closed' },
  },
  {
    name: 'a thing by its name from another room',
    why: 'the name is enough',
    signal: 'words',
    steps: [say('turn on the bedroom fan', acts('HassTurnOn', ['fan.bedroom']), { from: 'kitchen' })],
  },
  {
    name: 'outside temperature',
    why: 'outside is where that sensor is',
    signal: 'words',
    steps: [say('how cold is it outside', { outcome: ['answer', 'act'], say: /\b6\b/ }, { from: 'kitchen' })],
  },
];

export const area = [...here, ...twins, ...never, ...places];
