import { describe, expect, test } from 'vitest';
import { normalPhrase } from '../../runtime/domain/phrase.ts';
import { EVERYBODY, WITHIN } from '../../runtime/domain/rewritePattern.ts';
import { learnRepair } from '../../runtime/learn/rewriteLife.ts';
import { type RewritePair, rewriteOf } from '../../runtime/learn/rewritePair.ts';
import { type Saying, Story } from './turns.ts';

const hint: Saying = {
  text: 'a bit of living room light please',
  intent: 'HassLightSet',
  outcome: 'ask',
  targets: ['light.living'],
  satellite: 'living',
};
const plain: Saying = { text: 'turn on the living room lights', targets: ['light.living'], satellite: 'living' };

/** Somebody says one, then the other, which does it. */
function repaired(story: Story, first: Saying, second: Saying): RewritePair | undefined {
  const [said, then] = [story.say(first, 130), story.say(second, 5)];
  const pair = rewriteOf(said, then, 'rephrase', story.home);
  if (pair === undefined) return undefined;
  for (const entry of learnRepair({ pair, how: 'rephrase', first: said }, story.table, story.home, story.at))
    story.table.put(entry);
  const { intent, targets } = then.decision;
  const counts = { wins: 1, losses: 0, lastAt: story.at };
  story.table.history.put({ phrase: normalPhrase(second.text), text: second.text, intent, targets, ...counts });
  return pair;
}
const learned = (story: Story) => story.table.find('personal', normalPhrase(hint.text), undefined);

test('words of one thing stand for words of several where both were about the same ones', () => {
  const story = new Story({ people: [] });
  expect(repaired(story, hint, plain)).toMatchObject({ to: plain.text });
  expect(repaired(story, { ...hint, targets: ['light.hall'] }, plain)).toBeUndefined();
});

test('a repair in other words that come to the same counts for the same meaning', () => {
  const story = new Story({ people: [] });
  repaired(story, hint, plain);
  expect(learned(story)).toMatchObject({ status: 'candidate', to: plain.text });
  repaired(story, hint, { ...plain, text: 'switch on the living room lights' });
  expect(learned(story)).toMatchObject({ status: 'probation', to: plain.text });
});

test('a repair that comes to something else does not', () => {
  const story = new Story({ people: [] });
  repaired(story, hint, plain);
  repaired(
    story,
    { ...hint, targets: ['light.desk_lamp'] },
    { ...plain, text: 'turn on the desk lamp', targets: ['light.desk_lamp'] },
  );
  expect(learned(story)).toMatchObject({ status: 'candidate', to: 'turn on the desk lamp' });
});

test('a home counts how what everybody means fares in it, without a witness, and has enough after some losses', () => {
  const from = 'i am finished with <target>';
  const story = new Story({ people: [] });
  story.table.loadPatterns([{ from, to: 'turn off <target>', homes: 9, wins: 4, losses: 0 }]);
  const entry = () => story.table.find('global', from, undefined, EVERYBODY);
  const said: Saying = {
    ...{ text: 'i am finished with the hall light', intent: 'HassTurnOff', service: 'turn_off' },
    ...{ targets: ['light.hall'], rewritten: true },
  };
  story.report('light.hall', 'on', 1);
  story.say(said, 10);
  story.report('light.hall', 'off').wait(130);
  expect(story.turns[0]?.trace.rewrite).toMatchObject({ layer: 'global', pattern: from });
  expect(entry()).toMatchObject({ wins: 5, losses: 0, status: 'active' });
  expect(entry()?.proof).toBeUndefined();
  for (let i = 0; i < 2; i++) {
    story.report('light.hall', 'on', 1);
    story.say(said, 10);
    story.report('light.hall', 'off', 1).report('light.hall', 'on', 5).wait(130);
  }
  expect(entry()?.status).toBe('retired');
});

/** What is asked back for words that mean nothing, and then said in plain ones. */
function checkPair(said: string, meant: string, want: boolean, more: Partial<Saying> = {}): void {
  test(`"${said}" ${want ? 'may' : 'may not'} stand for "${meant}"`, () => {
    const story = new Story({ people: [] });
    const first: Saying = { ...hint, text: said, intent: 'HassTurnOn', targets: [], ...more };
    const pair = repaired(story, first, { ...plain, text: meant, intent: 'HassLightSet' });
    expect(pair !== undefined).toBe(want);
  });
}

// Words that refer say something by a word that is only this home's.
checkPair('make it snuggly', 'dim the living room lights', true);
checkPair('switch the wonky one off', 'turn off the living room lights', true);
checkPair('turn it up', 'turn on the living room lights', false);
checkPair('turn it off in the hall', 'turn off the living room lights', false);
checkPair('set it to 40 percent', 'set the living room lights to 40 percent', false);
// A number that the words lack is part of the meaning, but never the one thing that was missing, nor another one.
checkPair('film night begins', 'set the living room lights to 20 percent', true);
checkPair('dim the living room', 'set the living room lights to 20 percent', false, { intent: 'HassLightSet' });
checkPair('film night at 30 percent', 'set the living room lights to 20 percent', false);
// What the moment had a say in was only asked about.
const state = [{ signal: 'deviceState', detail: 'it is on', weight: 3 }] as const;
checkPair('hush now dear', 'turn off the living room lights', true, { because: state });
checkPair('hush now dear', 'turn off the living room lights', false, { because: state, outcome: 'act' });

