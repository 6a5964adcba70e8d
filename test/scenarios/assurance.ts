import { acts, answers, asks, type Scenario, say } from './scenario.ts';

const FRONT = 'lock.front_door';
const BACK = 'lock.back_door';
const UNLOCKED = { [FRONT]: 'unlocked', [BACK]: 'unlocked' } as const;
const LOCKED = { [FRONT]: 'locked', [BACK]: 'locked' } as const;

/** What is wished for is that all is locked, in whatever words; it needs no question. */
const locking: Scenario[] = [
  'make sure everything is locked',
  'make sure all the doors are locked',
  'I want everything locked',
  "see that everything's locked up",
  'ensure that the house is locked',
].flatMap((text): Scenario[] => [
  {
    name: `${text}, nothing is`,
    why: 'of locks is spoken, so the locks are meant; to lock harms nobody',
    signal: 'words',
    home: { states: UNLOCKED },
    steps: [say(text, acts('HassTurnOn', [FRONT, BACK]))],
    end: LOCKED,
  },
  {
    name: `${text}, all is`,
    why: 'there is nothing to do, and whoever asks wants to know that',
    signal: 'deviceState',
    steps: [say(text, answers(/locked already/))],
    end: LOCKED,
  },
]);

const others: Scenario[] = [
  {
    name: 'make sure the front door is locked, one of two is',
    why: 'only what was named is locked',
    signal: 'deviceState',
    home: { states: UNLOCKED },
    steps: [say('make sure the front door is locked', acts('HassTurnOn', [FRONT]))],
    end: { [FRONT]: 'locked', [BACK]: 'unlocked' },
  },
  {
    name: 'make sure everything is unlocked',
    why: 'to unlock is asked about, in whatever words',
    signal: 'policy',
    steps: [say('make sure everything is unlocked', asks([FRONT, BACK]))],
    end: LOCKED,
  },
  {
    name: 'everything locked where there is no lock',
    why: 'lights are no locks',
    signal: 'deviceType',
    home: { without: [FRONT, BACK] },
    steps: [say('make sure everything is locked', { commands: 'none' })],
    end: { 'light.kitchen': 'off' },
  },
  {
    name: 'make sure the oven is off, and it is',
    why: 'what is so already is told, not done again',
    signal: 'deviceState',
    home: { states: { 'switch.oven': 'off' } },
    steps: [say('make sure the oven is off', answers(/off already/))],
  },
  {
    name: 'make sure the oven is off, and it is on',
    why: 'to make sure of it is to do it',
    signal: 'deviceState',
    home: { states: { 'switch.oven': 'on' } },
    steps: [say('make sure the oven is off', acts('HassTurnOff', ['switch.oven']))],
    end: { 'switch.oven': 'off' },
  },
];

export const assurance: readonly Scenario[] = [...locking, ...others];
