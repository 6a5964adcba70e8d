import { describe, expect, test } from 'vitest';
import { isSameWords, type Related, relationBetween } from '../../models/households/relations.ts';
import type { Relation } from '../../runtime/domain/learningModel.ts';

const asked: Related = { goal: 'g', person: 'Maya' };
const told = (to: string, kind: Relation, goal = 'g', person = 'Maya'): Related => ({
  ...{ goal, person },
  relation: { to, kind },
});

describe('what a rephrase is', () => {
  test.each<
    readonly [name: string, before: Related, later: Related, isHeardSame: boolean, expected: Relation | undefined]
  >([
    ['the wish in other words', asked, told('u1', 'rephrase'), false, 'rephrase'],
    ['the same words', asked, told('u1', 'repetition'), true, 'repetition'],
    ['other words, heard the same', asked, told('u1', 'rephrase'), true, 'repetition'],
    ['the same words, heard otherwise', asked, told('u1', 'repetition'), false, 'rephrase'],
    ['one name corrected', asked, told('u1', 'slotCorrection'), false, 'slotCorrection'],
    ['more of it', asked, told('u1', 'followUp', 'more'), false, 'followUp'],
    ['another wish', asked, told('u1', 'newRequest', 'h'), false, 'newRequest'],
    ['another wish, one turn on', asked, told('u2', 'newRequest', 'h'), false, 'newRequest'],
    ['somebody else', asked, told('u1', 'otherPerson', 'h'), false, 'otherPerson'],
    ['what was already rephrased once', asked, told('u2', 'rephrase'), false, 'rephrase'],
    ['somebody else, one turn on', asked, told('u2', 'newRequest', 'h', 'Noah'), false, 'otherPerson'],
    ['a rephrase of another wish', asked, told('u2', 'rephrase', 'h'), false, 'newRequest'],
    ["a rephrase of somebody else's wish", asked, told('u2', 'rephrase', 'h', 'Noah'), false, 'otherPerson'],
    ['the answer to what was asked again', asked, told('u2', 'answer'), false, 'answer'],
    ['after a "no", of the request before it', told('u0', 'answer'), told('u0', 'rephrase'), false, 'newRequest'],
    ['after an "undo", of what was undone', told('u0', 'reversal'), told('u0', 'rephrase'), false, 'newRequest'],
    ['nobody knows', asked, { goal: 'g', person: 'Maya', relation: null }, false, undefined],
  ])('%s', (_name, before, later, isHeardSame, expected) => {
    expect(relationBetween('u1', before, later, isHeardSame)).toBe(expected);
  });

  test('politeness is no other wording', () => {
    expect(isSameWords('please dim the lamp', 'Dim the lamp, please')).toBe(true);
    expect(isSameWords('dim the lamp', 'dim the lamb')).toBe(false);
  });
});
