import { describe, expect, test } from 'vitest';
import { DAY_S } from './slip.ts';
import { type Saying, Story } from './turns.ts';

const READING = 'turn on the reading lamp';

describe('the moment', () => {
  /** What the reading lamp is in a room: it fails, and is said in full. */
  function mean(story: Story, room: string, target: string, name: string): void {
    const moment = [`room=${room}`, 'time=evening'];
    const said = { satellite: room, speaker: 'Anna', moment, embedding: [1, 0.2] };
    story.report(target, 'off', 1);
    story.say({ ...said, text: READING, outcome: 'handoff', intent: null }, 10);
    story.say({ ...said, text: `turn on the ${name}`, targets: [target] });
    story.report(target, 'on').wait(130);
  }
  const meaning = (story: Story, room: string) =>
    story.table.lookup(READING, { speaker: 'Anna', moment: [`room=${room}`, 'time=evening'] })?.entry.to;

  test('the same words mean one thing here and another there', () => {
    const story = new Story();
    for (let i = 0; i < 3; i++) mean(story, 'bedroom', 'light.bedroom_lamp', 'bedroom lamp');
    expect(meaning(story, 'bedroom')).toBe('turn on the bedroom lamp');
    expect(meaning(story, 'hall')).toBe('turn on the bedroom lamp');
    for (let i = 0; i < 3; i++) mean(story, 'living', 'light.desk_lamp', 'desk lamp');
    expect(meaning(story, 'living')).toBe('turn on the desk lamp');
    expect(meaning(story, 'bedroom')).toBe('turn on the bedroom lamp');
    expect(story.table.find('personal', READING, 'Anna', 'room=living')).toMatchObject({ status: 'probation' });
  });

  describe('"the lamp" is one of two here', () => {
    const because = [
      { signal: 'area', detail: 'you are in the Living Room', weight: 2.3 },
      { signal: 'deviceState', detail: 'they are off', weight: 1.2 },
    ] as const;
    const moment = ['room=living', 'time=evening'];
    const both = ['light.living', 'light.desk_lamp'];
    function correct(features: Saying['features']): Story {
      const story = new Story();
      for (let i = 0; i < 2; i++) {
        const said = { satellite: 'living', speaker: 'Anna', moment };
        const mentions = [{ tag: 'target', text: 'lamp', start: 14, end: 18 }] as const;
        const first = { ...said, text: 'switch on the lamp', targets: both, mentions, because, features };
        const { id } = story.say(first, 10);
        const text = 'no i meant the desk lamp';
        story.say({ ...said, text, targets: ['light.desk_lamp'], follows: { turn: id, how: 'correct' } });
        story.report('light.desk_lamp', 'on').wait(130);
        story.report('light.desk_lamp', 'off', 200);
      }
      return story;
    }
    const learned = (story: Story) => story.table.lookup('switch on the lamp', { speaker: 'Anna', moment })?.entry.to;

    test('what is corrected twice is learned for the room: that an order would change something is true of every one', () => {
      expect(learned(correct({ sameArea: 1, wouldChange: 1 }))).toBe('switch on the Desk Lamp');
    });
    test('not where it hung on what had just changed, which will not come again', () => {
      expect(learned(correct({ sameArea: 1, wouldChange: 1, changedLately: 0.8 }))).toBeUndefined();
    });
  });

  test('what is undone where it never did well is left alone there, and goes on elsewhere', () => {
    const story = new Story();
    const use = (room: string, undone: boolean): void => {
      const moment = [`room=${room}`, 'time=evening'];
      story.report('light.bedroom_lamp', 'off', 1);
      const said = { text: READING, targets: ['light.bedroom_lamp'], satellite: room, speaker: 'Anna', moment };
      story.say({ ...said, rewritten: true }, 10);
      story.report('light.bedroom_lamp', 'on');
      if (undone) story.report('light.bedroom_lamp', 'off', 6);
      story.wait(130);
    };
    for (let i = 0; i < 2; i++) mean(story, 'bedroom', 'light.bedroom_lamp', 'bedroom lamp');
    for (let i = 0; i < 3; i++) {
      use('bedroom', false);
      story.wait(DAY_S);
    }
    expect(story.table.find('personal', READING, 'Anna')).toMatchObject({ status: 'active' });
    use('hall', true);
    expect(meaning(story, 'hall')).toBeUndefined();
    expect(meaning(story, 'bedroom')).toBe('turn on the bedroom lamp');
  });
});
