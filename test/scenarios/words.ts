import type { Intent } from '../../runtime/domain/intent.ts';
import { acts, handled, handsOff, ignores, nothing, type Scenario, say } from './scenario.ts';

const LIST: readonly Intent[] = ['HassShoppingListAddItem', 'HassListAddItem'];

/** Many ways to say one thing. */
const wording: Scenario[] = (
  [
    ['switch off the hallway light', 'HassTurnOff', 'light.hallway', 'on', 'off'],
    ['hallway light off', 'HassTurnOff', 'light.hallway', 'on', 'off'],
    ['kill the hallway light', 'HassTurnOff', 'light.hallway', 'on', 'off'],
    ['hallway light on please', 'HassTurnOn', 'light.hallway', 'off', 'on'],
    ['I need the hallway light on', 'HassTurnOn', 'light.hallway', 'off', 'on'],
    ['shut the living room blinds', 'HassTurnOff', 'cover.blinds', 'open', 'closed'],
    ['raise the living room blinds', 'HassTurnOn', 'cover.blinds', 'closed', 'open'],
    ['lock up the front door', 'HassTurnOn', 'lock.front_door', 'unlocked', 'locked'],
    ['get the ceiling fan going', 'HassTurnOn', 'fan.living_room', 'off', 'on'],
    ['make some coffee', 'HassTurnOn', 'switch.coffee_maker', 'off', 'on'],
    ['put the kettle on', 'HassTurnOn', 'switch.kettle', 'off', 'on'],
    ['turn of the hallway light', 'HassTurnOff', 'light.hallway', 'on', 'off'],
  ] as const
).map(([text, intent, entity, from, to]) => ({
  name: text,
  why: 'the same wish in other words',
  signal: 'words',
  home: { states: { [entity]: from } },
  steps: [say(text, acts(intent, [entity]))],
  end: { [entity]: to },
}));

const values: Scenario[] = (
  [
    ['set the kitchen light to fifty percent', { brightness: 50 }, 128],
    ['kitchen light to max', { brightness: 100 }, 255],
    ['dim the kitchen light to a quarter', { brightness: 25 }, 64],
    ['set the kitchen light brightness to 80', { brightness: 80 }, 204],
  ] as const
).map(([text, slots, brightness]) => ({
  name: text,
  why: 'the value as it was said',
  signal: 'words',
  steps: [say(text, acts('HassLightSet', ['light.kitchen'], { slots }))],
  end: { 'light.kitchen': { brightness } },
}));

const more: Scenario[] = [
  {
    name: 'warm white',
    why: 'a white is a colour temperature',
    signal: 'words',
    steps: [say('make the desk lamp warm white', acts('HassLightSet', ['light.desk']))],
    end: { 'light.desk': 'on' },
  },
  {
    name: 'twenty one and a half degrees',
    why: 'halves are usual at thermostats',
    signal: 'words',
    steps: [
      say(
        'set the thermostat to twenty one and a half degrees',
        acts('HassClimateSetTemperature', ['climate.thermostat'], { slots: { temperature: 21.5 } }),
      ),
    ],
    end: { 'climate.thermostat': { temperature: 21.5 } },
  },
  {
    name: 'the second hypothesis names the lamp',
    why: '"dusk clamp" is nothing in this home; the next best text is',
    signal: 'words',
    steps: [say(['turn on the dusk clamp', 'turn on the desk lamp'], acts('HassTurnOn', ['light.desk']))],
    end: { 'light.desk': 'on' },
  },
  {
    name: 'the first hypothesis names the lamp',
    why: 'the same texts, the other way round',
    signal: 'words',
    steps: [say(['turn on the desk lamp', 'turn on the dusk clamp'], acts('HassTurnOn', ['light.desk']))],
    end: { 'light.desk': 'on' },
  },
  {
    name: 'turn off the red lights',
    why: 'a colour that says which are meant never widens to all of them',
    signal: 'words',
    home: { states: { 'light.kitchen': 'on', 'light.desk': 'on' } },
    steps: [say('turn off all the red lights', { outcome: 'ask', commands: 'none' }, { from: 'kitchen' })],
    end: { 'light.kitchen': 'on', 'light.desk': 'on' },
  },
  {
    name: 'draw the curtains',
    why: 'drawn curtains are shut',
    signal: 'words',
    home: { states: { 'cover.curtains': 'open' } },
    steps: [say('could you draw the curtains please', acts('HassTurnOff', ['cover.curtains']), { from: 'bedroom' })],
    end: { 'cover.curtains': 'closed' },
  },
  {
    name: 'draw the curtains back',
    why: 'drawn back they are open',
    signal: 'words',
    home: { states: { 'cover.curtains': 'closed' } },
    steps: [say('draw back the curtains', acts('HassTurnOn', ['cover.curtains']), { from: 'bedroom' })],
    end: { 'cover.curtains': 'open' },
  },
  {
    name: 'make me a sandwich',
    why: 'no hub makes sandwiches',
    signal: 'words',
    steps: [say('make me a sandwich', handsOff, { from: 'kitchen' })],
  },
  {
    name: 'add a sandwich to the shopping list',
    why: 'that it can',
    signal: 'words',
    steps: [say('add sandwiches to my shopping list', handled(LIST, { item: /sandwich/i }), { from: 'kitchen' })],
  },
  {
    name: 'add milk',
    why: 'the list by its usual name',
    signal: 'words',
    steps: [say('put milk on the shopping list', handled(LIST, { item: /^milk$/i }), { from: 'kitchen' })],
  },
];

