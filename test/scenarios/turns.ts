import { acts, answers, asks, type Scenario, say } from './scenario.ts';

const KITCHEN = { from: 'kitchen' } as const;
const LIVING = { from: 'living' } as const;
const BEDROOM = { from: 'bedroom' } as const;

/** "Both", "all three": so many as were talked about, however many turns that took, and never all that there is. */
const counted: Scenario[] = [
  {
    name: 'both, after two orders',
    why: 'two things were talked about, one after the other',
    signal: 'recency',
    steps: [
      say('start the coffee maker', acts('HassTurnOn', ['switch.coffee_maker']), KITCHEN),
      say('turn on the counter light', acts('HassTurnOn', ['light.counter']), KITCHEN),
      say('switch both off', acts('HassTurnOff', ['light.counter', 'switch.coffee_maker']), KITCHEN),
    ],
  },
  {
    name: 'all three, after three orders',
    why: 'the three of the last three turns',
    signal: 'recency',
    steps: [
      say('turn on the desk lamp', acts('HassTurnOn', ['light.desk'])),
      say('turn on the hallway light', acts('HassTurnOn', ['light.hallway'])),
      say('turn on the night light', acts('HassTurnOn', ['light.night'])),
      say('now all three off', acts('HassTurnOff', ['light.desk', 'light.hallway', 'light.night'])),
    ],
  },
  ...['turn both off', 'switch off all four', 'close both'].map(
    (text): Scenario => ({
      name: `${text}, out of nowhere`,
      why: 'nobody knows which; so many are not the whole house',
      signal: 'conversation',
      home: { states: { 'light.kitchen': 'on', 'light.bedroom': 'on', 'fan.bedroom': 'on' } },
      steps: [say(text, asks(), LIVING)],
    }),
  ),
  {
    name: 'both, after one order',
    why: 'of two things one is unknown',
    signal: 'conversation',
    steps: [
      say('turn on the bedroom fan', acts('HassTurnOn', ['fan.bedroom']), BEDROOM),
      say('turn them both off', asks(), BEDROOM),
    ],
    end: { 'fan.bedroom': 'on' },
  },
  {
    name: 'are both closed, after two were closed',
    why: 'a question is about both as well',
    signal: 'recency',
    steps: [
      say('close the living room blinds', acts('HassTurnOff', ['cover.blinds']), LIVING),
      say('close the bedroom curtains', acts('HassTurnOff', ['cover.curtains']), LIVING),
      say('are both closed', answers(/both/), LIVING),
    ],
  },
  {
    name: 'them, after two of a kind, one after the other',
    why: '"them" is not the last one alone',
    signal: 'recency',
    steps: [
      say('turn on the living room light', acts('HassTurnOn', ['light.living_room']), LIVING),
      say('and the kitchen light', acts('HassTurnOn', ['light.kitchen']), LIVING),
      say('make them green', acts('HassLightSet', ['light.kitchen', 'light.living_room']), LIVING),
    ],
  },
];

export const turns: readonly Scenario[] = [...counted];
