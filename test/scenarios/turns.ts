import { acts, answers, asks, handled, ignores, nothing, type Scenario, say } from './scenario.ts';

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

/** "Okay" to "cancel it" while it goes on would be a lie: what was set off last is ended. */
const ended: Scenario[] = [
  {
    name: 'stop that one, after two timers',
    why: 'the one that was set last, told from the other by its length',
    signal: 'conversation',
    steps: [
      say('set a timer for half an hour', handled('HassStartTimer'), KITCHEN),
      say('set a timer for eight minutes', handled('HassStartTimer'), KITCHEN),
      say('add two minutes to it', handled('HassIncreaseTimer', { minutes: 2, start_minutes: 8 }), KITCHEN),
      say('please stop that one', handled('HassCancelTimer', { start_minutes: 8 }), KITCHEN),
    ],
  },
  {
    name: 'pause it, after a timer with a name',
    why: 'no player was talked about',
    signal: 'conversation',
    home: { states: { 'media_player.kitchen_speaker': 'playing' } },
    steps: [
      say('start a fifteen minute rice timer', handled('HassStartTimer', { name: 'rice' }), KITCHEN),
      say('pause it', handled('HassPauseTimer', { name: 'rice' }), KITCHEN),
    ],
    end: { 'media_player.kitchen_speaker': 'playing' },
  },
  {
    name: 'delete that, after an alarm',
    why: 'the alarm that was just set',
    signal: 'conversation',
    steps: [
      say('set an alarm for half past six', handled('HearthSetAlarm'), BEDROOM),
      say('delete that', handled('HearthCancelAlarm', { time: '06:30' }), BEDROOM),
    ],
  },
  {
    name: 'stop it, after the vacuum',
    why: 'what runs is stopped',
    signal: 'recency',
    steps: [
      say('start the robot vacuum', acts('HassVacuumStart', ['vacuum.robot']), LIVING),
      say('stop it please', acts('HassTurnOff', ['vacuum.robot']), LIVING),
    ],
  },
  {
    name: 'cancel that, after a deed',
    why: 'what was done is taken back',
    signal: 'conversation',
    steps: [
      say('turn on the night light', acts('HassTurnOn', ['light.night']), BEDROOM),
      say('no, cancel that', acts('HearthUndo', ['light.night']), BEDROOM),
    ],
    end: { 'light.night': 'off' },
  },
  {
    name: 'cancel that, after a lock',
    why: 'taking back would unlock: that is confirmed',
    signal: 'policy',
    home: { states: { 'lock.back_door': 'unlocked' } },
    steps: [
      say('lock the back door', acts('HassTurnOn', ['lock.back_door']), KITCHEN),
      say('cancel that', asks(['lock.back_door']), KITCHEN),
    ],
    end: { 'lock.back_door': 'locked' },
  },
  {
    name: 'cancel it, in another room than the timer',
    why: 'what was said in the kitchen is nothing of the bedroom',
    signal: 'conversation',
    steps: [
      say('set a timer for nine minutes', handled('HassStartTimer'), KITCHEN),
      say('cancel it', ignores, { ...BEDROOM, after: 4 }),
      say('stop the noise', nothing(), { ...KITCHEN, after: 4 }),
    ],
  },
];

const WHICH_LAMP = say('turn on the reading lamp', asks(['light.bedroom_reading', 'light.living_room_reading']), {
  from: 'hall',
});
const BOTH_ASKED = say(
  'open the garage door and switch on the night light',
  asks(['cover.garage_door', 'light.night']),
  KITCHEN,
);

