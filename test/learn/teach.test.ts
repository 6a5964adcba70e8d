import { describe, expect, test } from 'vitest';
import { limits } from '../../runtime/domain/limits.ts';
import { type TeachRefusal, teachName, teachPhrase } from '../../runtime/learn/teach.ts';
import { RewriteTable } from '../../runtime/rewrite/table.ts';

function tableOf(): RewriteTable {
  const table = new RewriteTable();
  table.teach('cinema', 'dim the lights and close the blinds', undefined, 0);
  return table;
}

function check(phrase: string, meaning: string, want: TeachRefusal | { meaning: string; confirmed?: boolean }): void {
  test(`"${phrase.slice(0, 40)}" → "${meaning.slice(0, 40)}"`, () => {
    const taught = teachPhrase(phrase, meaning, tableOf(), 'Anna');
    if (typeof want === 'string') {
      expect(taught).toMatchObject({ refusal: want, say: expect.stringMatching(/\w/) });
    } else {
      expect(taught).toMatchObject({
        effect: { type: 'teachPhrase', meaning: want.meaning, speaker: 'Anna' },
        confirmed: want.confirmed ?? false,
      });
    }
  });
}

describe('phrases', () => {
  check('Movie time', 'dim the lights', { meaning: 'dim the lights' });
  check('movie time', 'turn on the fan and close the blinds', { meaning: 'turn on the fan and close the blinds' });
  check("I'm home", 'unlock the front door', { meaning: 'unlock the front door', confirmed: true });
  check('film night', 'cinema', { meaning: 'dim the lights and close the blinds' });
  check('yes', 'turn on the fan', 'bareReply');
  check('Stop!', 'turn on the fan', 'bareReply');
  check('no, please', 'turn on the fan', 'bareReply');
  check('banana', 'no', 'bareReply');
  check('', 'turn on the fan', 'empty');
  check('movie time', '  ', 'empty');
  check('movie time', 'Movie-time please', 'same');
  check('x'.repeat(limits.phraseCharactersMax + 1), 'turn on the fan', 'tooLong');
  check('movie time', 'x'.repeat(limits.phraseCharactersMax + 1), 'tooLong');
  check('movie time', 'when I say bananas turn on the fan', 'nested');
  check('dim the lights and close the blinds', 'cinema', 'circular');

  test('a full table takes no new phrase, but a new meaning for an old one', () => {
    const table = new RewriteTable();
    for (let i = 0; i < limits.taughtMax; i++) table.teach(`phrase number ${i}`, 'turn on the fan', undefined, i);
    expect(teachPhrase('one more', 'turn on the fan', table, undefined)).toMatchObject({ refusal: 'full' });
    expect(teachPhrase('phrase number 7', 'turn off the fan', table, undefined)).toHaveProperty('effect');
  });
});

describe('names', () => {
  const taken = (name: string) => (name === 'hall light' ? 'It is the Hall Light.' : undefined);
  test('a new name is an effect, a taken or bare one is refused', () => {
    expect(teachName('The Big One', 'light.hall', taken)).toMatchObject({
      effect: { type: 'teachName', name: 'big one', entity: 'light.hall' },
    });
    expect(teachName('Hall Light', 'light.kitchen', taken)).toMatchObject({ refusal: 'taken' });
    expect(teachName('stop', 'light.kitchen', taken)).toMatchObject({ refusal: 'bareReply' });
    expect(teachName('', 'light.kitchen', taken)).toMatchObject({ refusal: 'empty' });
  });
});
