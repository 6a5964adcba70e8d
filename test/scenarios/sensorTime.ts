import { acts, answers, asks, handled, nothing, type Scenario, say } from './scenario.ts';

const sensed = (
  question: string,
  entity: string,
  cases: readonly (readonly [state: string, say: RegExp])[],
): Scenario[] =>
  cases.map(([state, text]) => ({
    name: `${question} (${state})`,
    why: 'the sensor knows',
    signal: 'sensor',
    home: { states: { [entity]: { state, attributes: {} } } },
    steps: [say(question, answers(text, { targets: [entity] }))],
  }));

const sensors: Scenario[] = [
  ...sensed('is the kitchen window open', 'binary_sensor.kitchen_window', [
    ['on', /^(?!no\b).*\bopen/i],
    ['off', /^(?!yes\b).*(closed|shut|not open)/i],
  ]),
  ...sensed('is there motion in the hallway', 'binary_sensor.hall_motion', [
    ['on', /yes|motion|detected/i],
    ['off', /\bno\b|clear/i],
  ]),
  ...sensed('is the washing machine running', 'binary_sensor.washer', [
    ['on', /^(?!no\b).*\b(on|running)/i],
    ['off', /^(?!yes\b).*(not running|\boff|\bno\b)/i],
  ]),
  ...sensed('how humid is the bathroom', 'sensor.bathroom_humidity', [
    ['48', /48/],
    ['81', /81/],
  ]),
  ...sensed('what is the outside temperature', 'sensor.outside', [
    ['-3', /(-|−|minus )3/],
    ['27', /27/],
  ]),
];

/** What is asked of no thing by name is asked of all that can be so. */
const whatever: Scenario[] = [
  {
    name: 'is anything playing',
    why: 'players can be playing, lights cannot',
    signal: 'deviceState',
    home: { states: { 'media_player.tv': { state: 'playing', attributes: {} } } },
    steps: [say('is anything playing', answers(/^yes.*\bTV\b.*playing/i, { commands: 'none' }))],
  },
  {
    name: 'is everything locked',
    why: 'one that is open settles it',
    signal: 'deviceState',
    home: { states: { 'lock.front_door': { state: 'unlocked', attributes: {} } } },
    steps: [say('is everything locked', answers(/^no.*not locked/i, { commands: 'none' }))],
  },
  {
    name: 'make sure everything is locked',
    why: 'of a lock is spoken, so nothing else moves unasked',
    signal: 'words',
    steps: [say('make sure everything is locked', { commands: 'none' })],
  },
];

const moods: Scenario[] = [
  {
    name: "it's too dark in here",
    why: 'a wish for light in this room',
    signal: 'words',
    steps: [
      say(
        "it's too dark in here",
        {
          outcome: ['act', 'ask'],
          intent: ['HassTurnOn', 'HassLightSet'],
          targets: ['light.kitchen', 'light.counter'],
          notSay: /darker|dim/i,
        },
        { from: 'kitchen' },
      ),
    ],
  },
  {
    name: "it's too bright in here",
    why: 'a wish for less light in this room',
    signal: 'words',
    home: { states: { 'light.bedroom': { state: 'on', attributes: { brightness: 255 } } } },
    steps: [
      say(
        "it's too bright in here",
        { outcome: ['act', 'ask'], intent: ['HassTurnOff', 'HassLightSet'] },
        { from: 'bedroom' },
      ),
    ],
  },
  {
    name: "it's too cold in here",
    why: 'a wish for warmth: the radiator of the room',
    signal: 'words',
    steps: [
      say(
        "it's too cold in here",
        { outcome: ['act', 'ask'], intent: ['HassClimateSetTemperature', 'HassTurnOn'], targets: ['climate.bedroom'] },
        { from: 'bedroom' },
      ),
    ],
  },
  {
    name: 'warmer by two degrees',
    why: 'from 18 to 20',
    signal: 'words',
    steps: [
      say(
        'make it two degrees warmer',
        acts('HassClimateSetTemperature', ['climate.bedroom'], { slots: { temperature_step: 2 } }),
        { from: 'bedroom' },
      ),
    ],
    end: { 'climate.bedroom': { temperature: 20 } },
  },
];