/** People answer "which one?" with what tells the things apart, with what it is not, or with a shrug. */
const picks: Scenario[] = [
  ...(
    [
      ['the living one', 'light.living_room_reading'],
      ['not the one in the living room', 'light.bedroom_reading'],
      ['the bedroom not the living room', 'light.bedroom_reading'],
    ] as const
  ).map(
    ([text, id]): Scenario => ({
      name: `which one? ${text}`,
      why: 'the words leave one',
      signal: 'conversation',
      steps: [WHICH_LAMP, say(text, acts('HassTurnOn', [id]), { from: 'hall' })],
    }),
  ),
  ...['whichever', 'you pick'].map(
    (text): Scenario => ({
      name: `which one? ${text}`,
      why: 'who does not mind gets one of them',
      signal: 'conversation',
      steps: [
        WHICH_LAMP,
        say(
          text,
          acts('HassTurnOn', [], { targets: { oneOf: [['light.bedroom_reading'], ['light.living_room_reading']] } }),
          {
            from: 'hall',
          },
        ),
      ],
    }),
  ),
  {
    name: 'which one? not the kettle',
    why: 'that was not offered',
    signal: 'conversation',
    steps: [WHICH_LAMP, say('not the kettle', nothing(), { from: 'hall' })],
  },
  {
    name: 'which door? either',
    why: 'one who does not mind which has not yet confirmed that it be unlocked',
    signal: 'policy',
    steps: [
      say('unlock the door', asks(['lock.back_door', 'lock.front_door']), LIVING),
      say('either one', asks(), LIVING),
    ],
    end: { 'lock.back_door': 'locked', 'lock.front_door': 'locked' },
  },
  {
    name: 'shall I both? only the light',
    why: 'the part that needs no yes is done, the other is left',
    signal: 'policy',
    steps: [BOTH_ASKED, say('only the night light', acts('HassTurnOn', ['light.night']), KITCHEN)],
    end: { 'cover.garage_door': 'closed', 'light.night': 'on' },
  },
  {
    name: 'shall I both? just the garage',
    why: 'a part that is always confirmed is asked about by itself',
    signal: 'policy',
    steps: [BOTH_ASKED, say('just the garage door', asks(['cover.garage_door']), KITCHEN)],
    end: { 'cover.garage_door': 'closed', 'light.night': 'off' },
  },
];

/** "Sorry, …" with nothing but a setting is about what was just done. */
const setAnew: Scenario[] = (
  [
    ['make the desk lamp red', 'sorry, yellow', 'HassLightSet', 'light.desk', { color: 'yellow' }],
    ['turn on the desk lamp', 'I meant green', 'HassLightSet', 'light.desk', { color: 'green' }],
    ['set the bedroom radiator to 19', 'sorry 17', 'HassClimateSetTemperature', 'climate.bedroom', { temperature: 17 }],
    ['close the bedroom curtains', 'I said halfway', 'HassSetPosition', 'cover.curtains', { position: 50 }],
    ['turn on the bedroom fan', 'no, at forty percent', 'HassFanSetSpeed', 'fan.bedroom', { percentage: 40 }],
  ] as const
).map(
  ([first, then, intent, id, slots]): Scenario => ({
    name: `${then}, after: ${first}`,
    why: 'the same thing, set as it was meant',
    signal: 'conversation',
    steps: [
      say(first, { outcome: 'act', commands: 'some' }, BEDROOM),
      say(then, acts(intent, [id], { slots, noSlots: ['brightness_step'] }), BEDROOM),
    ],
  }),
);

const notSetAnew: Scenario[] = [
  {
    name: 'not 18, 16',
    why: 'the value said last, of the same thing; as something was denied, it may be asked',
    signal: 'conversation',
    steps: [
      say('set the bedroom radiator to 18', acts('HassClimateSetTemperature', ['climate.bedroom']), BEDROOM),
      say('not 18, 16', { outcome: ['act', 'ask'], targets: ['climate.bedroom'], slots: { temperature: 16 } }, BEDROOM),
    ],
  },
  ...['not that one', 'no, two', 'wait, is it red', 'sorry, the attic at ten percent'].map(
    (text): Scenario => ({
      name: `${text}, after a lamp`,
      why: 'no setting of the lamp was said',
      signal: 'conversation',
      steps: [say('turn on the desk lamp', acts('HassTurnOn', ['light.desk']), BEDROOM), say(text, nothing(), BEDROOM)],
      end: { 'light.desk': 'on' },
    }),
  ),
  {
    name: 'no, red, after a lock',
    why: 'a lock has no colour',
    signal: 'conversation',
    steps: [say('lock the front door', { outcome: ['act', 'answer'] }, LIVING), say('no, red', nothing(), LIVING)],
    end: { 'lock.front_door': 'locked' },
  },
  {
    name: 'actually turn it off',
    why: 'the deed said anew, of what was just done',
    signal: 'conversation',
    steps: [
      say('turn on the night light', acts('HassTurnOn', ['light.night']), BEDROOM),
      say('actually turn it off', acts('HassTurnOff', ['light.night']), BEDROOM),
    ],
  },
];

