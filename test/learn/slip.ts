import type { Turn } from '../../runtime/domain/context.ts';
import type { Saying, Story } from './turns.ts';

export const DAY_S = 86_400;
export const SLIP = 'turn on the living room flight';
export const misheard: Saying = { text: SLIP, intent: null, outcome: 'handoff', satellite: 'living' };
export const meant: Saying = { text: 'turn on the living room light', targets: ['light.living'], satellite: 'living' };

/** The person is misheard and says it again; the second time it works. */
export function slip(story: Story, more: Partial<Saying> = {}, first: Saying = misheard, second: Saying = meant): void {
  const target = second.targets?.[0] ?? 'light.living';
  story.report(target, 'off', 1);
  story.say({ ...first, ...more }, 10);
  story.say({ ...second, ...more }, 5);
  story.report(target, 'on').wait(130);
}

/** The person says the misheard words, and the table puts them right. */
export function use(story: Story, reaction: (story: Story, turn: Turn) => void = () => undefined): Turn {
  story.report('light.living', 'off', 1);
  const turn = story.say({ ...meant, text: SLIP, rewritten: true }, 10);
  story.report('light.living', 'on');
  reaction(story, turn);
  story.wait(130);
  return turn;
}

export const statusOf = (story: Story, speaker?: string) => story.table.find('personal', SLIP, speaker)?.status;

/** A home that recognises no voices: every word counts in full. */
export const NOBODY_KNOWN = { people: [] };
