import { acts, answers, asks, nothing, type Scenario, say } from './scenario.ts';

const IN_KITCHEN = { from: 'kitchen', by: 'Anna' } as const;

/** A question of the hub's outlives a question of the person's, said again and no longer than it would have. */
export const standing: readonly Scenario[] = [
  {
    name: 'a question before the yes',
    why: 'whoever looks before saying yes still means it, and hears what is confirmed',
    signal: 'policy',
    steps: [
      say('unlock the back door', asks(['lock.back_door']), IN_KITCHEN),
      say('is the front door locked', answers(/Shall I unlock the Back Door\?$/), { ...IN_KITCHEN, after: 5 }),
      say('yes', acts('HassTurnOff', ['lock.back_door']), { ...IN_KITCHEN, after: 5 }),
    ],
    end: { 'lock.back_door': 'unlocked', 'lock.front_door': 'locked' },
  },
  {
    name: 'a question before the no',
    why: 'what was looked at is not wanted any more',
    signal: 'policy',
    steps: [
      say('turn on the oven', asks(['switch.oven']), IN_KITCHEN),
      say('what time is it', answers(/Shall I turn on the Oven\?$/), { ...IN_KITCHEN, after: 5 }),
      say('no thanks', nothing(), { ...IN_KITCHEN, after: 5 }),
      say('yes', nothing(), { ...IN_KITCHEN, after: 5 }),
    ],
    end: { 'switch.oven': 'off' },
  },
  {
    name: 'a question, and the yes too late',
    why: 'the question stands no longer than it would have; who says yes to it is told so',
    signal: 'policy',
    steps: [
      say('open the garage door', asks(['cover.garage_door']), IN_KITCHEN),
      say('is the kettle on', answers(/off/), { ...IN_KITCHEN, after: 20 }),
      say('yes', { outcome: 'ignore', commands: 'none', say: /no longer/ }, { ...IN_KITCHEN, after: 15 }),
    ],
    end: { 'cover.garage_door': 'closed' },
  },
  {
    name: 'an order, and then a yes',
    why: 'another order has taken the place of the question; the yes opens nothing, and that is told',
    signal: 'policy',
    steps: [
      say('unlock the back door', asks(['lock.back_door']), IN_KITCHEN),
      say('turn on the counter light', acts('HassTurnOn', ['light.counter']), { ...IN_KITCHEN, after: 4 }),
      say('yes', { outcome: 'ignore', commands: 'none', say: /no longer/ }, { ...IN_KITCHEN, after: 4 }),
    ],
    end: { 'lock.back_door': 'locked' },
  },
  {
    name: 'a question in another room, and a yes there',
    why: 'the yes must come from where it was asked',
    signal: 'policy',
    steps: [
      say('unlock the back door', asks(['lock.back_door']), IN_KITCHEN),
      say('is the bedroom fan on', answers(/off/, { notSay: /Shall I/ }), { from: 'bedroom', by: 'Ben', after: 4 }),
      say('yes', { outcome: 'ignore', commands: 'none', notSay: /./ }, { from: 'bedroom', by: 'Ben', after: 4 }),
    ],
    end: { 'lock.back_door': 'locked' },
  },
  {
    name: 'a question, and a yes of somebody unknown',
    why: 'the question was put to one of the household, and still is',
    signal: 'policy',
    steps: [
      say('unlock the back door', asks(['lock.back_door']), IN_KITCHEN),
      say('is it locked', answers(/locked/), { ...IN_KITCHEN, after: 4 }),
      say('yes', nothing(), { from: 'kitchen', by: 'Mallory', after: 4 }),
    ],
    end: { 'lock.back_door': 'locked' },
  },
  {
    name: 'which one? a question first',
    why: 'what was offered is still offered',
    signal: 'conversation',
    steps: [
      say('turn on the reading lamp', asks(['light.bedroom_reading', 'light.living_room_reading']), { from: 'hall' }),
      say('is the hallway light on', answers(/Which one.*\?$/), { from: 'hall', after: 5 }),
      say('the bedroom one', acts('HassTurnOn', ['light.bedroom_reading']), { from: 'hall', after: 5 }),
    ],
  },
  {
    name: 'a correction corrected',
    why: 'what was taken back at first stays so',
    signal: 'conversation',
    steps: [
      say('turn on the bedroom light', acts('HassTurnOn', ['light.bedroom']), IN_KITCHEN),
      say('no, the desk lamp', acts('HassTurnOn', ['light.desk']), IN_KITCHEN),
      say('I meant red', acts('HassLightSet', ['light.desk']), IN_KITCHEN),
    ],
    end: { 'light.bedroom': 'off', 'light.desk': 'on' },
  },
  {
    name: 'a value after what was so already',
    why: 'it is of what was named last, not of what was set before',
    signal: 'conversation',
    steps: [
      say('set the thermostat to 19', acts('HassClimateSetTemperature', ['climate.thermostat']), IN_KITCHEN),
      say('dim the night light', { outcome: 'answer' }, IN_KITCHEN),
      say('to twelve', { targets: { oneOf: [[], ['light.night']] } }, IN_KITCHEN),
    ],
    end: { 'climate.thermostat': { temperature: 19 } },
  },
];
