import { acts, answers, type Report, type Scenario, say } from './scenario.ts';

const lit = (brightness: number): Report => ({ state: 'on', attributes: { brightness } });
const KITCHEN = 'light.kitchen';
const COUNTER = 'light.counter';

/** Less light is no reason to switch a lamp on. */
const darker: Scenario[] = [
  'darker',
  "it's too bright in here",
  'dim the lights',
  'turn down the kitchen lights',
].flatMap((text): Scenario[] => [
  {
    name: `${text}, one lamp of two is on`,
    why: 'the one that is off gives no light that could be less',
    signal: 'deviceState',
    home: { states: { [KITCHEN]: lit(200) } },
    steps: [say(text, { outcome: 'act', commands: 'some' }, { from: 'kitchen' })],
    end: { [KITCHEN]: 'on', [COUNTER]: 'off' },
  },
  {
    name: `${text}, all are off`,
    why: 'there is nothing to dim, and that is told',
    signal: 'deviceState',
    steps: [say(text, answers(/off/), { from: 'kitchen' })],
    end: { [KITCHEN]: 'off', [COUNTER]: 'off' },
  },
]);

const brighter: Scenario[] = [
  {
    name: 'brighter, after one lamp of a room where all are on',
    why: 'the lamp that was just talked about is meant',
    signal: 'conversation',
    home: { states: { [KITCHEN]: lit(100), [COUNTER]: lit(100) } },
    steps: [
      say('set the counter light to 40 percent', acts('HassLightSet', [COUNTER]), { from: 'kitchen' }),
      say('brighter', acts('HassLightSet', [COUNTER]), { from: 'kitchen' }),
      say(
        'to ninety percent',
        acts('HassLightSet', [COUNTER], { slots: { brightness: 90 }, noSlots: ['brightness_step'] }),
        {
          from: 'kitchen',
        },
      ),
    ],
    end: { [KITCHEN]: { brightness: 100 } },
  },
  {
    name: "it's too dark in here, after one lamp",
    why: 'the room is too dark, and that lamp is but one of it',
    signal: 'area',
    home: { states: { [KITCHEN]: lit(100), [COUNTER]: lit(100) } },
    steps: [
      say('set the counter light to 40 percent', acts('HassLightSet', [COUNTER]), { from: 'kitchen' }),
      say("it's too dark in here", acts(['HassTurnOn', 'HassLightSet'], [KITCHEN, COUNTER]), { from: 'kitchen' }),
    ],
  },
  {
    name: 'brighter where all is dark',
    why: 'whoever wants more light wants some',
    signal: 'deviceState',
    steps: [say('brighter', acts('HassLightSet', [KITCHEN, COUNTER]), { from: 'kitchen' })],
    end: { [KITCHEN]: 'on', [COUNTER]: 'on' },
  },
];

/** What no thermostat does is refused, with what it does. */
const ranges: Scenario[] = (
  [
    ['set the thermostat to 90', 20],
    ['thermostat to zero', 20],
    ['turn the thermostat up by 30 degrees', 20],
    ['set the thermostat to 23', 23],
    ['make the hallway warmer', 21],
  ] as const
).map(([text, temperature]) => ({
  name: text,
  why: 'nobody wants a room at 90 °C',
  signal: 'deviceType',
  steps: [say(text, temperature === 20 ? answers(/from \d+ to \d+ degrees/) : { outcome: 'act' }, { from: 'hall' })],
  end: { 'climate.thermostat': { temperature } },
}));

export const relative: readonly Scenario[] = [...darker, ...brighter, ...ranges];