const QUIET = { from: '22:00', to: '07:00' };
const times: Scenario[] = [
  {
    name: 'what time is it, at seven in the evening',
    why: 'the clock of the home',
    signal: 'time',
    steps: [say('what time is it', answers(/\b(19:00|7:00|seven)\b/i, { intent: 'HassGetCurrentTime' }))],
  },
  {
    name: 'what time is it, in the morning',
    why: 'the clock of the home',
    signal: 'time',
    start: '2026-03-03T08:15:00Z',
    steps: [
      say(
        'what time is it',
        answers(/\b(0?8:15|quarter past eight|eight fifteen)\b/i, { intent: 'HassGetCurrentTime' }),
      ),
    ],
  },
  {
    name: 'what time is it, in summer',
    why: 'the home is an hour ahead of UTC in July',
    signal: 'time',
    start: '2026-07-03T08:15:00Z',
    steps: [say('what time is it', answers(/\b(0?9:15|quarter past nine|nine fifteen)\b/i))],
  },
  {
    name: 'what day is it',
    why: 'the calendar of the home',
    signal: 'time',
    steps: [say("what's the date today", answers(/march.*3|3.*march|2026-03-03/i, { intent: 'HassGetCurrentDate' }))],
  },
  {
    name: 'vacuum in the afternoon',
    why: 'nobody sleeps',
    signal: 'time',
    home: { quietHours: QUIET },
    start: '2026-03-03T14:00:00Z',
    steps: [say('start the vacuum', acts('HassVacuumStart', ['vacuum.robot']))],
    end: { 'vacuum.robot': 'cleaning' },
  },
  {
    name: 'vacuum in the quiet hours',
    why: 'the household asked for quiet: it is asked before the noise starts',
    signal: 'time',
    home: { quietHours: QUIET },
    start: '2026-03-03T23:30:00Z',
    steps: [say('start the vacuum', asks(['vacuum.robot']))],
    end: { 'vacuum.robot': 'docked' },
  },
  {
    name: 'vacuum in the quiet hours, confirmed',
    why: 'who insists gets it',
    signal: 'time',
    home: { quietHours: QUIET },
    start: '2026-03-03T23:30:00Z',
    steps: [say('start the vacuum', asks(['vacuum.robot'])), say('yes', { outcome: 'act', targets: ['vacuum.robot'] })],
    end: { 'vacuum.robot': 'cleaning' },
  },
  {
    name: 'light in the quiet hours',
    why: 'a light makes no noise',
    signal: 'time',
    home: { quietHours: QUIET },
    start: '2026-03-03T23:30:00Z',
    steps: [say('turn on the hallway light', acts('HassTurnOn', ['light.hallway']))],
    end: { 'light.hallway': 'on' },
  },
  {
    name: 'wake me at seven, in the evening',
    why: 'nobody is woken at seven in the evening',
    signal: 'time',
    steps: [say('wake me up at seven', handled('HearthSetAlarm', { time: '07:00' }), { from: 'bedroom' })],
  },
  {
    name: 'alarm for half past six',
    why: 'half past six, on a 24-hour clock',
    signal: 'words',
    steps: [say('set an alarm for half past six', handled('HearthSetAlarm', { time: '06:30' }), { from: 'bedroom' })],
  },
  {
    name: 'alarm for 6 30 in the evening',
    why: 'the evening was said',
    signal: 'words',
    steps: [say('set an alarm for 6 30 pm', handled('HearthSetAlarm', { time: '18:30' }), { from: 'bedroom' })],
  },
  {
    name: 'alarm for three, at ten in the morning',
    why: 'the next three is in the afternoon',
    signal: 'time',
    start: '2026-03-03T10:00:00Z',
    steps: [say("set an alarm for three o'clock", handled('HearthSetAlarm', { time: '15:00' }), { from: 'bedroom' })],
  },
  {
    name: 'alarm for three, late in the evening',
    why: 'the next three is at night',
    signal: 'time',
    start: '2026-03-03T22:00:00Z',
    steps: [say("set an alarm for three o'clock", handled('HearthSetAlarm', { time: '03:00' }), { from: 'bedroom' })],
  },
  {
    name: 'alarm for tomorrow',
    why: 'tomorrow is the fourth',
    signal: 'time',
    steps: [
      say('set an alarm for tomorrow at 6 am', handled('HearthSetAlarm', { time: '06:00', date: '2026-03-04' }), {
        from: 'bedroom',
      }),
    ],
  },
  {
    name: 'alarm on weekdays',
    why: 'it repeats',
    signal: 'words',
    steps: [
      say('wake me up at 7 every weekday', handled('HearthSetAlarm', { time: '07:00', repeat: 'weekdays' }), {
        from: 'bedroom',
      }),
    ],
  },
];

const timers: Scenario[] = [
  ['set a timer for five minutes', { minutes: 5 }],
  ['set a timer for an hour and a half', { hours: 1, minutes: 30 }],
  ['set a 90 second timer', { seconds: 90 }],
  ['start a ten minute timer for the pasta', { minutes: 10, name: /pasta/i }],
].map(([text, slots]) => ({
  name: String(text),
  why: 'the length as it was said',
  signal: 'words' as const,
  steps: [say(String(text), handled('HassStartTimer', slots as never), { from: 'kitchen' })],
}));

const handlers: Scenario[] = [
  {
    name: 'timer where nothing keeps time',
    why: 'no handler: the hub must not pretend that a timer runs',
    signal: 'deviceType',
    home: { handlers: [] },
    steps: [say('set a timer for five minutes', nothing(), { from: 'kitchen' })],
  },
  {
    name: 'alarm where nothing keeps time',
    why: 'no handler: somebody would oversleep',
    signal: 'deviceType',
    home: { handlers: ['HassStartTimer'] },
    steps: [say('wake me up at seven', nothing(), { from: 'bedroom' })],
  },
  {
    name: 'weather in Wilkerson',
    why: 'a place that was named is asked about by its name',
    signal: 'words',
    steps: [
      say("what's the weather in Wilkerson", {
        outcome: ['act', 'answer'],
        intent: 'HassGetWeather',
        slots: { location: /^wilkerson$/i },
        notSay: /sunny/i,
      }),
    ],
  },
  {
    name: 'weather',
    why: 'no place: the weather at home',
    signal: 'words',
    steps: [say("what's the weather", { outcome: ['act', 'answer'], intent: 'HassGetWeather', noSlots: ['location'] })],
  },
  {
    name: 'weather at home without a handler',
    why: 'the home has a weather entity of its own',
    signal: 'sensor',
    home: { handlers: [] },
    steps: [say("what's the weather like", answers(/sunny/i, { intent: 'HassGetWeather' }))],
  },
  {
    name: 'weather in Wilkerson without a handler',
    why: 'the weather at home is not that of Wilkerson',
    signal: 'words',
    home: { handlers: [] },
    steps: [say("what's the weather in Wilkerson", nothing({ notSay: /sunny/i }))],
  },
  {
    name: 'broadcast',
    why: 'the message as it was said',
    signal: 'words',
    steps: [
      say('tell everyone dinner is ready', handled('HassBroadcast', { message: /dinner is ready/i }), {
        from: 'kitchen',
      }),
    ],
  },
];

export const sensorTime = [...sensors, ...whatever, ...moods, ...times, ...timers, ...handlers];
