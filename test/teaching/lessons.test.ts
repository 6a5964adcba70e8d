import { describe, expect, test } from 'vitest';
import { eachInOwnHome } from './ownHome.ts';
import type { TalkingHome } from './talkingHome.ts';

let home: TalkingHome;
eachInOwnHome((opened) => {
  home = opened;
});

const desk = { outcome: 'act', targets: ['light.desk'] };

describe('"when I say …"', () => {
  test('asks what it means, confirms in words, and holds for the very next utterance', async () => {
    expect(await home.say('when I say flamingo hour')).toMatchObject({
      outcome: 'ask',
      say: 'What should I do when you say "flamingo hour"?',
    });
    expect(await home.say('turn on the desk lamp')).toMatchObject({
      outcome: 'teach',
      commands: [],
      say: 'When you say "flamingo hour", I take it as "turn on the desk lamp".',
    });
    expect(await home.say('flamingo hour')).toMatchObject({ ...desk, rewrite: { layer: 'taught' } });
  });

  test('is theirs who taught it, where one knows who speaks', async () => {
    await home.say('when I say flamingo hour, turn on the desk lamp', { by: 'Anna' });
    await home.say('when I say flamingo hour, turn on the bedside lamp', { by: 'Ben' });
    expect(await home.say('flamingo hour', { by: 'Ben' })).toMatchObject({ targets: ['light.bedside'] });
    expect(await home.say('flamingo hour', { by: 'Anna' })).toMatchObject(desk);
    // Two meant different things, so nobody knows what a third means.
    expect((await home.say('flamingo hour', { by: null, after: 70 })).rewrite).toBeNull();
  });

  test('what cannot be done is not taken for an answer', async () => {
    await home.say('when I say flamingo hour');
    expect(await home.say('write a poem about my grandmother')).toMatchObject({
      outcome: 'ask',
      say: expect.stringMatching(/^That I cannot do\. What should I do/),
    });
    expect(await home.say('never mind')).toMatchObject({ commands: [], say: 'Okay.' });
    expect((await home.say('turn on the desk lamp')).outcome).toBe('act');
    expect((await home.say('flamingo hour', { after: 70 })).rewrite).toBeNull();
  });

  test('what is always confirmed stays so, and is said to', async () => {
    await home.say('when I say let me in');
    expect((await home.say('unlock the front door')).say).toMatch(/ask you each time/);
    expect(await home.say('let me in')).toMatchObject({ outcome: 'ask', commands: [] });
  });

  test('somebody else’s request is not the answer', async () => {
    await home.say('when I say flamingo hour', { by: 'Anna' });
    expect(await home.say('turn on the hall light', { by: 'Ben' })).toMatchObject({
      outcome: 'act',
      targets: ['light.hall'],
    });
    expect((await home.say('flamingo hour', { by: 'Ben', after: 70 })).rewrite).toBeNull();
  });
});

describe('"learn my preferences"', () => {
  test('a few questions, interrupted, taken up again, skipped and stopped', async () => {
    expect((await home.say('learn my preferences')).say).toBe('Gladly. What music do you like?');
    expect(await home.say('mostly jazz')).toMatchObject({
      outcome: 'teach',
      slots: { category: 'music', value: 'jazz' },
      say: 'I will remember that Anna likes jazz. Which team are you a fan of?',
    });
    expect(await home.say('turn on the desk lamp')).toMatchObject({
      ...desk,
      say: expect.stringMatching(/^Turned on.*Which team are you a fan of\?$/),
    });
    expect((await home.say('the Warriors')).slots).toEqual({ category: 'team', value: 'Warriors' });
    expect((await home.say('skip')).say).toBe('Okay. What kind of movies do you like?');
    expect((await home.say('stop')).say).toBe('Okay.');
    expect(await home.say('turn off the desk lamp')).toMatchObject({ ...desk, say: expect.not.stringContaining('?') });
  });

  test('is over after a minute of silence', async () => {
    await home.say('learn my preferences');
    await home.wait(75);
    expect((await home.say('turn on the desk lamp')).say).not.toContain('?');
  });
});

describe('what is remembered', () => {
  test('is used, told, corrected and forgotten', async () => {
    expect((await home.say('what do you know about me')).say).toBe('I have learned nothing about you yet.');
    await home.say('I like jazz');
    await home.say("I'm a Warriors fan");
    await home.say('when I say flamingo hour, turn on the desk lamp');
    await home.say('call the bedside lamp sunny');
    expect(await home.say('play music', { after: 70 })).toMatchObject({ slots: { search_query: 'jazz' } });
    const told = (await home.say('what have you learned')).say;
    for (const part of ['jazz', 'Warriors', 'flamingo hour', 'sunny']) expect(told).toContain(part);
    expect((await home.say('what do you know about me', { by: 'Ben' })).say).not.toContain('you like');
    expect((await home.say("I don't like jazz any more")).say).toBe('Okay, no more jazz for Anna.');
    expect((await home.say('play music', { after: 70 })).slots.search_query).toBeUndefined();
    await home.say('forget that I like the Warriors');
    await home.say('forget flamingo hour');
    const left = (await home.say('what have you learned')).say;
    for (const part of ['jazz', 'Warriors', 'flamingo']) expect(left).not.toContain(part);
    expect(left).toContain('sunny');
    expect((await home.say('flamingo hour', { after: 70 })).rewrite).toBeNull();
  });

  test('the game is the team’s, where a team is known', async () => {
    await home.say("I'm a Warriors fan");
    expect(await home.say('put on the game', { from: 'hall', after: 70 })).toMatchObject({
      outcome: 'act',
      slots: { search_query: expect.stringMatching(/warriors/i) },
    });
  });
});
