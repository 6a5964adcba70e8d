import { describe, expect, test } from 'vitest';
import { limits } from '../../runtime/domain/limits.ts';
import { putAway, rewriteLife } from '../../runtime/learn/rewriteLife.ts';
import { DAY_S, meant, misheard, NOBODY_KNOWN, SLIP, slip, statusOf, use } from './slip.ts';
import { type Saying, Story } from './turns.ts';

describe('from candidate to proven', () => {
  test('two occasions make a rewrite, wins on two days prove it', () => {
    const story = new Story(NOBODY_KNOWN);
    slip(story);
    expect(statusOf(story)).toBe('candidate');
    expect(story.table.lookup(SLIP)).toBeUndefined();
    slip(story);
    expect(statusOf(story)).toBe('probation');
    expect(story.table.lookup(`Please ${SLIP}!`)?.entry.to).toBe('turn on the living room light');
    expect(use(story).trace.rewrite).toMatchObject({ layer: 'personal' });
    use(story);
    use(story);
    expect(statusOf(story)).toBe('probation');
    story.wait(DAY_S);
    use(story);
    expect(story.table.find('personal', SLIP, undefined)).toMatchObject({ status: 'active', losses: 0 });
  });

  test('one undo on probation ends it, and it is not learned again soon', () => {
    const story = new Story(NOBODY_KNOWN);
    slip(story);
    slip(story);
    use(story, (told) => told.report('light.living', 'off', 6));
    expect(statusOf(story)).toBe('retired');
    expect(story.table.lookup(SLIP)).toBeUndefined();
    slip(story);
    slip(story);
    expect(statusOf(story)).toBe('retired');
  });

  test('a proven one survives one undo, but not two running', () => {
    const story = new Story(NOBODY_KNOWN);
    slip(story);
    slip(story);
    for (let i = 0; i < 4; i++) {
      use(story);
      story.wait(DAY_S);
    }
    expect(statusOf(story)).toBe('active');
    use(story, (told) => told.report('light.living', 'off', 6));
    expect(story.table.find('personal', SLIP, undefined)).toMatchObject({ status: 'probation', losses: 1 });
    expect(story.table.lookup(SLIP)).toBeDefined();
    use(story);
    expect(statusOf(story)).toBe('active');
    for (let i = 0; i < 2; i++) use(story, (told) => told.report('light.living', 'off', 6));
    expect(story.table.lookup(SLIP)).toBeUndefined();
    expect(statusOf(story)).toBe('retired');
  });

  test('it is the speaker’s own', () => {
    const story = new Story();
    slip(story, { speaker: 'Anna' });
    slip(story, { speaker: 'Anna' });
    expect(statusOf(story, 'Anna')).toBe('probation');
    expect(story.table.lookup(SLIP, { speaker: 'Anna' })).toBeDefined();
    expect(story.table.lookup(SLIP, { speaker: 'Ben' })).toBeUndefined();
    expect(story.table.lookup(SLIP)).toBeUndefined();
  });

  test('an explicit correction needs no second occasion', () => {
    const story = new Story();
    const lamp = {
      text: 'turn on the lamp',
      targets: ['light.bedroom_lamp'],
      mentions: [{ tag: 'target', text: 'lamp' }] as const,
    };
    const first = story.say({ ...lamp, confidence: 0.7 });
    story.report('light.bedroom_lamp', 'on');
    const follows = { turn: first.id, how: 'correct' } as const;
    story.say({ text: 'no, the desk lamp', targets: ['light.desk_lamp'], follows });
    story.report('light.desk_lamp', 'on').wait(130);
    expect(story.table.find('personal', 'turn on the lamp', undefined)).toMatchObject({
      to: 'turn on the Desk Lamp',
      status: 'probation',
    });
  });

  test('words that do well by themselves take a candidate back', () => {
    const story = new Story();
    slip(story);
    story.report('light.living', 'off', 1);
    story.say({ ...meant, text: SLIP }, 10);
    story.report('light.living', 'on').wait(130);
    expect(statusOf(story)).toBe('retired');
  });
});

test('a voice that was not told when it failed counts half, and on one day not at all', () => {
  const story = new Story();
  const half = (): void => slip(story, {}, misheard, { ...meant, speaker: 'Ben' });
  for (let i = 0; i < 3; i++) half();
  expect(statusOf(story, 'Ben')).toBe('candidate');
  expect(statusOf(story)).toBeUndefined();
  story.wait(DAY_S);
  half();
  expect(statusOf(story, 'Ben')).toBe('probation');
});

