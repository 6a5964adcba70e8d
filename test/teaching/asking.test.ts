import { describe, expect, test } from 'vitest';
import type { Inference } from '../../runtime/ports/inference.ts';
import { eachInOwnHome } from './ownHome.ts';
import { type Manner, TalkingHome } from './talkingHome.ts';

let home: TalkingHome;
let inference: Inference;
eachInOwnHome((opened, model) => {
  home = opened;
  inference = model;
});

const UNKNOWN = 'activate the dance floor';
const ASKED = `What should I do when you say "${UNKNOWN}"?`;
const isAsked = (line: { readonly because: readonly { readonly detail: string }[] }): boolean =>
  line.because.some(({ detail }) => detail.startsWith('asked of its own accord'));

const WHENEVER = `Shall I turn on the Desk Lamp whenever you say "${UNKNOWN}"?`;
const entries = () => home.hub.rewrites.list().filter(({ layer, from }) => layer !== 'global' && from === UNKNOWN);

/** Asked, told, and agreed to. */
async function consented(): Promise<void> {
  await fail();
  await home.say(UNKNOWN);
  await home.say('turn on the desk lamp');
  await home.say('yes');
}

/** The same words come to nothing once more. */
const fail = async (manner = {}) => {
  const line = await home.say(UNKNOWN, manner);
  await home.wait();
  return line;
};

