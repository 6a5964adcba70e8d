import { asks, handled, type Scenario, say } from './scenario.ts';

const TIMER = ['HassStartTimer'] as const;

/** What would be confirmed now is confirmed before it is left to a timer; what cannot be told, too. */
const guarded: Scenario[] = [
  'in ten minutes unlock the back door',
  'open the garage door in half an hour',
  'in two minutes toggle the back door',
  'in an hour switch the wibble on',
].map((text) => ({
  name: text,
  why: 'nobody is asked any more when the timer rings',
  signal: 'policy',
  steps: [say(text, asks(undefined), { from: 'kitchen' })],
}));

const named: Scenario = {
  name: 'call the oven bertha – in ten minutes turn on bertha',
  why: 'by another name it is the oven all the same',
  signal: 'policy',
  steps: [
    say('call the oven bertha', {}, { from: 'kitchen' }),
    say('in ten minutes turn on bertha', asks(undefined), { from: 'kitchen' }),
  ],
};

const own: Scenario = {
  name: 'in ten minutes turn on the kettle, where kettles are confirmed',
  why: "the household's own rule holds for later, too",
  signal: 'policy',
  home: { confirm: ['kettle.on'] },
  steps: [say('in ten minutes turn on the kettle', asks(undefined), { from: 'kitchen' })],
};

const yes: Scenario = {
  name: 'turn on the oven in twenty minutes – yes',
  why: 'whoever asked says yes, and the timer starts',
  signal: 'policy',
  steps: [
    say('turn on the oven in twenty minutes', asks(undefined), { from: 'kitchen' }),
    say('yes', handled('HassStartTimer', { minutes: 20 }), { from: 'kitchen' }),
  ],
};

const harmless: Scenario[] = [
  'in ten minutes turn on the coffee maker',
  'in half an hour turn off the lights',
  'in ten minutes lock the back door',
  'turn the oven off in ten minutes',
].map((text) => ({
  name: text,
  why: 'nobody would have to confirm it now',
  signal: 'policy',
  steps: [say(text, handled(TIMER), { from: 'kitchen' })],
}));

export const later: readonly Scenario[] = [...guarded, named, own, yes, ...harmless];
