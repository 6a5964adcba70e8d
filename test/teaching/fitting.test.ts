import { describe, expect, test } from 'vitest';
import { eachInOwnHome } from './ownHome.ts';
import type { TalkingHome } from './talkingHome.ts';

let home: TalkingHome;
eachInOwnHome((opened) => {
  home = opened;
});

type Row = readonly [said: readonly string[], expected: object];

async function check([said, expected]: Row): Promise<void> {
  let last: object = {};
  for (const text of said) last = await home.say(text);
  expect(last).toMatchObject(expected);
}
const says = (outcome: string, pattern: RegExp): object => ({
  outcome,
  commands: [],
  say: expect.stringMatching(pattern),
});

describe('what can be taught', () => {
  test.each<Row>([
    [['when I say please switch on the kitchen light'], says('ask', /I do that already when you say/)],
    [['when I say unlocked, turn on the hall light'], says('ask', /I do that already|too little/)],
    [['when I say close the garage door open the garage door'], says('ask', /I do that already/)],
    [['when I say is anybody home, turn on the hall light'], says('ask', /is a question/)],
    [['when I say wobble, do the wibble'], says('ask', /cannot do "do the wibble"/)],
    [['when I say owl time turn off the desk lamp'], says('teach', /When you say "owl time"/)],
    [['when I say "so long, house", turn off the desk lamp'], says('teach', /"so long, house"/)],
  ])('%o', async (...row) => check(row));
});

describe('names', () => {
  test.each<Row>([
    [['call this lamp pip'], says('ask', /Which one shall I call "pip"/)],
    [['call the kitchen light the desk lamp'], says('ask', /is already the Desk Lamp/)],
    [['call the kitchen light lamp'], says('ask', /every such thing/)],
    [['call the desk lamp pelican', 'turn on pelican'], { targets: ['light.desk'] }],
  ])('%o', async (...row) => check(row));
});

describe('tastes', () => {
  test.each<Row>([
    [['I like jazz', 'I like rock', 'what do I like'], says('answer', /rock.*jazz/)],
    [
      ['I like jazz', 'I like rock', "I don't like jazz any more", 'what do I like'],
      says('answer', /^You like rock \(music\)\.$/),
    ],
    [['forget that I like opera'], says('answer', /did not know that you like opera/)],
    [['I like jazz', 'I like rock', 'forget what I like', 'what do I like'], says('answer', /nothing/)],
    [['my neighbour likes opera'], says('answer', /I know nobody called/)],
    [['learn my preferences', 'the window is open'], says('ask', /In a few words/)],
    [['forget walrus'], says('answer', /I know nothing about "walrus"/)],
  ])('%o', async (...row) => check(row));
});

describe('what is asked for', () => {
  test.each<Row>([
    [['turn on the desk lamp', 'open the garage door', 'undo that'], says('answer', /I leave it/)],
    [['turn off the desk lamp as soon as the film is over'], says('ask', /I cannot wait for that/)],
    [['turn on the kitchen light if you would'], { outcome: 'act', targets: ['light.kitchen'] }],
    [['what time is it and is the oven on'], says('answer', /It is .*Oven is off/)],
  ])('%o', async (...row) => check(row));
});
