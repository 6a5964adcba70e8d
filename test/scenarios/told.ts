import { acts, answers, asks, nothing, type Scenario, say } from './scenario.ts';

const undone: Scenario = {
  name: 'the desk lamp, then the counter light – undo the desk lamp',
  why: 'what is named is undone, not what was done last',
  signal: 'conversation',
  steps: [
    say('turn on the desk lamp', {}, { from: 'kitchen' }),
    say('turn on the counter light', {}, { from: 'kitchen' }),
    say('undo the desk lamp', acts('HearthUndo', ['light.desk']), { from: 'kitchen' }),
  ],
  end: { 'light.desk': 'off', 'light.counter': 'on' },
};

const untouched: Scenario = {
  name: 'turn on the desk lamp – undo the fan',
  why: 'nothing was done to the fan',
  signal: 'conversation',
  steps: [
    say('turn on the desk lamp', {}, { from: 'living' }),
    say('undo the ceiling fan', answers(/nothing to the Ceiling Fan/), { from: 'living' }),
  ],
  end: { 'light.desk': 'on' },
};

const whys: Scenario = {
  name: 'why did you turn on the fan, after the kettle',
  why: 'another deed is no answer; what is asked of a deed is not told of a question',
  signal: 'conversation',
  steps: [
    say('turn on the kettle', {}, { from: 'kitchen' }),
    say('why did you turn on the bedroom fan', answers(/nothing to the Bedroom Fan/), { from: 'kitchen' }),
    say('what time is it', {}, { from: 'kitchen' }),
    say('why did you do that', answers(/kettle/i), { from: 'kitchen' }),
    say('why did you turn on the kettle', answers(/kettle/i), { from: 'kitchen' }),
  ],
};

/** [what is said, where, what stays as it is]. */
const left: Scenario[] = (
  [
    ['turn everything off but leave the kettle', 'switch.kettle'],
    ['turn all the lights off and keep the hallway light', 'light.hallway'],
    ['switch everything off but keep the kitchen speaker', 'media_player.kitchen_speaker'],
  ] as const
).map(([text, spared]) => ({
  name: text,
  why: 'what is to be left is left',
  signal: 'words',
  home: { states: { [spared]: 'on', 'light.desk': 'on' } },
  steps: [say(text, { outcome: 'act', intent: 'HassTurnOff' }, { from: 'kitchen' })],
  end: { [spared]: 'on', 'light.desk': 'off' },
}));

/** Somewhere that this home is not. */
const elsewhere: Scenario[] = [
  'lights on out front',
  'turn on the lights over at grandmas',
  'turn on the lights down by the lake',
  'turn on the lights over there',
].map((text) => ({
  name: text,
  why: 'an unknown place is no room of this home',
  signal: 'area',
  steps: [say(text, nothing(), { from: 'living' })],
  end: { 'light.living_room': 'off' },
}));

const less: Scenario = {
  name: 'make the bedroom light less green',
  why: 'less of a colour is not that colour',
  signal: 'words',
  steps: [say('make the bedroom light less green', asks(undefined), { from: 'bedroom' })],
};

const recolored: Scenario[] = ['set the desk lamp to green no purple', 'make the desk lamp red no i mean purple'].map(
  (text) => ({
    name: text,
    why: 'the colour said last is meant',
    signal: 'words',
    steps: [say(text, acts('HassLightSet', ['light.desk'], { slots: { color: 'purple' } }), { from: 'office' })],
  }),
);

const together: Scenario[] = [
  {
    name: 'play blues in the bedroom and folk in the kitchen',
    why: 'two titles, each in its room',
    signal: 'words',
    steps: [
      say(
        'play blues in the bedroom and folk in the kitchen',
        { outcome: 'act', targets: ['media_player.bedroom_speaker', 'media_player.kitchen_speaker'] },
        { from: 'kitchen' },
      ),
    ],
  },
  {
    name: 'unlock and then lock the back door',
    why: 'the verb alone is of what the next one names',
    signal: 'words',
    steps: [say('unlock and then lock the back door', asks(['lock.back_door']), { from: 'kitchen' })],
    end: { 'lock.front_door': 'locked' },
  },
];

export const told: readonly Scenario[] = [
  undone,
  untouched,
  whys,
  ...left,
  ...elsewhere,
  less,
  ...recolored,
  ...together,
];
