import { acts, asks, clock, handsOff, nothing, type Scenario, type Step, say, set } from './scenario.ts';

const day = (n: number, time: string) => `2026-03-${String(n).padStart(2, '0')}T${time}:00Z`;
const COFFEE = 'switch.coffee_maker';
const KETTLE = 'switch.kettle';

/** Five mornings: the alarm rings, somebody makes coffee. Five afternoons: somebody makes tea. */
const fiveDays: Step[] = [2, 3, 4, 5, 6].flatMap((n) => [
  clock(day(n, '06:30')),
  set('binary_sensor.alarm_clock', 'on', {}, 1),
  say('turn on the coffee maker', acts('HassTurnOn', [COFFEE]), { from: 'kitchen', by: 'Anna', after: 120 }),
  set('binary_sensor.alarm_clock', 'off', {}, 60),
  set(COFFEE, 'off', {}, 1200),
  clock(day(n, '16:00')),
  say('turn on the kettle', acts('HassTurnOn', [KETTLE]), { from: 'kitchen', by: 'Anna' }),
  set(KETTLE, 'off', {}, 300),
]);

const habits: Scenario[] = [
  {
    name: 'start brewing after the alarm',
    why: 'after the alarm this home makes coffee',
    signal: 'habit',
    start: '2026-03-02T06:00:00Z',
    steps: [
      ...fiveDays,
      clock(day(9, '06:31')),
      set('binary_sensor.alarm_clock', 'on', {}, 1),
      say('start brewing', acts('HassTurnOn', [COFFEE], { because: 'habit' }), {
        from: 'kitchen',
        by: 'Anna',
        after: 90,
      }),
    ],
    end: { [COFFEE]: 'on', [KETTLE]: 'off' },
  },
  {
    name: 'start brewing at tea time',
    why: 'at four this home makes tea',
    signal: 'habit',
    start: '2026-03-02T06:00:00Z',
    steps: [
      ...fiveDays,
      clock(day(9, '16:02')),
      say('start brewing', acts('HassTurnOn', [KETTLE], { because: 'habit' }), { from: 'kitchen', by: 'Anna' }),
    ],
    end: { [COFFEE]: 'off', [KETTLE]: 'on' },
  },
  {
    name: 'kettle by name after the alarm',
    why: 'what was named beats what is usual',
    signal: 'words',
    start: '2026-03-02T06:00:00Z',
    steps: [
      ...fiveDays,
      clock(day(9, '06:31')),
      set('binary_sensor.alarm_clock', 'on', {}, 1),
      say('turn on the kettle', acts('HassTurnOn', [KETTLE]), { from: 'kitchen', by: 'Anna', after: 90 }),
    ],
    end: { [COFFEE]: 'off', [KETTLE]: 'on' },
  },
  {
    name: 'a door that is unlocked every evening',
    why: 'no habit leads past the question',
    signal: 'habit',
    start: '2026-03-02T17:00:00Z',
    steps: [
      ...[2, 3, 4, 5, 6].flatMap((n): Step[] => [
        clock(day(n, '18:00')),
        say('unlock the front door', asks(['lock.front_door'])),
        say('yes', { outcome: 'act', targets: ['lock.front_door'] }),
        set('lock.front_door', 'locked', {}, 600),
      ]),
      clock(day(9, '18:00')),
      say('unlock the front door', asks(['lock.front_door'])),
    ],
    end: { 'lock.front_door': 'locked' },
  },
];

const PLAY = 'HassMediaSearchAndPlay';
const likes = (who: string, what: string): Step =>
  say(`my favourite music is ${what}`, { outcome: 'teach', intent: 'HearthSetPreference' }, { by: who });
const playMusic = (by: string | undefined, query: RegExp | undefined): Step =>
  say(
    'play music',
    {
      outcome: 'act',
      intent: PLAY,
      targets: ['media_player.kitchen_speaker'],
      ...(query ? { slots: { search_query: query } } : { noSlots: ['search_query'] }),
    },
    { from: 'kitchen', after: 60, ...(by && { by }) },
  );

const preferences: Scenario[] = [
  {
    name: 'play music for Anna, who likes jazz',
    why: 'she said what she likes',
    signal: 'preference',
    steps: [likes('Anna', 'jazz'), likes('Ben', 'rock'), playMusic('Anna', /jazz/i)],
  },
  {
    name: 'play music for Ben, who likes rock',
    why: 'the same words, another person',
    signal: 'preference',
    steps: [likes('Anna', 'jazz'), likes('Ben', 'rock'), playMusic('Ben', /rock/i)],
  },
  {
    name: 'play music for Ben, who never said what he likes',
    why: "Anna's taste is not his",
    signal: 'preference',
    steps: [likes('Anna', 'jazz'), playMusic('Ben', undefined)],
  },
  {
    name: 'play music before anybody said what they like',
    why: 'nothing is made up',
    signal: 'preference',
    steps: [playMusic('Anna', undefined)],
  },
  {
    name: 'play rock for Anna, who likes jazz',
    why: 'what is said beats what is liked',
    signal: 'words',
    steps: [
      likes('Anna', 'jazz'),
      say(
        'play some rock music',
        { outcome: 'act', intent: PLAY, slots: { search_query: /rock/i } },
        { from: 'kitchen', by: 'Anna', after: 60 },
      ),
    ],
  },
  {
    name: 'a change of mind',
    why: 'the newer taste counts',
    signal: 'preference',
    steps: [likes('Anna', 'jazz'), likes('Anna', 'opera'), playMusic('Anna', /opera/i)],
  },
  {
    name: "I'm a Warriors fan",
    why: 'it is remembered, and nothing is done',
    signal: 'preference',
    steps: [
      say(
        "I'm a Warriors fan",
        { outcome: 'teach', intent: 'HearthSetPreference', slots: { value: /warriors/i }, commands: 'none' },
        { by: 'Anna' },
      ),
    ],
  },
];