test('a dead device is no fault of the words, however often it is told again', () => {
  const story = new Story(NOBODY_KNOWN);
  slip(story);
  slip(story);
  for (let i = 0; i < 3; i++) {
    story.report('light.living', 'off', 1);
    story.say({ ...meant, text: SLIP, rewritten: true }, 10);
    story.wait(15);
    story.say({ ...meant, text: SLIP, rewritten: true }, 10);
    story.wait(130);
  }
  expect(statusOf(story)).toBe('probation');
});

test('nor where its meaning is then said outright', () => {
  const story = new Story(NOBODY_KNOWN);
  slip(story);
  slip(story);
  for (let i = 0; i < 3; i++) {
    story.report('light.living', 'off', 1);
    story.say({ ...meant, text: SLIP, rewritten: true }, 10);
    story.wait(6);
    story.say(meant, 1);
    story.wait(130);
  }
  expect(statusOf(story)).toBe('probation');
});

/** Plays the repair three times over; nothing may be learned. */
function refuses(name: string, play: (story: Story) => void, household = {}): void {
  test(name, () => {
    const story = new Story(household);
    for (let i = 0; i < 3; i++) play(story);
    expect(story.stored).toEqual([]);
    expect(story.table.list()).toEqual([]);
  });
}

describe('what is never learned', () => {
  refuses('across satellites', (story) => slip(story, {}, { ...misheard, satellite: 'kitchen' }));
  refuses('across speakers', (story) =>
    slip(story, {}, { ...misheard, speaker: 'Anna' }, { ...meant, speaker: 'Ben' }),
  );
  refuses('from a known to an unknown speaker', (story) => slip(story, {}, { ...misheard, speaker: 'Ben' }, meant));
  refuses('behind a doubtful wake word', (story) => slip(story, { wake: 0.4 }));
  refuses('when the repair failed too', (story) => {
    slip(story, {}, misheard, { ...meant, outcome: 'handoff', intent: null, targets: [] });
  });
  refuses('when the repair was undone', (story) => {
    story.report('light.living', 'off', 1);
    story.say(misheard, 10);
    story.say(meant);
    story.report('light.living', 'on').report('light.living', 'off', 8).wait(130);
  });
  refuses('towards a lock', (story) => {
    const unlock: Saying = {
      text: 'unlock the front door',
      intent: 'HassTurnOff',
      targets: ['lock.front'],
      service: 'unlock',
    };
    story.say({ text: 'unrock the front door', intent: null, outcome: 'handoff' }, 10);
    story.say(unlock);
    story.report('lock.front', 'unlocked').wait(130);
  });
  refuses('towards the garage', (story) => {
    story.say({ text: 'open the garbage door', intent: null, outcome: 'handoff' }, 10);
    story.say({ text: 'open the big door', targets: ['cover.garage'], service: 'open' });
    story.report('cover.garage', 'open').wait(130);
  });
  refuses('from a confirmed act', (story) => {
    story.say({ text: 'turn on the oben', intent: null, outcome: 'handoff' }, 10);
    story.say({ text: 'turn on the oven', outcome: 'ask', question: 'confirm', targets: ['switch.oven'] });
    story.say({ text: 'yes', targets: ['switch.oven'] });
    story.report('switch.oven', 'on').wait(130);
  });
  refuses('when the moment decided, not the words', (story) => {
    const because = [
      { signal: 'words', detail: 'lamp', weight: 1 },
      { signal: 'area', detail: 'you are in the bedroom', weight: 1 },
    ] as const;
    story.say({ text: 'turn on the lamp', targets: ['light.bedroom_lamp'], confidence: 0.6, because }, 10);
    story.report('light.bedroom_lamp', 'on');
    story.say({ text: 'turn on the desk lamp', targets: ['light.desk_lamp'] });
    story.report('light.desk_lamp', 'on').wait(130);
  });
  refuses('from words that point ("turn that on")', (story) =>
    slip(story, {}, { ...misheard, text: 'turn that living room light on' }),
  );
  refuses('to another number', (story) => {
    story.say({ text: 'set the living room light to fifty', intent: null, outcome: 'handoff' }, 10);
    story.say({ ...meant, text: 'set the living room light to fifteen' });
    story.report('light.living', 'on').report('light.living', 'off', 70).wait(130);
  });
  refuses('with learning off', (story) => slip(story), { learning: { enabled: false } });
});

