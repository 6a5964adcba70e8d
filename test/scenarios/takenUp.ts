import { acts, handled, nothing, type Scenario, say } from './scenario.ts';

const KITCHEN = { from: 'kitchen' } as const;
const BEDROOM = { from: 'bedroom' } as const;

/** Another length or time is one of the timer or the alarm that was just set, not of anything else. */
const clock: Scenario[] = [
  {
    name: 'that one, past a turn that came to nothing',
    why: 'what nobody understood was about nothing; the timer is what was talked about',
    signal: 'conversation',
    steps: [
      say('set a timer for fourteen minutes', handled('HassStartTimer'), KITCHEN),
      say('what is the meaning of life', nothing(), KITCHEN),
      say('now stop that one', handled('HassCancelTimer', { start_minutes: 14 }), KITCHEN),
    ],
  },
  {
    name: 'another length, and another',
    why: 'the same timer, changed by what it differs in; its length is known through every change',
    signal: 'conversation',
    steps: [
      say('start a twelve minute timer for the rice', handled('HassStartTimer'), KITCHEN),
      say('change it to a quarter of an hour', handled('HassIncreaseTimer', { name: 'rice', minutes: 3 }), KITCHEN),
      say('sorry, six', handled('HassDecreaseTimer', { name: 'rice', minutes: 9 }), KITCHEN),
    ],
  },
  {
    name: 'another half of the hour',
    why: 'the alarm is set anew and the old one cancelled, so that it does not ring twice',
    signal: 'conversation',
    steps: [
      say('set an alarm for nine in the evening', handled('HearthSetAlarm', { time: '21:00' }), BEDROOM),
      say('make that a quarter past', handled('HearthSetAlarm', { time: '21:15' }), BEDROOM),
      say('no, ten', handled('HearthSetAlarm', { time: '22:00' }), BEDROOM),
    ],
  },
  {
    name: 'a number, after a lamp that came after a timer',
    why: 'the lamp was talked about last',
    signal: 'recency',
    steps: [
      say('set a timer for seven minutes', handled('HassStartTimer'), BEDROOM),
      say('turn on the bedroom light', acts('HassTurnOn', ['light.bedroom']), BEDROOM),
      say('make it twenty', acts('HassLightSet', ['light.bedroom']), BEDROOM),
    ],
  },
];

/** What was done before is taken up again: changed, undone, widened or narrowed. */
export const takenUp: readonly Scenario[] = [...clock];