const PHRASE = 'when I say party time, set the living room light to red';
const taught: Scenario[] = [
  {
    name: 'a taught phrase',
    why: 'the household said what it means',
    signal: 'teaching',
    steps: [
      say(PHRASE, { outcome: 'teach', intent: 'HearthTeach', commands: 'none' }),
      say('party time', acts('HassLightSet', ['light.living_room'], { slots: { color: 'red' }, rewrite: 'taught' }), {
        after: 60,
      }),
    ],
    end: { 'light.living_room': 'on' },
  },
  {
    name: 'the same phrase, not taught',
    why: 'nobody said what it means',
    signal: 'teaching',
    steps: [say('party time', nothing())],
    end: { 'light.living_room': 'off' },
  },
  {
    name: 'a taught phrase, forgotten',
    why: 'forgotten is forgotten',
    signal: 'teaching',
    steps: [
      say(PHRASE, { outcome: 'teach' }),
      say(
        'forget what I taught you about party time',
        { outcome: 'teach', intent: 'HearthForget', commands: 'none' },
        { after: 60 },
      ),
      say('party time', nothing(), { after: 60 }),
    ],
    end: { 'light.living_room': 'off' },
  },
  {
    name: 'a taught phrase, taught anew',
    why: 'the newer meaning counts',
    signal: 'teaching',
    steps: [
      say(PHRASE, { outcome: 'teach' }),
      say('when I say party time, turn on the ceiling fan', { outcome: 'teach' }, { after: 60 }),
      say('party time', acts('HassTurnOn', ['fan.living_room']), { after: 60 }),
    ],
    end: { 'light.living_room': 'off', 'fan.living_room': 'on' },
  },
  {
    name: 'a taught name',
    why: 'the household named its lamp',
    signal: 'teaching',
    steps: [
      say('call the desk lamp sunny', { outcome: 'teach', intent: 'HearthTeach', commands: 'none' }),
      say('turn on sunny', acts('HassTurnOn', ['light.desk']), { after: 60 }),
    ],
    end: { 'light.desk': 'on' },
  },
  {
    name: 'the same name, not taught',
    why: 'nothing here is called that',
    signal: 'teaching',
    steps: [say('turn on sunny', nothing())],
    end: { 'light.desk': 'off' },
  },
  {
    name: 'a taught phrase within another sentence',
    why: 'talking about the party is not saying the phrase',
    signal: 'rewrite',
    steps: [
      say(PHRASE, { outcome: 'teach' }),
      say('what time is the party', nothing({ rewrite: 'none' }), { after: 60 }),
    ],
    end: { 'light.living_room': 'off' },
  },
];

const rewrites: Scenario[] = [
  {
    name: 'a phrase taught by another taught phrase',
    why: 'the rewrite is reported as taught and reaches what it says, no more',
    signal: 'rewrite',
    steps: [
      say('when I say good night house, turn off all the lights', { outcome: 'teach' }),
      set('light.kitchen', 'on'),
      set('light.desk', 'on'),
      say('good night house', { outcome: 'act', intent: 'HassTurnOff', rewrite: 'taught' }, { after: 60 }),
    ],
    end: { 'light.kitchen': 'off', 'light.desk': 'off', 'cover.blinds': 'open' },
  },
  {
    name: 'no rewrite for plain words',
    why: 'nothing was taught, so nothing is changed in what was said',
    signal: 'rewrite',
    steps: [say('turn on the hallway light', acts('HassTurnOn', ['light.hallway'], { rewrite: 'none' }))],
  },
  {
    name: 'a phrase taught for the lock',
    why: 'no rewrite reaches what must be confirmed',
    signal: 'rewrite',
    steps: [
      say('when I say let me in, unlock the front door', { slots: { phrase: /^let me in$/i } }),
      say('let me in', nothing(), { after: 60 }),
    ],
    end: { 'lock.front_door': 'locked' },
  },
];

const away: Scenario[] = [
  {
    name: 'the score of the team one likes',
    why: 'liking a team makes the hub no sports reporter',
    signal: 'preference',
    steps: [
      say("I'm a Warriors fan", { outcome: 'teach' }, { by: 'Anna' }),
      say('did the warriors win last night', handsOff, { by: 'Anna', after: 60 }),
    ],
  },
];

export const learned = [...habits, ...preferences, ...taught, ...rewrites, ...away];