describe('what a voice is worth', () => {
  test('a voice that nobody recognised must repeat it on two days, and serves only such voices', () => {
    const story = new Story();
    for (let i = 0; i < 4; i++) slip(story);
    expect(statusOf(story)).toBe('candidate');
    story.wait(DAY_S);
    slip(story);
    expect(statusOf(story)).toBe('probation');
    expect(story.table.lookup(SLIP)).toBeDefined();
    expect(story.table.lookup(SLIP, { speaker: 'Anna' })).toBeUndefined();
  });

  test('a stranger needs more, and gets it for himself alone', () => {
    const story = new Story();
    const kevin = { speaker: 'Kevin' };
    slip(story, kevin);
    story.wait(DAY_S);
    slip(story, kevin);
    expect(statusOf(story, 'Kevin')).toBe('candidate');
    slip(story, kevin);
    expect(statusOf(story, 'Kevin')).toBe('probation');
    expect(story.table.lookup(SLIP)).toBeUndefined();
    expect(story.table.lookup(SLIP, { speaker: 'Anna' })).toBeUndefined();
  });

  test('what two people mean by the same words is the household’s', () => {
    const story = new Story();
    for (const speaker of ['Anna', 'Anna', 'Ben']) slip(story, { speaker });
    expect(statusOf(story)).toBe('probation');
    expect(story.table.lookup(SLIP, { speaker: 'Ben' })).toBeDefined();
    expect(story.table.lookup(SLIP)).toBeDefined();
  });
});

describe('time', () => {
  test('what nobody needs for months is put away, and evidence fades', () => {
    const story = new Story(NOBODY_KNOWN);
    slip(story);
    slip(story);
    expect(story.table.lookup(SLIP, { now: story.at })).toBeDefined();
    const later = story.at + 130 * DAY_S * 1_000;
    expect(story.table.lookup(SLIP, { now: later })).toBeUndefined();
    expect(putAway(story.table, later).map((entry) => entry.status)).toEqual(['retired']);
  });

  test('two repairs far apart are not two', () => {
    const story = new Story(NOBODY_KNOWN);
    slip(story);
    story.wait(200 * DAY_S);
    slip(story);
    expect(statusOf(story)).toBe('candidate');
  });
});

describe('poisoning', () => {
  test('a television that repeats itself within minutes confirms nothing', () => {
    const story = new Story();
    for (let i = 0; i < 30; i++) {
      story.say({ ...misheard, text: SLIP }, 1);
      story.say({ ...meant }, 3);
    }
    story.wait(130);
    expect(story.table.lookup(SLIP)).toBeUndefined();
    expect(statusOf(story) ?? 'candidate').toBe('candidate');
  });

  test('a television in another room than the person teaches nothing', () => {
    const story = new Story();
    for (let i = 0; i < 50; i++) {
      story.report('light.living', 'off', 1);
      story.say({ ...misheard, text: 'tonight on the living room flight', satellite: 'tv corner' }, 1);
      story.say(meant, 3);
      story.report('light.living', 'on').wait(200);
    }
    expect(story.table.list()).toEqual([]);
  });

  test('one satellite brings few candidates a day', () => {
    const story = new Story();
    const names = 'abcdefghijklmnopqrstuvwxyz'.split('');
    for (const name of names) {
      slip(story, {}, { ...misheard, text: `turn ${name} on the living room flight` });
    }
    const day = story.table.list().filter((entry) => entry.status === 'candidate').length;
    expect(day).toBe(limits.rewriteCandidatesPerSatelliteMax);
    story.wait(DAY_S);
    slip(story, {}, { ...misheard, text: 'turn on my living room flight' });
    expect(story.table.list()).toHaveLength(day + 1);
  });

  test('who means different things by the same words gets neither', () => {
    const story = new Story();
    const other: Saying = {
      text: 'turn on the living room right light',
      targets: ['light.desk_lamp'],
      satellite: 'living',
    };
    for (let i = 0; i < 6; i++) slip(story, {}, misheard, i % 2 === 0 ? meant : other);
    expect(story.table.lookup(SLIP)).toBeUndefined();
  });

  test('rewrites never chain and never swap', () => {
    const story = new Story();
    slip(story);
    slip(story);
    const swapped: Saying = { ...meant, text: SLIP };
    slip(story, {}, { ...misheard, text: 'turn on the living room slight' }, swapped);
    slip(story, {}, { ...misheard, text: 'turn on the living room slight' }, swapped);
    expect(story.table.lookup('turn on the living room slight')).toBeUndefined();
    expect(rewriteLife.confirmationsMin).toBeGreaterThan(1);
  });
});
