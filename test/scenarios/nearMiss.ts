import { acts, answers, asks, handled, nothing, type Scenario, say, set } from './scenario.ts';

/** One word apart, and another thing altogether. */
const units: Scenario[] = [
  {
    name: 'bedroom to twenty degrees',
    why: 'degrees are warmth',
    signal: 'words',
    steps: [
      say(
        'set the bedroom to 20 degrees',
        acts('HassClimateSetTemperature', ['climate.bedroom'], { slots: { temperature: 20 } }),
      ),
    ],
    end: { 'climate.bedroom': { temperature: 20 }, 'light.bedroom': 'off' },
  },
  {
    name: 'bedroom lights to twenty percent',
    why: 'percent of lights is brightness',
    signal: 'words',
    steps: [
      say(
        'set the bedroom lights to 20 percent',
        acts('HassLightSet', ['light.bedroom', 'light.bedroom_reading'], { slots: { brightness: 20 } }),
      ),
    ],
    end: { 'light.bedroom': { brightness: 51 }, 'climate.bedroom': { temperature: 18 } },
  },
  {
    name: 'dim the lights of this room',
    why: 'less of what is on here',
    signal: 'area',
    home: { states: { 'light.living_room': { state: 'on', attributes: { brightness: 200 } } } },
    steps: [say('dim the lights', { outcome: 'act', intent: 'HassLightSet' }, { from: 'living' })],
  },
  {
    name: 'temperature in Fahrenheit',
    why: 'this house measures in Fahrenheit',
    signal: 'deviceType',
    home: { fahrenheit: true },
    steps: [say('what is the temperature', answers(/69/))],
  },
];

/** A thing that sounds like part of another is not that other. */
const others: Scenario[] = [
  {
    name: 'oven light, where there is none',
    why: 'its light is not the oven: the oven stays off and is not offered',
    signal: 'deviceType',
    steps: [say('turn on the oven light', nothing({ targets: [] }), { from: 'kitchen' })],
    end: { 'switch.oven': 'off' },
  },
  {
    name: 'garage light, where there is none',
    why: 'the light of the garage is not its door',
    signal: 'deviceType',
    steps: [say('turn on the garage light', nothing({ targets: [] }))],
    end: { 'cover.garage_door': 'closed' },
  },
  {
    name: 'front door light, where there is none',
    why: 'a light at the door is not its lock',
    signal: 'deviceType',
    steps: [say('turn on the front door light', nothing({ targets: { oneOf: [[], ['light.hallway']] } }))],
    end: { 'lock.front_door': 'locked' },
  },
  {
    name: 'bedroom window, where there is none',
    why: 'the kitchen window is no answer',
    signal: 'words',
    home: { states: { 'binary_sensor.kitchen_window': 'on' } },
    steps: [say('is the bedroom window open', nothing({ notSay: /^yes|kitchen/i }))],
  },
  {
    name: 'kitchen blinds, where there are none',
    why: 'those of the living room were not meant',
    signal: 'area',
    steps: [say('close the kitchen blinds', nothing(), { from: 'kitchen' })],
    end: { 'cover.blinds': 'open' },
  },
  {
    name: 'nursery radiator, where there is none',
    why: 'another room must not be heated instead',
    signal: 'area',
    steps: [say('set the nursery radiator to 21', nothing())],
    end: { 'climate.bedroom': { temperature: 18 }, 'climate.thermostat': { temperature: 20 } },
  },
];

/** Locks: which door, by what it is now. */
const doors: Scenario[] = [
  {
    name: 'lock the door, the front one is open',
    why: 'only one is unlocked',
    signal: 'deviceState',
    home: { states: { 'lock.front_door': 'unlocked' } },
    steps: [say('lock the door', { outcome: 'act', intent: 'HassTurnOn', commands: 'some' }, { from: 'living' })],
    end: { 'lock.front_door': 'locked', 'lock.back_door': 'locked' },
  },
  {
    name: 'lock the door, the back one is open',
    why: 'only one is unlocked',
    signal: 'deviceState',
    home: { states: { 'lock.back_door': 'unlocked' } },
    steps: [say('lock the door', { outcome: 'act', intent: 'HassTurnOn', commands: 'some' }, { from: 'living' })],
    end: { 'lock.front_door': 'locked', 'lock.back_door': 'locked' },
  },
  {
    name: 'are all the doors locked, yes',
    why: 'both are',
    signal: 'deviceState',
    steps: [say('are all the doors locked', answers(/^(?!no\b)/i))],
  },
  {
    name: 'are all the doors locked, no',
    why: 'the back door is not, and that is what one must know',
    signal: 'deviceState',
    home: { states: { 'lock.back_door': 'unlocked' } },
    steps: [say('are all the doors locked', answers(/^(?!yes).*back/i))],
    end: { 'lock.back_door': 'unlocked' },
  },
  {
    name: 'how many lights are on',
    why: 'three',
    signal: 'deviceState',
    home: { states: { 'light.kitchen': 'on', 'light.desk': 'on', 'light.night': 'on' } },
    steps: [say('how many lights are on', answers(/\b(3|three)\b/i))],
  },
  {
    name: 'how many lights are on, none',
    why: 'none',
    signal: 'deviceState',
    steps: [say('how many lights are on', answers(/\b(0|no|none|zero)\b/i))],
  },
  {
    name: 'all locked',
    why: 'both doors',
    signal: 'words',
    home: { states: { 'lock.back_door': 'unlocked', 'lock.front_door': 'unlocked' } },
    steps: [say('lock all the doors', acts('HassTurnOn', ['lock.back_door', 'lock.front_door']))],
    end: { 'lock.back_door': 'locked', 'lock.front_door': 'locked' },
  },
];

