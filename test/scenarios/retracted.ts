import { acts, asks, type Scenario, say } from './scenario.ts';

/** The deed said last is meant, of what was named first; [what is said, entity, its state before, its state after]. */
const anew: Scenario[] = (
  [
    ['unlock the back door no wait lock it', 'lock.back_door', 'unlocked', 'locked'],
    ['open the curtains sorry close them', 'cover.curtains', 'open', 'closed'],
    ['turn on the desk lamp no off', 'light.desk', 'on', 'off'],
    ['switch the hallway light off I mean on', 'light.hallway', 'off', 'on'],
    ['open the garage door wait no shut it', 'cover.garage_door', 'open', 'closed'],
    ['turn on the oven actually turn it off', 'switch.oven', 'on', 'off'],
  ] as const
).map(([text, entity, from, to]) => ({
  name: text,
  why: 'in the same breath it was said anew',
  signal: 'words',
  home: { states: { [entity]: from } },
  steps: [say(text, acts(to === 'on' || to === 'locked' ? 'HassTurnOn' : 'HassTurnOff', [entity]))],
  end: { [entity]: to },
}));

const risky: Scenario[] = (
  [
    ['lock the front door no wait unlock it', 'lock.front_door', 'locked'],
    ['close the garage door actually open it', 'cover.garage_door', 'closed'],
  ] as const
).map(([text, entity, before]) => ({
  name: text,
  why: 'what was said last is always confirmed',
  signal: 'policy',
  steps: [say(text, asks([entity]))],
  end: { [entity]: before },
}));

const another: Scenario = {
  name: 'turn on the kitchen light no wait turn off the hallway light',
  why: 'another deed to another thing: nothing of the first is left',
  signal: 'words',
  home: { states: { 'light.hallway': 'on' } },
  steps: [say('turn on the kitchen light no wait turn off the hallway light', acts('HassTurnOff', ['light.hallway']))],
  end: { 'light.hallway': 'off', 'light.kitchen': 'off' },
};

export const retracted: readonly Scenario[] = [...anew, ...risky, another];
