import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadModel } from '../../runtime/main.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { TalkingHome } from './talkingHome.ts';

let inference: Inference;
let home: TalkingHome;
beforeAll(async () => {
  inference = await loadModel(undefined);
});
afterAll(() => inference.close());
beforeEach(async () => {
  home = await TalkingHome.open(inference);
});
afterEach(() => home.close());

const UNKNOWN = 'activate the dance floor';
const ASKED = `What should I do when you say "${UNKNOWN}"?`;
const isAsked = (line: { readonly because: readonly { readonly detail: string }[] }): boolean =>
  line.because.some(({ detail }) => detail.startsWith('asked of its own accord'));

/** The same words come to nothing once more. */
const fail = async (manner = {}) => {
  const line = await home.say(UNKNOWN, manner);
  await home.wait();
  return line;
};

describe('the same request fails twice', () => {
  test('it asks what to do, does that, and knows it from then on', async () => {
    expect(isAsked(await home.say(UNKNOWN))).toBe(false);
    await home.wait();
    const second = await home.say(UNKNOWN);
    expect([isAsked(second), second.say.endsWith(ASKED)]).toEqual([true, true]);
    const told = await home.say('turn on the desk lamp');
    expect(told).toMatchObject({ outcome: 'act', targets: ['light.desk'] });
    expect(told.say).toContain(`When you say "${UNKNOWN}", I take it as "turn on the desk lamp".`);
    await home.wait();
    expect(await home.say(UNKNOWN)).toMatchObject({ outcome: 'act', rewrite: { layer: 'taught' } });
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

  test('once a day', async () => {
    await fail();
    expect(isAsked(await fail())).toBe(true);
    for (let i = 0; i < 3; i++) expect(isAsked(await fail())).toBe(false);
    await home.sleep();
    const asked = [await fail(), await fail(), await fail()].filter(isAsked);
    expect(asked).toHaveLength(1);
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
