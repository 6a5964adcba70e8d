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

/** [first, then, from, the thing, what it comes to]: the deed alone is corrected. */
const deeds: Scenario[] = (
  [
    ['turn on the counter light', 'no, i mean off', 'kitchen', 'light.counter', 'off'],
    ['close the curtains', 'no i said open', 'bedroom', 'cover.curtains', 'open'],
    ['switch off the desk lamp', 'i meant on', 'office', 'light.desk', 'on'],
    ['unlock the back door', 'no i said lock it', 'kitchen', 'lock.back_door', 'locked'],
    ['turn on the coffee maker', 'oh no turn it off', 'kitchen', 'switch.coffee_maker', 'off'],
  ] as const
).map(([first, then, from, entity, to]) => ({
  name: `${first} – ${then}`,
  why: 'another deed, of the same thing',
  signal: 'conversation',
  steps: [
    say(first, {}, { from }),
    say(then, acts(to === 'on' || to === 'open' || to === 'locked' ? 'HassTurnOn' : 'HassTurnOff', [entity]), { from }),
  ],
  end: { [entity]: to },
}));

const unlocked: Scenario = {
  name: 'lock the back door – no, unlock it',
  why: 'a corrected deed is confirmed as any',
  signal: 'policy',
  steps: [
    say('lock the back door', {}, { from: 'kitchen' }),
    say('no, unlock it', asks(['lock.back_door']), { from: 'kitchen' }),
  ],
};

const otherDoor: Scenario = {
  name: 'unlock the back door – no, the front door',
  why: 'the deed stays, and is confirmed',
  signal: 'conversation',
  steps: [
    say('unlock the back door', asks(['lock.back_door']), { from: 'kitchen' }),
    say('no, the front door', asks(['lock.front_door']), { from: 'kitchen' }),
  ],
};

/** A kind of thing instead of the one that was named: those of the room. */
const others: Scenario[] = (
  [
    ['turn on the coffee maker', 'no i meant the lights', 'kitchen', ['light.kitchen', 'light.counter']],
    ['turn on the desk lamp', 'no, the light', 'office', undefined],
    ['turn on the reading lamp', 'no the fan', 'bedroom', ['fan.bedroom']],
  ] as const
).map(([first, then, from, targets]) => ({
  name: `${first} – ${then} (${from})`,
  why: 'no room was named, so it is this one',
  signal: 'area',
  steps: [say(first, {}, { from }), say(then, targets === undefined ? {} : acts('HassTurnOn', targets), { from })],
  end: { 'light.living_room': 'off', 'fan.living_room': 'off' },
}));

const nowhere: Scenario = {
  name: 'turn on the coffee maker – no, in the bedroom',
  why: 'the bedroom has none, and nothing else there was meant',
  signal: 'words',
  steps: [
    say('turn on the coffee maker', {}, { from: 'kitchen' }),
    say('no, in the bedroom', asks([]), { from: 'kitchen' }),
  ],
  end: { 'light.bedroom': 'off' },
};

export const retracted: readonly Scenario[] = [
  ...deeds,
  unlocked,
  otherDoor,
  ...others,
  nowhere,
  ...anew,
  ...risky,
  another,
  ...dropped,
  titled,
];
