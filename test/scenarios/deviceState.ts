import { acts, answers, asks, nothing, type Scenario, say, set } from './scenario.ts';

const baking = { 'switch.oven': 'on', 'sensor.oven_temperature': { state: '180', attributes: {} } } as const;
const playing = (id: string) => ({ [id]: { state: 'playing', attributes: { volume_level: 0.4 } } });
const TV = 'media_player.tv';
const KITCHEN = 'media_player.kitchen_speaker';

/** Same words, another state of the home. */
const pairs: Scenario[] = [
  {
    name: 'temperature, oven off',
    why: 'nothing is cooking, so the person wants to know how warm the house is',
    signal: 'deviceState',
    steps: [
      say('what is the temperature', answers(/20[.,]5/, { targets: ['climate.thermostat'], notSay: /24/ }), {
        from: 'kitchen',
      }),
    ],
  },
  {
    name: 'temperature, oven on',
    why: 'who asks in the kitchen while the oven heats wants to know whether it is ready',
    signal: 'deviceState',
    home: { states: baking },
    steps: [say('what is the temperature', answers(/180/, { because: 'deviceState' }), { from: 'kitchen' })],
  },
  {
    name: 'temperature, oven switched on a moment ago',
    why: 'the state at the time of the question counts, not that at the start',
    signal: 'deviceState',
    steps: [
      say('what is the temperature', answers(/20[.,]5/), { from: 'kitchen' }),
      set('switch.oven', 'on'),
      set('sensor.oven_temperature', '95', {}, 60),
      say('what is the temperature', answers(/95/), { from: 'kitchen' }),
      set('switch.oven', 'off', {}, 600),
      say('what is the temperature', answers(/20[.,]5/, { notSay: /95/ }), { from: 'kitchen' }),
    ],
  },
  {
    name: 'temperature of the oven, oven off',
    why: 'the oven was named: its state does not matter',
    signal: 'words',
    steps: [say("what's the oven temperature", answers(/24/), { from: 'bedroom' })],
  },
  {
    name: 'temperature of the thermostat, oven on',
    why: 'a name beats what happens to be on',
    signal: 'words',
    home: { states: baking },
    steps: [
      say('what temperature does the thermostat show', answers(/20([.,]5)?/, { notSay: /180/ }), { from: 'kitchen' }),
    ],
  },
  ...[
    { playing: TV, name: 'the television plays' },
    { playing: KITCHEN, name: 'the kitchen speaker plays' },
  ].flatMap(({ playing: player, name }): Scenario[] => [
    {
      name: `pause, ${name}`,
      why: 'only what plays can be paused',
      signal: 'deviceState',
      home: { states: playing(player) },
      steps: [say('pause', { outcome: 'act', intent: 'HassMediaPause', targets: [player] })],
    },
    {
      name: `louder, ${name}`,
      why: 'only what plays is heard',
      signal: 'deviceState',
      home: { states: playing(player) },
      steps: [say('turn the volume up', { outcome: 'act', intent: 'HassSetVolumeRelative', targets: [player] })],
    },
    {
      name: `next song, ${name}`,
      why: 'only what plays has a next song',
      signal: 'deviceState',
      home: { states: playing(player) },
      steps: [say('skip this song', { outcome: 'act', intent: 'HassMediaNext', targets: [player] })],
    },
    {
      name: `volume to thirty, ${name}`,
      why: 'the volume of what plays',
      signal: 'deviceState',
      home: { states: playing(player) },
      steps: [
        say('set the volume to thirty percent', {
          outcome: 'act',
          intent: 'HassSetVolume',
          slots: { volume_level: 30 },
          targets: [player],
        }),
      ],
    },
  ]),
  {
    name: 'resume, the television is paused',
    why: 'what is paused is what can go on',
    signal: 'deviceState',
    home: { states: { [TV]: 'paused' } },
    steps: [say('resume', { outcome: 'act', intent: 'HassMediaUnpause', targets: [TV] })],
  },
  {
    name: 'resume, the bedroom speaker is paused',
    why: 'what is paused is what can go on',
    signal: 'deviceState',
    home: { states: { 'media_player.bedroom_speaker': 'paused' } },
    steps: [say('resume', { outcome: 'act', intent: 'HassMediaUnpause', targets: ['media_player.bedroom_speaker'] })],
  },
  {
    name: 'fan off, the ceiling fan runs',
    why: 'only one fan runs, so it is the one',
    signal: 'deviceState',
    home: { states: { 'fan.living_room': 'on' } },
    steps: [say('turn off the fan', acts('HassTurnOff', ['fan.living_room'], { because: 'deviceState' }))],
    end: { 'fan.living_room': 'off' },
  },
  {
    name: 'fan off, the bedroom fan runs',
    why: 'only one fan runs, so it is the one',
    signal: 'deviceState',
    home: { states: { 'fan.bedroom': 'on' } },
    steps: [say('turn off the fan', acts('HassTurnOff', ['fan.bedroom'], { because: 'deviceState' }))],
    end: { 'fan.bedroom': 'off' },
  },
  {
    name: 'fan off, both run',
    why: 'nothing tells them apart from the hallway',
    signal: 'deviceState',
    home: { states: { 'fan.living_room': 'on', 'fan.bedroom': 'on' } },
    steps: [say('turn off the fan', asks())],
    end: { 'fan.living_room': 'on', 'fan.bedroom': 'on' },
  },
];

