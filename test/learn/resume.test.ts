import { describe, expect, test } from 'vitest';
import { type Saying, Story } from './turns.ts';

const SLIP: Saying = { text: 'turn on the chicken light', intent: null, outcome: 'handoff' };
const MEANT: Saying = { text: 'turn on the kitchen light', targets: ['light.kitchen'] };
const DAY = 86_400;

describe('a restart in the middle of it', () => {
  test('a turn that nobody judged yet is judged by what comes after', () => {
    const story = new Story();
    const slip = story.say(SLIP);
    story.restart().say(MEANT);
    story.report('light.kitchen', 'on').wait(120);
    expect(story.verdictOf(slip)).toMatchObject({ defect: true, evidence: ['rephrase'] });
  });
  test('a reaction in words of before counts, and no turn is judged twice', () => {
    const story = new Story();
    const slip = story.say(SLIP);
    const meant = story.say(MEANT);
    story.restart().report('light.kitchen', 'on').wait(120);
    expect(story.verdictOf(slip)).toMatchObject({ defect: true });
    expect(story.verdictOf(meant)).toMatchObject({ defect: false });
    story.restart().wait(120);
    expect(story.verdicts).toHaveLength(2);
  });
  test('what ended while the hub was down is not taken for acceptance', () => {
    const story = new Story();
    const turn = story.say(MEANT);
    story.restart().wait(3600);
    expect(story.verdictOf(turn)).toBeUndefined();
  });
});

describe('the night', () => {
  /** Waits for ten past three in the night, London. */
  const night = (story: Story): Story => {
    const left = (((3 * 3600 + 600 - story.at / 1000) % DAY) + DAY) % DAY;
    return story.wait(left);
  };
  const evening = (story: Story): Story => {
    story.say({ ...SLIP, speaker: 'Anna' });
    story.say({ ...MEANT, speaker: 'Anna' });
    return story.report('light.kitchen', 'on').wait(120).report('light.kitchen', 'off').wait(3600);
  };
  test('is due once between three and four, when nobody speaks', () => {
    const story = evening(new Story());
    expect(story.review()).toBe(false);
    night(story);
    expect(story.review()).toBe(true);
    expect(story.review()).toBe(false);
    story.wait(DAY - 300);
    story.say(MEANT);
    expect(story.review()).toBe(false);
    story.wait(1200);
    expect(story.review()).toBe(true);
  });
  test('the day of the last one survives a restart', () => {
    const story = night(evening(new Story()));
    const day = Math.floor(story.at / 1000 / DAY);
    expect(story.restart(day).review()).toBe(false);
    expect(story.restart(day - 1).review()).toBe(true);
  });
  test('words that failed on two evenings are noted with what they lead to', () => {
    const story = new Story();
    evening(story);
    night(story);
    evening(story.wait(12 * 3600));
    night(story);
    for (const entry of [...story.table.list()]) story.table.forget(entry.from);
    expect(story.review()).toBe(true);
    expect(story.table.list()).toMatchObject([
      { from: 'turn on the chicken light', to: 'turn on the kitchen light', layer: 'personal', status: 'candidate' },
    ]);
  });
});
