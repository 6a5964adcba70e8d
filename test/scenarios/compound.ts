import { acts, asks, nothing, type Scenario, say } from './scenario.ts';

const FAN = 'fan.bedroom';
const PLAIN = 'light.hallway';

/** One clause can be done, the other not: the first is done, and what was left is said, not passed over. */
const partly: Scenario[] = (
  [
    ['turn on the bedroom fan and set the hallway light to 40 percent', /hallway light cannot/i],
    ['make the hallway light green and turn on the bedroom fan', /hallway light cannot/i],
    ['turn on the bedroom fan and start the sauna', /no sauna/i],
    ['turn on the bedroom fan and open the attic window', /no attic/i],
  ] as const
).map(([text, left]) => ({
  name: text,
  why: 'nobody should believe that all of it was done',
  signal: 'words',
  steps: [say(text, { outcome: 'act', commands: 'some', say: left })],
  end: { [FAN]: 'on', [PLAIN]: 'off' },
}));

/** What is to be left as it is is spared by the order before it, however that is said; what is not known is asked about. */
const spared: Scenario[] = (
  [
    ['turn off all the lights but leave the kitchen light on', 'light.kitchen', 'light.desk'],
    ['switch off every light and keep the hallway light on', 'light.hallway', 'light.desk'],
    ['turn everything off but leave the desk lamp on', 'light.desk', 'light.kitchen'],
  ] as const
).map(([text, kept, gone]) => ({
  name: text,
  why: 'to leave something on is no order of its own',
  signal: 'words',
  home: { states: { [kept]: 'on', [gone]: 'on' } },
  steps: [say(text, { outcome: 'act', intent: 'HassTurnOff' })],
  end: { [kept]: 'on', [gone]: 'off' },
}));

const sparedUnknown: Scenario = {
  name: 'all lights but one that nobody knows',
  why: 'it might be any of them',
  signal: 'words',
  home: { states: { 'light.desk': 'on' } },
  steps: [say('turn off all the lights but leave the disco ball on', { outcome: 'ask', commands: 'none' })],
  end: { 'light.desk': 'on' },
};

const settings: Scenario[] = [
  {
    name: 'a colour for each of two lamps',
    why: 'two settings are two requests, though no verb parts them',
    signal: 'words',
    steps: [
      say('make the desk lamp purple and the bedroom light green', {
        outcome: 'act',
        targets: ['light.bedroom', 'light.desk'],
      }),
    ],
    end: { 'light.bedroom': 'on', 'light.desk': 'on' },
  },
  {
    name: 'two rooms, a colour each',
    why: 'each room has its own',
    signal: 'words',
    steps: [
      say('make the office blue and the bedroom red', {
        outcome: 'act',
        targets: {
          oneOf: [
            ['light.bedroom', 'light.bedroom_reading', 'light.desk'],
            ['light.bedroom', 'light.desk'],
          ],
        },
      }),
    ],
  },
];

const asked: Scenario[] = [
  {
    name: 'a fan and a lock',
    why: 'the lock is asked about, and nothing goes before the answer',
    signal: 'policy',
    steps: [say('turn on the bedroom fan and unlock the back door', asks(undefined, { say: /unlock/i }))],
    end: { 'lock.back_door': 'locked' },
  },
  {
    name: 'a fan and a question',
    why: 'the question is answered, the request done',
    signal: 'words',
    steps: [say('turn on the bedroom fan and what time is it', acts('HassTurnOn', [FAN], { say: /19:00/ }))],
    end: { [FAN]: 'on' },
  },
  {
    name: 'a thing unknown, then its answer',
    why: 'the question that was left is answered as any other',
    signal: 'conversation',
    steps: [
      say('turn on the bedroom fan and the reading lamp in the attic', { commands: 'none' }, { from: 'bedroom' }),
    ],
    end: { 'light.bedroom_reading': 'off' },
  },
];

const DESK = 'light.desk';

/** A value that the hub asked for is that of what it asked about. */
const filled: Scenario[] = [
  {
    name: 'set the desk lamp, to what, blue',
    why: 'the colour is the lamp’s that was asked about, not the room’s',
    signal: 'conversation',
    steps: [
      say('set the desk lamp', asks([DESK]), { from: 'bedroom' }),
      say('blue', acts('HassLightSet', [DESK], { slots: { color: 'blue' } }), { from: 'bedroom' }),
    ],
    end: { 'light.bedroom': 'off' },
  },
  {
    name: 'set the bedroom fan beside another request, to what',
    why: 'what can be done is done, what is missing is asked for, and its answer is taken',
    signal: 'conversation',
    steps: [
      say('turn on the hallway light and set the desk lamp', { outcome: 'act', say: /to what/i }),
      say('to 30 percent', acts('HassLightSet', [DESK], { slots: { brightness: 30 } })),
    ],
    end: { [PLAIN]: 'on' },
  },
  {
    name: 'set the desk lamp, to what, never mind',
    why: 'no answer is no value',
    signal: 'conversation',
    steps: [say('set the desk lamp', asks([DESK])), say('never mind', nothing())],
    end: { [DESK]: 'off' },
  },
];

/** [what is said, what is answered, the intent and slots that come of it]. */
const supplied: Scenario[] = (
  [
    ['set a timer', 'five minutes', 'HassStartTimer', { minutes: 5 }],
    ['set an alarm', 'seven thirty', 'HearthSetAlarm', { time: '07:30' }],
    ['add to the shopping list', 'oat milk', ['HassShoppingListAddItem', 'HassListAddItem'], { item: 'oat milk' }],
  ] as const
).map(([text, reply, intent, slots]) => ({
  name: `${text}, what, ${reply}`,
  why: 'the bare answer is what was asked for',
  signal: 'conversation',
  steps: [say(text, asks()), say(reply, { outcome: 'act', intent, slots })],
}));

const overheard: Scenario = {
  name: 'turn on the bedroom fan and book a flight to rome',
  why: 'half of it was not understood, and that is said',
  signal: 'words',
  steps: [say('turn on the bedroom fan and book a flight to rome', { say: /flight/i })],
};

export const compound: readonly Scenario[] = [
  ...partly,
  ...settings,
  ...spared,
  sparedUnknown,
  ...asked,
  ...filled,
  ...supplied,
  overheard,
];