/** What is to be done later is not done now. */
const later: Scenario[] = [
  'turn off the kitchen light in ten minutes',
  'at ten turn off the kitchen light',
  'tomorrow morning turn off the kitchen light',
].map((text) => ({
  name: text,
  why: 'it is to be done later: set for then, or asked about, but not done now',
  signal: 'time' as const,
  home: { states: { 'light.kitchen': 'on' } },
  steps: [say(text, { commands: 'none' })],
  end: { 'light.kitchen': 'on' },
}));

const timers: Scenario[] = [
  {
    name: 'cancel the timer',
    why: 'passed to what keeps time',
    signal: 'words',
    steps: [
      say('set a timer for ten minutes', handled('HassStartTimer', { minutes: 10 }), { from: 'kitchen' }),
      say('cancel the timer', handled('HassCancelTimer'), { from: 'kitchen', after: 60 }),
    ],
  },
  {
    name: 'time left',
    why: 'passed to what keeps time',
    signal: 'words',
    steps: [
      say('set a timer for ten minutes', handled('HassStartTimer', { minutes: 10 }), { from: 'kitchen' }),
      say(
        'how much time is left on the timer',
        { outcome: ['act', 'answer'], intent: 'HassTimerStatus' },
        { from: 'kitchen', after: 60 },
      ),
    ],
  },
  {
    name: 'more time',
    why: 'passed to what keeps time',
    signal: 'words',
    steps: [say('add five minutes to the timer', handled('HassIncreaseTimer', { minutes: 5 }), { from: 'kitchen' })],
  },
  {
    name: 'yes within thirty seconds',
    why: 'the twin of the yes that came too late',
    signal: 'policy',
    steps: [
      say('open the garage door', asks(['cover.garage_door'])),
      say('yes', { outcome: 'act', targets: ['cover.garage_door'] }, { after: 25 }),
    ],
    end: { 'cover.garage_door': 'open' },
  },
];

const talk: Scenario[] = [
  {
    name: 'turn them off again',
    why: '"them" are the lights just switched on',
    signal: 'recency',
    home: { states: { 'light.desk': 'on' } },
    steps: [
      say('turn on the bedroom lights', acts('HassTurnOn', ['light.bedroom', 'light.bedroom_reading']), {
        from: 'bedroom',
      }),
      say('turn them off again', acts('HassTurnOff', ['light.bedroom', 'light.bedroom_reading']), { from: 'bedroom' }),
    ],
    end: { 'light.bedroom': 'off', 'light.desk': 'on' },
  },
  {
    name: 'open them again, after the blinds',
    why: 'the blinds just closed, not the curtains',
    signal: 'recency',
    home: { states: { 'cover.curtains': 'closed' } },
    steps: [
      say('close the blinds', acts('HassTurnOff', ['cover.blinds']), { from: 'living' }),
      say('open them again', acts('HassTurnOn', ['cover.blinds']), { from: 'living' }),
    ],
    end: { 'cover.blinds': 'open', 'cover.curtains': 'closed' },
  },
  {
    name: 'the same in the bedroom',
    why: 'the same deed for another room',
    signal: 'conversation',
    steps: [
      say('turn on the living room lights', acts('HassTurnOn', ['light.living_room', 'light.living_room_reading']), {
        from: 'living',
      }),
      say('the same in the bedroom', acts('HassTurnOn', ['light.bedroom', 'light.bedroom_reading']), {
        from: 'living',
      }),
    ],
    end: { 'light.bedroom': 'on' },
  },
  {
    name: 'is it on, after the fan',
    why: '"it" is the fan just talked about',
    signal: 'recency',
    steps: [
      say('turn on the ceiling fan', acts('HassTurnOn', ['fan.living_room'])),
      say('is it on', answers(/yes|\bon\b/i, { targets: ['fan.living_room'] })),
    ],
    end: { 'fan.living_room': 'on' },
  },
  {
    name: 'undo after a hand undid it',
    why: 'the light is already as it was; nothing gets worse',
    signal: 'deviceState',
    steps: [
      say('turn on the desk lamp', acts('HassTurnOn', ['light.desk'])),
      set('light.desk', 'off', {}, 20),
      say('is the desk lamp on', answers(/^(?!yes).*(off|not on)/i)),
    ],
    end: { 'light.desk': 'off' },
  },
  {
    name: 'the second hypothesis is in the home, the first is talk',
    why: '"lamb" is nothing here; the lamp is',
    signal: 'words',
    steps: [
      say(
        ['turn on the desk lamb', 'turn on the desk lamp', 'turn on the debt lamp'],
        acts('HassTurnOn', ['light.desk']),
        { from: 'office' },
      ),
    ],
    end: { 'light.desk': 'on' },
  },
  {
    name: 'a taught name of two words',
    why: 'the household named its light',
    signal: 'teaching',
    steps: [
      say('call the hallway light big bertha', { outcome: 'teach', commands: 'none' }),
      say('turn on big bertha', acts('HassTurnOn', ['light.hallway']), { after: 60, from: 'kitchen' }),
    ],
    end: { 'light.hallway': 'on' },
  },
];

export const nearMiss = [...units, ...others, ...doors, ...later, ...timers, ...talk];
