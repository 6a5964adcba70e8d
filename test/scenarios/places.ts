import { acts, asks, nothing, type Scenario, say } from './scenario.ts';

const DARK = { 'light.bedroom': 'off', 'light.bedroom_reading': 'off' } as const;
const BRIGHT = { 'light.bedroom': 'on', 'light.bedroom_reading': 'on' } as const;

/** A place that this house lacks, misheard or real, whatever the tagger takes it for: never the speaker's own room instead. */
const unknown: Scenario[] = [
  'turn on the light in the addict',
  'switch on the lamp in the sunny room',
  'set the lights in the addict to 30 percent',
  'make the lights in the addict red',
  'turn on the light in the corner',
  'put the light on in the snag',
  'lights on in the porter cabin',
  'brighten the lights in the panda tree',
  'turn on the tv in the addict',
  'vacuum the addict',
].map((text) => ({
  name: text,
  why: 'nobody knows which place that is, and the bedroom it is not',
  signal: 'area',
  home: { states: DARK },
  steps: [say(text, nothing(), { from: 'bedroom' })],
  end: DARK,
}));

const both: Scenario[] = [
  {
    name: 'the bedroom light in the kitchen',
    why: 'there is none; neither room is meant',
    signal: 'area',
    steps: [say('turn on the bedroom light in the kitchen', nothing())],
    end: { 'light.bedroom': 'off', 'light.kitchen': 'off' },
  },
  {
    name: 'the bedroom lights upstairs',
    why: 'the bedroom is upstairs: its lights, not the whole floor',
    signal: 'area',
    home: { states: { ...BRIGHT, 'light.bathroom': 'on' } },
    steps: [
      say('turn off the bedroom lights upstairs', acts('HassTurnOff', ['light.bedroom', 'light.bedroom_reading'])),
    ],
    end: { ...DARK, 'light.bathroom': 'on' },
  },
  {
    name: 'kitchen and bedroom lights',
    why: 'two rooms, joined',
    signal: 'area',
    steps: [
      say(
        'turn on the kitchen and bedroom lights',
        acts('HassTurnOn', ['light.kitchen', 'light.counter', 'light.bedroom', 'light.bedroom_reading']),
      ),
    ],
  },
  {
    name: 'the light in there, after the bedroom fan',
    why: '"in there" is where what was talked about is',
    signal: 'conversation',
    home: { states: { ...BRIGHT, 'light.kitchen': 'on' } },
    steps: [
      say('turn on the bedroom fan', acts('HassTurnOn', ['fan.bedroom']), { from: 'kitchen' }),
      say('turn off the lights in there', acts('HassTurnOff', ['light.bedroom', 'light.bedroom_reading']), {
        from: 'kitchen',
      }),
    ],
    end: { 'light.kitchen': 'on' },
  },
];

/** A part of the day is no place, and not now. */
const later: Scenario[] = ['turn on the light in the morning', 'switch the bedroom light on later'].map((text) => ({
  name: text,
  why: 'nothing here keeps a schedule, so it is asked about',
  signal: 'policy',
  home: { states: DARK },
  steps: [say(text, asks(), { from: 'bedroom' })],
  end: DARK,
}));

export const places: readonly Scenario[] = [...unknown, ...both, ...later];
