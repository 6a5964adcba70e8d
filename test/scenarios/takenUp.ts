import { acts, answers, asks, handled, nothing, type Scenario, say } from './scenario.ts';

const KITCHEN = { from: 'kitchen' } as const;
const LIVING = { from: 'living' } as const;
const BEDROOM = { from: 'bedroom' } as const;

/** Another length or time is one of the timer or the alarm that was just set, not of anything else. */
const clock: Scenario[] = [
  {
    name: 'that one, past a turn that came to nothing',
    why: 'what nobody understood was about nothing; the timer is what was talked about',
    signal: 'conversation',
    steps: [
      say('set a timer for fourteen minutes', handled('HassStartTimer'), KITCHEN),
      say('what is the meaning of life', nothing(), KITCHEN),
      say('now stop that one', handled('HassCancelTimer', { start_minutes: 14 }), KITCHEN),
    ],
  },
  {
    name: 'another length, and another',
    why: 'the same timer, changed by what it differs in; its length is known through every change',
    signal: 'conversation',
    steps: [
      say('start a twelve minute timer for the rice', handled('HassStartTimer'), KITCHEN),
      say('change it to a quarter of an hour', handled('HassIncreaseTimer', { name: 'rice', minutes: 3 }), KITCHEN),
      say('sorry, six', handled('HassDecreaseTimer', { name: 'rice', minutes: 9 }), KITCHEN),
    ],
  },
  {
    name: 'another half of the hour',
    why: 'the alarm is set anew and the old one cancelled, so that it does not ring twice',
    signal: 'conversation',
    steps: [
      say('set an alarm for nine in the evening', handled('HearthSetAlarm', { time: '21:00' }), BEDROOM),
      say('make that a quarter past', handled('HearthSetAlarm', { time: '21:15' }), BEDROOM),
      say('no, ten', handled('HearthSetAlarm', { time: '22:00' }), BEDROOM),
    ],
  },
  {
    name: 'a number, after a lamp that came after a timer',
    why: 'the lamp was talked about last',
    signal: 'recency',
    steps: [
      say('set a timer for seven minutes', handled('HassStartTimer'), BEDROOM),
      say('turn on the bedroom light', acts('HassTurnOn', ['light.bedroom']), BEDROOM),
      say('make it twenty', acts('HassLightSet', ['light.bedroom']), BEDROOM),
    ],
  },
];

/** "Both" are two deeds, and after one was undone the one before is next; what must be confirmed is confirmed. */
const undone: Scenario[] = [
  {
    name: 'take both back, after two deeds',
    why: 'two things were done, one after the other',
    signal: 'recency',
    steps: [
      say('turn on the desk lamp', acts('HassTurnOn', ['light.desk'])),
      say('turn on the night light', acts('HassTurnOn', ['light.night'])),
      say('undo both of those', acts('HearthUndo', ['light.desk', 'light.night'])),
      say('undo that', nothing()),
    ],
    end: { 'light.desk': 'off', 'light.night': 'off' },
  },
  {
    name: 'undo, and the one before that',
    why: 'what was undone is done with',
    signal: 'recency',
    steps: [
      say('start the coffee maker', acts('HassTurnOn', ['switch.coffee_maker']), KITCHEN),
      say('turn on the counter light', acts('HassTurnOn', ['light.counter']), KITCHEN),
      say('undo', acts('HearthUndo', ['light.counter']), KITCHEN),
      say('and the one before that', acts('HearthUndo', ['switch.coffee_maker']), KITCHEN),
    ],
    end: { 'light.counter': 'off', 'switch.coffee_maker': 'off' },
  },
  {
    name: 'undo both, one of them a lock',
    why: 'taking back would unlock: that is confirmed',
    signal: 'policy',
    home: { states: { 'lock.back_door': 'unlocked' } },
    steps: [
      say('lock the back door', acts('HassTurnOn', ['lock.back_door']), KITCHEN),
      say('turn on the counter light', acts('HassTurnOn', ['light.counter']), KITCHEN),
      say('undo the last two', asks(['light.counter', 'lock.back_door'], { say: /unlock the Back Door/ }), KITCHEN),
    ],
    end: { 'light.counter': 'on', 'lock.back_door': 'locked' },
  },
];

/** A name in the plural takes "are". */
const plural: Scenario[] = [
  {
    name: 'a plural name, asked about and undone',
    why: 'blinds are open, a blind is',
    signal: 'words',
    steps: [
      say('close the living room blinds', acts('HassTurnOff', ['cover.blinds']), LIVING),
      say('are the living room blinds open', answers(/Blinds are closed/), LIVING),
      say('is the oven on', answers(/Oven is off/), LIVING),
    ],
  },
];

/** One more of what was done to one, or fewer than it was done to. */
const moreOrFewer: Scenario[] = [
  {
    name: 'the kitchen one as well',
    why: 'the lamp that is called so beside the one that was turned on, and it alone',
    signal: 'conversation',
    steps: [
      say('turn on the counter light', acts('HassTurnOn', ['light.counter']), KITCHEN),
      say('the kitchen one as well', acts('HassTurnOn', ['light.kitchen']), KITCHEN),
    ],
    end: { 'light.counter': 'on', 'light.kitchen': 'on' },
  },
  {
    name: 'one as well that this home lacks',
    why: 'no other lamp is taken for it',
    signal: 'conversation',
    steps: [
      say('turn on the counter light', acts('HassTurnOn', ['light.counter']), KITCHEN),
      say('the cellar one too', nothing(), KITCHEN),
    ],
  },
  {
    name: 'only one of several that were turned on',
    why: 'that one stays on, the rest is as it was',
    signal: 'conversation',
    steps: [
      say('turn on the kitchen lights', acts('HassTurnOn', ['light.counter', 'light.kitchen']), KITCHEN),
      say('no, only the counter one', acts('HearthUndo', ['light.kitchen']), KITCHEN),
    ],
    end: { 'light.counter': 'on', 'light.kitchen': 'off' },
  },
];
/** Who would set the temperature asks for none, and is asked which or to what. */
const leftOpen: Scenario[] = ['set the temperature', 'adjust the temperature please'].map(
  (text): Scenario => ({
    name: `${text}, without a value`,
    why: 'a setting without its value is asked about, not refused',
    signal: 'words',
    steps: [say(text, asks(undefined, { intent: 'HassClimateSetTemperature', notSay: /cannot/ }), KITCHEN)],
  }),
);

/** What was done before is taken up again: changed, undone, widened or narrowed. */
export const takenUp: readonly Scenario[] = [...clock, ...undone, ...plural, ...moreOrFewer, ...leftOpen];
