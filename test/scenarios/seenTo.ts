import { acts, asks, nothing, type Scenario, say } from './scenario.ts';

const KETTLE = 'switch.kettle';
const LOCKS = ['lock.back_door', 'lock.front_door'];
const OPEN = { 'lock.front_door': 'unlocked', 'lock.back_door': 'unlocked' };
const SPEAKER = 'media_player.bedroom_speaker';

const orders: Scenario[] = [
  {
    name: 'have every door locked',
    why: 'who has something done gives an order',
    signal: 'words',
    home: { states: OPEN },
    steps: [say('have all the doors locked please', acts('HassTurnOn', LOCKS))],
    end: { 'lock.front_door': 'locked', 'lock.back_door': 'locked' },
  },
  {
    name: 'have the doors been locked',
    why: 'a question changes nothing',
    signal: 'words',
    home: { states: OPEN },
    steps: [say('have the doors been locked', nothing())],
    end: OPEN,
  },
  {
    name: 'have the garage door opened',
    why: 'an order or a question, it opens nothing unasked',
    signal: 'policy',
    steps: [say('have the garage door opened', { outcome: ['ask', 'answer'], commands: 'none' })],
  },
  {
    name: 'could somebody put the kettle on',
    why: 'whoever hears it is meant',
    signal: 'words',
    steps: [say('could somebody put the kettle on please', acts('HassTurnOn', [KETTLE]), { from: 'kitchen' })],
    end: { [KETTLE]: 'on' },
  },
  {
    name: 'the desk lamp is needed no more',
    why: 'it may be meant to go out, or only told',
    signal: 'words',
    home: { states: { 'light.desk': 'on' } },
    steps: [
      say("I don't need the desk lamp any more", asks(['light.desk'], { intent: 'HassTurnOff' })),
      say('yes', { outcome: 'act' }),
    ],
    end: { 'light.desk': 'off' },
  },
  {
    name: 'the desk lamp is not needed',
    why: 'so it may go out; what is not to be done is left',
    signal: 'words',
    home: { states: { 'light.desk': 'on' } },
    steps: [
      say('we do not need the desk lamp', asks(['light.desk'], { intent: 'HassTurnOff' })),
      say('no'),
      say('you do not need to turn on the desk lamp', nothing()),
    ],
    end: { 'light.desk': 'on' },
  },
];

const foreign: Scenario[] = (
  [
    ['turn on the ceiling fan and phone the dentist', 'fan.living_room'],
    ['turn the desk lamp on and email the landlord', 'light.desk'],
  ] as const
).map(([text, thing]) => ({
  name: text,
  why: 'beside what is for another agent nothing is done unasked, and that is said',
  signal: 'words',
  steps: [say(text, nothing({ say: /not something I can do/ })), say('yes', { outcome: 'act', targets: [thing] })],
  end: { [thing]: 'on' },
}));

const heard: Scenario[] = (
  [
    ['play something mellow', 'music'],
    ['play velvet harbour', 'music'],
    ['play the audiobook velvet harbour', 'audiobook'],
    ['play velvet harbour narrated by ann lee', 'audiobook'],
  ] as const
).map(([text, kind]) => ({
  name: text,
  why: 'what is not read out is music where nothing is to be seen',
  signal: 'deviceType',
  steps: [
    say(text, { outcome: ['act', 'ask'], targets: [SPEAKER], slots: { media_class: kind } }, { from: 'bedroom' }),
  ],
}));

export const seenTo: readonly Scenario[] = [...orders, ...foreign, ...heard];