describe('the same request fails twice', () => {
  test('it asks what to do, does that, asks whether that is it, and knows it from then on', async () => {
    expect(isAsked(await home.say(UNKNOWN))).toBe(false);
    await home.wait();
    const second = await home.say(UNKNOWN);
    expect([isAsked(second), second.say.endsWith(ASKED)]).toEqual([true, true]);
    const told = await home.say('turn on the desk lamp');
    expect(told).toMatchObject({ outcome: 'act', targets: ['light.desk'] });
    expect(told.say).toBe(`Turned on the Desk Lamp. ${WHENEVER}`);
    expect(entries()).toEqual([]);
    expect(await home.say('yes')).toMatchObject({
      outcome: 'teach',
      say: `When you say "${UNKNOWN}", I take it as "turn on the desk lamp".`,
    });
    await home.wait();
    await home.report('desk', 'OFF');
    expect(await home.say(UNKNOWN)).toMatchObject({ outcome: 'act', rewrite: { layer: 'personal' } });
  });

  test('what it learned is no lesson of theirs: on probation, with where it is from', async () => {
    await consented();
    expect(entries()).toMatchObject([
      {
        from: UNKNOWN,
        to: 'turn on the desk lamp',
        layer: 'personal',
        status: 'probation',
        speaker: 'Anna',
        proof: { by: ['Anna', '@kitchen'], asked: true },
      },
    ]);
    expect((await home.say(UNKNOWN, { by: 'Ben', after: 60 })).rewrite).toBeNull();
  });

  test.each<readonly [name: string, text: string, manner: Manner]>([
    ['no', 'no', {}],
    ['never mind', 'never mind', {}],
    ['another request', 'turn on the hall light', {}],
    ['a yes of another person', 'yes', { by: 'Ben' }],
    ['a yes of a voice nobody recognised', 'yes', { by: null }],
    ['a yes from another room', 'yes', { from: 'hall' }],
    ['a yes that comes too late', 'yes', { after: 25 }],
    ['a yes after hardly a wake word', 'yes', { wake: 0.72 }],
    ['a yes inside other talk', 'yes and then she said no', {}],
  ])('%s keeps nothing', async (_name, text, manner) => {
    await fail();
    await home.say(UNKNOWN);
    expect((await home.say('turn on the desk lamp')).say).toContain(WHENEVER);
    await home.say(text, manner);
    expect(entries().filter(({ status }) => status === 'probation' || status === 'active')).toEqual([]);
    expect((await home.say(UNKNOWN, { after: 40 })).outcome).not.toBe('act');
  });

  test('after a no it is not learned from the same two turns either', async () => {
    await fail();
    for (const reply of ['no', 'thank you', 'thank you']) {
      await home.say(UNKNOWN);
      await home.say('turn on the desk lamp');
      await home.say(reply);
      await home.wait();
      await home.report('desk', 'OFF');
      await home.sleep();
    }
    expect(entries()).toMatchObject([{ status: 'retired', proof: { asked: true } }]);
  });

  test.each<readonly [text: string, expected: object]>([
    ['unlock the front door', { outcome: 'ask', targets: ['lock.front'] }],
    ['open the garage door', { outcome: 'ask', targets: ['cover.garage'] }],
    ['turn on the oven', { outcome: 'ask', targets: ['switch.oven'] }],
    ['lock the front door', { outcome: 'act', targets: ['lock.front'] }],
    ['turn off the oven', { outcome: 'act', targets: ['switch.oven'] }],
    ['is the desk lamp on', { outcome: 'answer', commands: [] }],
    ['turn it on', {}],
    ['the desk lamp', {}],
    ['what a lovely day it is', { commands: [] }],
  ])('"%s" is a request of its own: never taught, nor offered', async (text, expected) => {
    await fail();
    await home.say(UNKNOWN);
    const said = await home.say(text);
    expect(said).toMatchObject(expected);
    expect(said.say).not.toMatch(/whenever you say|I take it as/);
    await home.say('yes');
    await home.wait();
    expect(entries().filter(({ status }) => status !== 'candidate' && status !== 'retired')).toEqual([]);
    expect(entries().filter(({ to }) => /door|oven/.test(to))).toEqual([]);
  });

  test('a bare yes is asked on, and that question is the hub’s own too', async () => {
    await fail();
    await home.say(UNKNOWN);
    expect((await home.say('yes')).say).toBe(`Then tell me what. ${ASKED}`);
    expect((await home.say('turn on the desk lamp')).say).toContain(WHENEVER);
    await home.say('yes');
    expect(entries()).toMatchObject([{ layer: 'personal', status: 'probation' }]);
  });

  test.each(['by voice', 'by hand', 'by voice, at once'])('undone %s it is over', async (how) => {
    await consented();
    if (how !== 'by voice, at once') {
      await home.wait();
      await home.report('desk', 'OFF');
      expect(await home.say(UNKNOWN, { after: 60 })).toMatchObject({ outcome: 'act', targets: ['light.desk'] });
    }
    if (how === 'by hand') await home.report('desk', 'OFF', 5);
    else expect((await home.say('undo that')).say).toMatch(/^Undone/);
    await home.wait();
    expect(entries().every(({ status }) => status === 'retired')).toBe(true);
    expect(await home.say(UNKNOWN, { after: 60 })).toMatchObject({ commands: [], rewrite: null });
  });

  test('what they taught themselves is theirs: undone once it stays', async () => {
    await home.say(`when I say ${UNKNOWN}, turn on the desk lamp`);
    await home.say(UNKNOWN);
    await home.say('undo that');
    await home.wait();
    expect(await home.say(UNKNOWN, { after: 60 })).toMatchObject({ outcome: 'act', rewrite: { layer: 'taught' } });
  });

  test('left unanswered it teaches nothing: what is said later is about something else', async () => {
    await fail();
    expect(isAsked(await home.say(UNKNOWN))).toBe(true);
    expect(await home.say('turn on the desk lamp', { after: 40 })).toMatchObject({ outcome: 'act' });
    expect(home.hub.rewrites.list().filter(({ layer }) => layer === 'taught')).toEqual([]);
  });

  test('another request in between is no answer either, and is not nagged about', async () => {
    await fail();
    await home.say(UNKNOWN);
    const other = await home.say('what time is it');
    expect(other.say).not.toContain('What should I do');
    await home.say('turn on the desk lamp');
    expect(home.hub.rewrites.list().filter(({ layer }) => layer === 'taught')).toEqual([]);
  });

  test('what must be confirmed is a request of its own: asked about, and not taught', async () => {
    await fail();
    await home.say(UNKNOWN);
    expect(await home.say('unlock the front door')).toMatchObject({ outcome: 'ask', targets: ['lock.front'] });
    expect(home.hub.rewrites.list().filter(({ layer }) => layer === 'taught')).toEqual([]);
  });

  test('a voice that was not asked gives no answer', async () => {
    await fail();
    expect(isAsked(await home.say(UNKNOWN))).toBe(true);
    expect(await home.say('turn on the desk lamp', { by: null })).toMatchObject({ outcome: 'act' });
    expect(home.hub.rewrites.list().filter(({ layer }) => layer === 'taught')).toEqual([]);
  });

  test('once a day, and not again of who ignored it', async () => {
    await fail();
    expect(isAsked(await fail())).toBe(true);
    for (let i = 0; i < 3; i++) expect(isAsked(await fail())).toBe(false);
    await home.sleep();
    for (let i = 0; i < 3; i++) expect(isAsked(await fail())).toBe(false);
  });

  test('said in other words at once, those are asked about instead', async () => {
    const ask = `Shall I always take "${UNKNOWN}" as "turn on the desk lamp"?`;
    await home.say(UNKNOWN);
    expect((await home.say('turn on the desk lamp')).say).toBe('Turned on the Desk Lamp.');
    await home.sleep();
    // Where the repair was not learned from, as where the learner had doubts.
    for (const { from, layer } of home.hub.rewrites.list())
      if (layer === 'personal') home.hub.rewrites.forget(from, undefined);
    await home.report('desk', 'OFF');
    expect(isAsked(await home.say(UNKNOWN))).toBe(false);
    expect((await home.say('turn on the desk lamp')).say).toBe(`Turned on the Desk Lamp. ${ask}`);
    expect(await home.say('yes')).toMatchObject({ outcome: 'teach' });
    expect(entries()).toMatchObject([{ status: 'probation', to: 'turn on the desk lamp', proof: { asked: true } }]);
  });

  test('never at night, in quiet hours, of strangers, of hardly a wake word, or with learning off', async () => {
    const never = async (household: object, at: string | undefined, manner: object): Promise<void> => {
      const other = await TalkingHome.open(inference, { household, ...(at !== undefined && { at }) });
      for (let i = 0; i < 3; i++) {
        expect(isAsked(await other.say(UNKNOWN, manner))).toBe(false);
        await other.wait();
      }
      await other.close();
    };
    await never({}, '2026-03-03T23:10:00Z', {});
    await never({}, '2026-03-03T05:10:00Z', {});
    await never({ policy: { quiet_hours: { from: '12:00', to: '18:00' } } }, undefined, {});
    await never({}, undefined, { by: 'Kevin' });
    await never({}, undefined, { wake: 0.7 });
    await never({ learning: { enabled: false } }, undefined, {});
  });
});