/** "Turn off the corner lane" – "turn off the corner lamp": what stands for what within; undefined where nothing may. */
function checkWithin(said: string, named: string, meant: string, want: readonly [string, string] | undefined): void {
  test(`"${named}" in "${said}" is ${want === undefined ? 'nothing' : `"${want[0]}" for "${want[1]}"`}`, () => {
    const story = new Story({ people: [] });
    const of = (text: string): Partial<Saying> => ({ mentions: [{ tag: 'target', text }] });
    const asked: Saying = { ...hint, ...of(named), text: said, targets: [], intent: 'HassTurnOff', unmatched: [named] };
    const served: Saying = { ...plain, ...of(meant), text: `turn off ${meant}`, intent: 'HassTurnOff' };
    for (let i = 0; i < 2; i++) {
      repaired(story, asked, { ...served, targets: ['light.desk_lamp'] });
      story.wait(600);
    }
    const found = story.table.list().filter(({ when }) => when === WITHIN);
    expect(found.map(({ from, to, status }) => [from, to, status])).toEqual(
      want === undefined ? [] : [[...want, 'probation']],
    );
  });
}

checkWithin('put out the desk lane', 'the desk lane', 'the desk lamp', ['lane', 'lamp']);
checkWithin('put out the dragon', 'the dragon', 'the desk lamp', ['dragon', 'desk lamp']);
checkWithin('put out the wonky one', 'the wonky one', 'the desk lamp', ['wonky one', 'desk lamp']);
checkWithin('put out the from lamp', 'from lamp', 'the desk lamp', ['from lamp', 'desk lamp']);
checkWithin('put out the desk lamps', 'the desk lamps', 'the desk lamp', undefined);
checkWithin('put out the siren', 'the siren', 'the desk lamp', undefined);

describe('one word of a home’s own', () => {
  const room = (name: string) => ({ satellite: name, speaker: 'Anna', moment: [`room=${name}`, 'time=evening'] });
  const area = [{ signal: 'area', detail: 'it is where you are', weight: 2 }] as const;
  /** Read as about the lights of the room, of which nothing was said. */
  const mood = (name: string, targets: readonly string[]): Saying => ({
    ...room(name),
    ...{ text: 'mood please', intent: 'HassLightSet', outcome: 'ask', targets, because: area },
  });
  const meant = (name: string): Saying => ({
    ...room(name),
    ...{ text: 'set the hall light to 40 percent', intent: 'HassLightSet', targets: ['light.hall'] },
  });

  test('may stand for a whole order, wherever it was said', () => {
    const story = new Story();
    expect(repaired(story, mood('living', ['light.living']), meant('living'))).toMatchObject({
      from: 'mood',
      to: 'set the hall light to 40 percent',
    });
    repaired(story, mood('bedroom', ['light.bedroom_lamp']), meant('bedroom'));
    expect(story.table.find('personal', 'mood', 'Anna')).toMatchObject({ status: 'probation' });
    for (const moment of [['room=kitchen'], ['room=living'], []])
      expect(story.table.lookup('mood', { speaker: 'Anna', moment })?.entry.to).toBe(meant('hall').text);
  });

  test.each([
    ['what is always confirmed', 'cocoon', { text: 'unlock the front door', targets: ['lock.front'] }],
    ['an order that lacks its thing', 'dim', {}],
    ['a name of this home with what is done to it left out', 'the lights', {}],
    ['a reply', 'sure', {}],
    ['a fragment', 'um', {}],
    ['a number', '42', {}],
  ] as const)('not %s', (_, text, saying) => {
    const story = new Story();
    const first = { ...mood('living', ['light.living']), text };
    expect(repaired(story, first, { ...meant('living'), ...saying })).toBeUndefined();
  });

  test('nor what was said into a question of the hub’s', () => {
    const story = new Story();
    story.say({ ...room('living'), text: 'turn on the light', outcome: 'ask', question: 'clarify' }, 130);
    const [said, then] = [story.say({ ...mood('living', []), text: 'raise' }, 4), story.say(meant('living'), 5)];
    expect(rewriteOf(said, then, 'rephrase', story.home)).toBeUndefined();
  });
});

describe('one meaning at several moments', () => {
  const from = 'send the lamp to sleep';
  const repair = (when?: string): RewritePair => ({ from, to: 'turn off the desk lamp', ...(when && { when }) });
  const learn = (story: Story, pair: RewritePair): void => {
    const first = story.say({ text: from, speaker: 'Anna', outcome: 'handoff', intent: null }, 130);
    for (const entry of learnRepair({ pair, how: 'rephrase', first }, story.table, story.home, story.at))
      story.table.put(entry);
  };

  test('is one rewrite, which holds in each', () => {
    const story = new Story();
    learn(story, repair());
    learn(story, repair('room=living'));
    expect(story.table.of(from)).toHaveLength(1);
    expect(story.table.find('personal', from, 'Anna')).toMatchObject({ status: 'probation' });
  });

  test('no more of the room once it was the same in another', () => {
    const story = new Story();
    learn(story, repair('room=living'));
    expect(story.table.find('personal', from, 'Anna')).toBeUndefined();
    learn(story, repair('room=bedroom'));
    expect(story.table.find('personal', from, 'Anna')).toMatchObject({ status: 'probation', to: repair().to });
    const asking = { speaker: 'Anna', moment: ['room=living'] };
    expect(story.table.lookup(from, asking)?.entry.to).toBe(repair().to);
  });

  test('another meaning in a room stays there, and what holds elsewhere is no guess', () => {
    const story = new Story();
    learn(story, repair());
    learn(story, repair());
    learn(story, { ...repair('room=bedroom'), to: 'turn off the bedroom lamp' });
    expect(story.table.lookup(from, { speaker: 'Anna', moment: ['room=bedroom'] })).toBeUndefined();
    expect(story.table.lookup(from, { speaker: 'Anna', moment: ['room=living'] })).toBeDefined();
  });
});
