import { acts, asks, nothing, type Scenario, say } from './scenario.ts';

const KETTLE = 'switch.kettle';

/** A word in it forbids, or it is somebody else's order: nothing is done unasked. */
const doubtful: Scenario[] = [
  'make sure the kettle is not on',
  'I would not turn on the kettle',
  'nobody should turn on the kettle',
  'under no circumstances turn on the kettle',
  'please no kettle',
  'he wants to turn on the kettle',
  'tell Ben to turn on the kettle',
  'say turn on the kettle',
  'grandma put the kettle on',
  'we had the kettle on',
].map((text) => ({
  name: text,
  why: 'it may be no order at all',
  signal: 'words',
  steps: [say(text, nothing(), { from: 'kitchen' })],
  end: { [KETTLE]: 'off' },
}));

const orders: Scenario[] = [
  "why don't you turn on the kettle",
  "couldn't you turn on the kettle",
  'now put the kettle on',
].map((text) => ({
  name: text,
  why: 'an order, however it is put',
  signal: 'words',
  steps: [say(text, acts('HassTurnOn', [KETTLE]), { from: 'kitchen' })],
  end: { [KETTLE]: 'on' },
}));

const ends: Scenario[] = ['turn on the coffee maker for ten minutes', 'turn on the kettle until eight'].map((text) => ({
  name: text,
  why: 'nothing here would turn it off again, and that is said before',
  signal: 'policy',
  steps: [say(text, asks(undefined, { say: /cannot/ }), { from: 'kitchen' })],
  end: { [KETTLE]: 'off', 'switch.coffee_maker': 'off' },
}));

const again: Scenario = {
  name: 'turn the desk lamp off and on again',
  why: 'both are done, in their order',
  signal: 'words',
  home: { states: { 'light.desk': 'on' } },
  steps: [
    say('turn the desk lamp off and on again', { outcome: 'act', commands: [/OFF/, /ON/], targets: ['light.desk'] }),
  ],
  end: { 'light.desk': 'on' },
};

const quoted: Scenario = {
  name: "play don't stop me now",
  why: 'a title forbids nothing',
  signal: 'words',
  steps: [say("play don't stop me now", { outcome: 'act', intent: 'HassMediaSearchAndPlay' }, { from: 'kitchen' })],
};

const left: Scenario[] = ["whatever you do don't turn on the kettle", 'leave the lights on'].map((text) => ({
  name: text,
  why: 'plainly not to be done, however unsure the rest',
  signal: 'words',
  steps: [say(text, { outcome: 'ignore', commands: 'none' }, { from: 'kitchen' })],
}));

const stopped: Scenario = {
  name: 'stop the vacuum',
  why: 'to stop is no start',
  signal: 'words',
  home: { states: { 'vacuum.robot': 'cleaning' } },
  steps: [say('stop the vacuum', { outcome: 'act', intent: ['HassTurnOff', 'HassVacuumReturnToBase'] })],
};

export const doubts: readonly Scenario[] = [...left, stopped, ...doubtful, ...orders, ...ends, again, quoted];