/** The other of two is the one that is called alike. */
const others: Scenario[] = [
  {
    name: 'and the other one, after one of two lamps of a room',
    why: 'the room has two',
    signal: 'conversation',
    steps: [
      say('dim the counter light to 20 percent', acts('HassLightSet', ['light.counter']), KITCHEN),
      say('the other one too', acts('HassLightSet', ['light.kitchen'], { noSlots: ['name'] }), KITCHEN),
      say('turn both off', acts('HassTurnOff', ['light.counter', 'light.kitchen']), KITCHEN),
    ],
  },
  {
    name: 'no the other, after a lamp',
    why: 'what was wrong is taken back',
    signal: 'conversation',
    steps: [
      say('turn on the reading lamp', acts('HassTurnOn', ['light.living_room_reading']), LIVING),
      say('no the other', acts('HassTurnOn', ['light.living_room']), LIVING),
    ],
    end: { 'light.living_room_reading': 'off', 'light.living_room': 'on' },
  },
  {
    name: 'and the other one, after a question',
    why: 'a question carried on is a question',
    signal: 'conversation',
    steps: [
      say('is the counter light on', answers(/off/), KITCHEN),
      say('and the other one', answers(/Kitchen Light is off/), KITCHEN),
    ],
    end: { 'light.kitchen': 'off' },
  },
  {
    name: 'the other one, after the coffee maker',
    why: 'another switch is another thing',
    signal: 'conversation',
    home: { without: ['switch.kettle'] },
    steps: [
      say('turn on the coffee maker', acts('HassTurnOn', ['switch.coffee_maker']), KITCHEN),
      say('and the other', nothing({ targets: [] }), KITCHEN),
    ],
    end: { 'switch.oven': 'off' },
  },
  {
    name: 'the other one, in another room',
    why: 'nothing was talked about there',
    signal: 'conversation',
    steps: [
      say('turn on the reading lamp', acts('HassTurnOn', ['light.living_room_reading']), LIVING),
      say('and the other', nothing(), KITCHEN),
    ],
  },
];

/** What is excepted a moment later was not meant. */
const spared: Scenario[] = ['but not the counter light', 'except for the counter', 'not the counter one'].map(
  (text): Scenario => ({
    name: `${text}, after the lights of a room`,
    why: 'that one is as it was, the rest stays on',
    signal: 'conversation',
    steps: [
      say('turn on the kitchen lights', acts('HassTurnOn', ['light.counter', 'light.kitchen']), KITCHEN),
      say(text, acts('HearthUndo', ['light.counter']), KITCHEN),
    ],
    end: { 'light.counter': 'off', 'light.kitchen': 'on' },
  }),
);

const askedAside: Scenario[] = [
  {
    name: 'another request for an answer to what shall be played',
    why: 'an order is no title',
    signal: 'conversation',
    steps: [
      say('play something', { outcome: 'ask' }, KITCHEN),
      say('dim something', { commands: 'none', notSay: /Playing/ }, KITCHEN),
    ],
  },
  {
    name: 'why, after a follow-up question',
    why: 'no reason is told twice',
    signal: 'conversation',
    steps: [
      say('lock the front door', { outcome: ['act', 'answer'] }, LIVING),
      say('did you lock it', { outcome: 'answer' }, LIVING),
      say('why', { outcome: 'answer', notSay: /(you just talked about it).*\1/ }, LIVING),
    ],
  },
];

export const turns: readonly Scenario[] = [
  ...counted,
  ...ended,
  ...picks,
  ...setAnew,
  ...notSetAnew,
  ...others,
  ...spared,
  ...askedAside,
];