const elsewhere: Scenario[] = [
  'who won the world cup in 1998',
  'send an email to Bob saying I am late',
  'book me a taxi to the airport',
  'what is the capital of France',
  'how many calories are in an avocado',
  'translate good morning into Spanish',
  'transfer fifty pounds to my savings account',
].map((text) => ({
  name: text,
  why: 'for another agent',
  signal: 'words' as const,
  steps: [say(text, handsOff)],
}));

const ON = { 'light.hallway': 'on' };
const wake: Scenario[] = [
  {
    name: 'turn off the hallway light, wake word hardly heard',
    why: 'the hub was not called: the television said it',
    signal: 'conversation',
    home: { states: ON },
    steps: [say('turn off the hallway light', ignores, { wake: 0.08 })],
    end: ON,
  },
  {
    name: 'turn off the hallway light, wake word clear',
    why: 'the twin that was meant for the hub',
    signal: 'conversation',
    home: { states: ON },
    steps: [say('turn off the hallway light', acts('HassTurnOff', ['light.hallway']), { wake: 0.98 })],
    end: { 'light.hallway': 'off' },
  },
  {
    name: 'unlock the front door, wake word hardly heard',
    why: 'not even a question',
    signal: 'policy',
    steps: [say('unlock the front door', ignores, { wake: 0.1 })],
    end: { 'lock.front_door': 'locked' },
  },
  ...[
    'yeah I told him we would be there around eight',
    'and then she goes like no way and I was like seriously',
    'honey did you remember to call your mother',
    'previously on the night watch',
  ].map(
    (text): Scenario => ({
      name: `between people: ${text}`,
      why: 'not said to the hub',
      signal: 'words',
      steps: [say(text, { outcome: ['ignore', 'handoff'], commands: 'none' }, { wake: 0.55 })],
    }),
  ),
];

const junk: Scenario[] = (
  [
    ['empty', ''],
    ['emoji', '🔥🔥🔥💡'],
    ['one letter', 'h'],
    ['noise words', 'uh um er'],
    ['SQL', "'; drop table entities; --"],
    ['ten thousand characters', 'turn on the kitchen light and '.repeat(334)],
    ['control characters', '\u0000\u0007\u001b[2J'],
  ] as const
).map(([name, text]) => ({
  name: `junk: ${name}`,
  why: 'nothing can be meant by it',
  signal: 'words',
  steps: [say(text, nothing()), say('turn on the hallway light', acts('HassTurnOn', ['light.hallway']))],
  end: { 'light.hallway': 'on' },
}));

export const words = [...wording, ...values, ...more, ...elsewhere, ...wake, ...junk];
