import { describe, expect, it } from 'vitest';
import { isEmbedded } from '../../runtime/act/embedded.ts';
import { isNegated, isTold } from '../../runtime/act/wanted.ts';
import { isQuestion } from '../../runtime/domain/question.ts';
import { ORDER_GERUND, ORDER_PAST, pointOf } from '../../runtime/domain/sentence.ts';

describe('what the rules about sentences share', () => {
  it.each([
    ['Hey Hearth, isn’t the door locked', "isn't the door locked"],
    ['okay so what is on', 'what is on'],
    ['Please', 'please'],
  ])('%s comes to the point at "%s"', (text, point) => expect(pointOf(text)).toBe(point));

  it.each([
    [ORDER_GERUND, ['dimming', 'closing', 'opening', 'running', 'cancelling', 'canceling', 'muting', 'skipping']],
    [ORDER_PAST, ['dimmed', 'closed', 'opened', 'ran', 'cancelled', 'canceled', 'made', 'switched']],
  ])('forms the verbs', (group, words) => {
    const form = new RegExp(`^${group}$`);
    expect(words.filter((word) => !form.test(word))).toEqual([]);
  });

  it('leaves out what is no past to tell from the verb', () => {
    expect(['put', 'set', 'shut'].filter((word) => new RegExp(`^${ORDER_PAST}$`).test(word))).toEqual([]);
  });

  // A verb that one rule knows every rule knows.
  it.each(['mute', 'cancel', 'increase', 'deactivate', 'resume'])('%s', (verb) => {
    expect(isNegated(`don’t ${verb} it`)).toBe(true);
    expect(isEmbedded(`it would be silly to ${verb} that`, [])).toBe(true);
    expect(isQuestion(`${verb} it?`)).toBe(false);
    expect(isQuestion(`could somebody ${verb} that`)).toBe(false);
  });
  it.each(['we muted the radio already', 'mum cancelled the timer', 'I made it louder before'])('told: %s', (text) =>
    expect(isTold(text)).toBe(true));
  it.each(['quickly shut the door', 'you set it to blue'])('not told: %s', (text) => expect(isTold(text)).toBe(false));
  it.each(['Okay, is the fan on', 'Hearth, aren’t the blinds closed', 'isn’t it locked'])('question: %s', (text) =>
    expect(isQuestion(text)).toBe(true));
});