describe('"Is that what you wanted?"', () => {
  const SLIP = 'activate the lounge lizard';

  /** A repair, and the yes to the question that it led to: a rewrite on probation. */
  async function onTrial(): Promise<void> {
    await home.say(SLIP);
    await home.say('turn on the desk lamp');
    await home.wait();
    await home.report('desk', 'OFF');
    expect((await home.say(SLIP)).say).toBe('Do you want me to turn on the Desk Lamp?');
    await home.say('yes');
    await home.wait();
    await home.report('desk', 'OFF');
  }
  const entry = () => home.hub.rewrites.list().find(({ from, layer }) => from === SLIP && layer === 'personal');

  test('is asked of a rewrite on trial; a no ends it', async () => {
    await onTrial();
    expect(entry()?.status).toBe('probation');
    const used = await home.say(SLIP);
    expect(used).toMatchObject({ outcome: 'act', rewrite: { layer: 'personal' } });
    expect([isAsked(used), used.say]).toEqual([true, 'Turned on the Desk Lamp. Is that what you wanted?']);
    expect(await home.say('no')).toMatchObject({ outcome: 'answer', commands: [] });
    await home.wait();
    expect(entry()?.status).toBe('retired');
    expect((await home.say(SLIP)).rewrite).toBeNull();
  });

  test('a yes is a win, silence no loss', async () => {
    await onTrial();
    const before = entry()?.wins ?? 0;
    await home.say(SLIP);
    expect((await home.say('yes')).say).toBe('Good.');
    await home.wait();
    expect(entry()?.wins).toBeGreaterThan(before);
    await home.sleep();
    await home.report('desk', 'OFF');
    await home.say(SLIP);
    await home.wait();
    expect(entry()).toMatchObject({ losses: 0 });
  });
});

test('what it asked today is remembered over a restart', async () => {
  const state = async () => {
    await fail();
    await fail();
    return home.hub.asker.state();
  };
  const kept = JSON.parse(JSON.stringify(await state()));
  const again = await TalkingHome.open(inference);
  again.hub.asker.restore(kept);
  const other = 'engage the disco mode';
  for (let i = 0; i < 3; i++) {
    expect(isAsked(await again.say(other))).toBe(false);
    await again.wait();
  }
  await again.close();
});

test('what was left alone and then said in other words is asked about the next time', async () => {
  const said = 'no need for the desk lamp';
  const off = async (): Promise<void> => {
    await home.say('turn off the desk lamp', { after: 5 });
    await home.wait();
    await home.report('desk', 'ON');
  };
  await home.report('desk', 'ON');
  expect(await home.say(said)).toMatchObject({ outcome: 'ignore', commands: [] });
  await off();
  expect(await home.say(said)).toMatchObject({
    outcome: 'ask',
    say: 'Do you want me to turn off the Desk Lamp?',
    commands: [],
  });
  expect(await home.say('no')).toMatchObject({ commands: [] });
  await home.wait();
  expect(await home.say(said)).toMatchObject({ outcome: 'ignore', commands: [] });
});
