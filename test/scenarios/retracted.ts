import { acts, asks, ignores, type Room, type Scenario, say } from './scenario.ts';

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

/** Taken back at the end: [what is said, where, an entity of it, its state before and after]. */
const dropped: Scenario[] = (
  [
    ['unlock the back door oh no wait', 'kitchen', 'lock.back_door', 'locked'],
    ['lock the back door, hang on a second', 'kitchen', 'lock.back_door', 'unlocked'],
    ['switch on the coffee maker nope', 'kitchen', 'switch.coffee_maker', 'off'],
    ['turn off the desk lamp strike that', 'office', 'light.desk', 'on'],
    ['open the garage door. Ignore that!', 'hall', 'cover.garage_door', 'closed'],
    ['close the curtains i am only joking', 'bedroom', 'cover.curtains', 'open'],
    ['set the bedroom light to 20 percent on second thought', 'bedroom', 'light.bedroom', 'off'],
    ['turn on the oven and the kettle. No, wait!', 'kitchen', 'switch.kettle', 'off'],
    ['start the vacuum wait i changed my mind', 'living', 'vacuum.robot', 'docked'],
    ['play some blues no wait', 'kitchen', 'media_player.kitchen_speaker', 'off'],
  ] as const
).map(([text, from, entity, before]) => ({
  name: text,
  why: 'all of it is taken back, and no more than was named is touched',
  signal: 'policy',
  home: entity === 'vacuum.robot' ? {} : { states: { [entity]: before } },
  steps: [say(text, { ...ignores, say: /leave/ }, { from: from satisfies Room })],
  end: { [entity]: before },
}));

const titled: Scenario = {
  name: 'play never mind',
  why: 'a title takes nothing back',
  signal: 'words',
  steps: [say('play never mind', { outcome: 'act', intent: 'HassMediaSearchAndPlay' }, { from: 'kitchen' })],
};

export const retracted: readonly Scenario[] = [...anew, ...risky, another, ...dropped, titled];
