import { acts, answers, asks, nothing, type Scenario, say } from './scenario.ts';

const KITCHEN_ON = { 'light.counter': 'on', 'switch.kettle': 'on', 'light.bedroom': 'on' } as const;

/** What can be in a state is meant, all of it, and only in the place that was named. */
const whatever: Scenario[] = (
  [
    ['is anything on in the kitchen', /counter light.*kettle/i],
    ['what is still on in the kitchen', /counter light.*kettle/i],
    ['is anything on upstairs', /bedroom light/i],
    ['is anything on in the garage', /^(?!yes)/i],
  ] as const
).map(([text, say_]) => ({
  name: text,
  why: 'a lamp, a kettle, a player: whatever can be on',
  signal: 'deviceState',
  home: { states: KITCHEN_ON },
  steps: [say(text, { outcome: ['answer', 'ask'], commands: 'none', say: say_ })],
}));

const after: Scenario = {
  name: 'is anything on in the kitchen, then turn it off',
  why: 'it is what the answer named, not all that was looked at',
  signal: 'conversation',
  home: { states: { 'switch.kettle': 'on' } },
  steps: [
    say('is anything on in the kitchen', answers(/kettle/i), { from: 'kitchen' }),
    say('turn it off', acts('HassTurnOff', ['switch.kettle']), { from: 'kitchen' }),
  ],
  end: { 'switch.kettle': 'off' },
};

/** A station here knows the weather of now, and an answer of now is none to a question of tomorrow. */
const weather: Scenario[] = (
  [
    ['will it rain tomorrow', /only know how it is now/i],
    ['weather on Sunday', /only know how it is now/i],
    ['how warm will it be tonight', /only know how it is now/i],
    ['what is the weather like', /^(?!.*only)/i],
  ] as const
).map(([text, text_]) => ({
  name: `${text}, nobody who knows a forecast`,
  why: 'today is not tomorrow',
  signal: 'time',
  home: { handlers: [] },
  steps: [say(text, answers(text_))],
}));

const forecast: Scenario = {
  name: 'will it rain tomorrow, where the firmware knows a forecast',
  why: 'who knows it is asked',
  signal: 'time',
  steps: [say('will it rain tomorrow', { outcome: 'act', intent: 'HassGetWeather' })],
};

const naming: Scenario[] = [
  {
    name: 'call the reading lamp oscar, where there are two',
    why: 'which one is asked, and the answer names it',
    signal: 'teaching',
    steps: [
      say('call the reading lamp oscar', asks(['light.bedroom_reading', 'light.living_room_reading'])),
      say('the bedroom one', { outcome: 'teach', targets: ['light.bedroom_reading'] }),
      say('is oscar on', answers(/reading lamp/i, { targets: ['light.bedroom_reading'] }), { after: 70 }),
    ],
  },
  {
    name: 'call the reading lamp oscar, and somebody else answers',
    why: 'a name is for whom it was asked of to give',
    signal: 'teaching',
    steps: [
      say('call the reading lamp oscar', asks(), { by: 'Anna' }),
      say('the bedroom one', nothing(), { by: 'Ben' }),
    ],
  },
];

const lessons: Scenario[] = (
  [
    ['when I say fresh air open the living room blinds', /^(?!.*each time)/i],
    ['when I say fresh air unlock the back door', /each time/i],
  ] as const
).map(([text, said]) => ({
  name: text,
  why: 'what is promised is what is done',
  signal: 'teaching',
  steps: [say(text, { outcome: 'teach', say: said })],
}));

const media: Scenario[] = [
  {
    name: 'play movie night',
    why: 'a scene is called that',
    signal: 'words',
    steps: [say('play movie night', acts('HassTurnOn', ['scene.movie_night']))],
  },
  ...['put on radio four', 'play classic fm'].map(
    (text): Scenario => ({
      name: text,
      why: 'a station by its name is no audiobook',
      signal: 'words',
      steps: [say(text, { outcome: 'act', slots: { media_class: 'radio' } }, { from: 'kitchen' })],
    }),
  ),
  ...['play jazz everywhere', 'play some jazz in every room'].map(
    (text): Scenario => ({
      name: text,
      why: 'all the speakers are meant',
      signal: 'words',
      steps: [
        say(
          text,
          {
            outcome: 'act',
            targets: ['media_player.bedroom_speaker', 'media_player.kitchen_speaker'],
            slots: { search_query: 'jazz' },
          },
          { from: 'kitchen' },
        ),
      ],
    }),
  ),
  {
    name: 'replay the last five minutes',
    why: 'the track before is not five minutes ago',
    signal: 'words',
    steps: [say('replay the last five minutes', nothing(), { from: 'kitchen' })],
  },
];

export const asking: readonly Scenario[] = [...whatever, after, ...weather, forecast, ...naming, ...lessons, ...media];
