import { describe, expect, test } from 'vitest';
import type { Turn } from '../../runtime/domain/context.ts';
import { DAY_S, meant, NOBODY_KNOWN, SLIP, slip, statusOf, use } from './slip.ts';
import { Story } from './turns.ts';

describe('a proven rewrite that is asked about once more', () => {
  /** A proven rewrite of so many uses, about which the hub asks in the end. */
  function asked(uses: number): { readonly story: Story; readonly turn: Turn } {
    const story = new Story(NOBODY_KNOWN);
    slip(story);
    slip(story);
    for (let i = 0; i < uses; i++) {
      use(story);
      story.wait(DAY_S);
    }
    story.report('light.living', 'off', 1);
    return { story, turn: ask(story) };
  }
  const ask = (story: Story): Turn =>
    story.say({ ...meant, text: SLIP, rewritten: true, outcome: 'ask', question: 'confirm' }, 10);
  const deny = (story: Story, { id }: Turn): Turn =>
    story.say({
      text: 'no',
      intent: 'HearthDeny',
      outcome: 'answer',
      satellite: 'living',
      follows: { turn: id, how: 'answer' },
    });

  test('one no puts what has held a few times on trial, a second ends it', () => {
    const { story, turn } = asked(4);
    deny(story, turn);
    story.wait(130);
    expect(statusOf(story)).toBe('probation');
    deny(story, ask(story));
    story.wait(130);
    expect(statusOf(story)).toBe('retired');
  });

  test('what has held for long is not over for one no', () => {
    const { story, turn } = asked(20);
    deny(story, turn);
    story.wait(130);
    expect(story.table.find('personal', SLIP, undefined)).toMatchObject({ status: 'active', losses: 1 });
  });

  test('the very thing asked for is said outright instead of a yes: that is one', () => {
    const { story } = asked(4);
    const before = story.table.find('personal', SLIP, undefined)?.wins ?? 0;
    story.say(meant);
    story.report('light.living', 'on').wait(130);
    expect(statusOf(story)).toBe('active');
    expect(story.table.find('personal', SLIP, undefined)?.wins).toBeGreaterThan(before);
  });
});