const yesNo = (
  question: string,
  entity: string,
  cases: readonly (readonly [state: string, answer: RegExp])[],
): Scenario[] =>
  cases.map(([state, answer]) => ({
    name: `${question} (${state})`,
    why: 'a question is answered from the state, and changes nothing',
    signal: 'deviceState',
    home: { states: { [entity]: state } },
    steps: [say(question, answers(answer, { targets: [entity] }))],
    end: { [entity]: state },
  }));

const questions: Scenario[] = [
  ...yesNo('is the garage door open', 'cover.garage_door', [
    ['open', /^(?!no\b).*\bopen/i],
    ['closed', /^(?!yes\b).*(closed|shut|not open)/i],
  ]),
  ...yesNo('is the front door locked', 'lock.front_door', [
    ['locked', /^(?!no\b).*\blocked/i],
    ['unlocked', /^(?!yes\b).*(unlocked|not locked)/i],
  ]),
  ...yesNo('is the kitchen light on', 'light.kitchen', [
    ['on', /^(?!no\b).*\bon\b/i],
    ['off', /^(?!yes\b).*(\boff\b|\bnot\b)/i],
  ]),
  ...yesNo('did I leave the oven on', 'switch.oven', [
    ['on', /^(?!no\b).*\bon\b/i],
    ['off', /^(?!yes\b).*(\boff\b|\bnot\b)/i],
  ]),
  ...yesNo('is the bedroom fan running', 'fan.bedroom', [
    ['on', /^(?!no\b).*\b(on|running)\b/i],
    ['off', /^(?!yes\b).*(\boff\b|\bnot\b)/i],
  ]),
];

const others: Scenario[] = [
  {
    name: 'which lights are on',
    why: 'the two that are on, and no other',
    signal: 'deviceState',
    home: { states: { 'light.desk': 'on', 'light.bathroom': 'on' } },
    steps: [
      say('which lights are on', answers(/(desk lamp.*bathroom|bathroom.*desk lamp)/i, { notSay: /kitchen|bedroom/i })),
    ],
  },
  {
    name: 'which lights are on, none',
    why: 'none is an answer too',
    signal: 'deviceState',
    steps: [say('which lights are on', answers(/\b(no|none|not any|off)\b/i))],
  },
  {
    name: 'light that cannot be reached',
    why: 'the person must hear that it did not work',
    signal: 'deviceState',
    home: { states: { 'light.desk': 'unavailable' } },
    steps: [say('turn on the desk lamp', { say: /reach|avail|respond|offline|connect|answer/i })],
  },
  {
    name: 'light that can be reached',
    why: 'the twin of the one that cannot',
    signal: 'deviceState',
    steps: [say('turn on the desk lamp', acts('HassTurnOn', ['light.desk'], { notSay: /avail|offline/i }))],
    end: { 'light.desk': 'on' },
  },
  {
    name: 'stop the vacuum while it cleans',
    why: 'it is to stop or go home; either way it no longer cleans',
    signal: 'deviceState',
    home: { states: { 'vacuum.robot': 'cleaning' } },
    steps: [say('send the vacuum home', acts('HassVacuumReturnToBase', ['vacuum.robot']))],
    end: { 'vacuum.robot': 'returning' },
  },
  {
    name: 'where is the temperature of a room without a sensor',
    why: 'the home cannot know it; another room is no answer; the nursery is a room all the same',
    signal: 'deviceState',
    steps: [say('what is the temperature in the nursery', nothing({ notSay: /17[.,]5|24|no nursery/i }))],
  },
];

export const deviceState = [...pairs, ...questions, ...others];
