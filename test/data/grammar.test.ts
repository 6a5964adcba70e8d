import { describe, expect, it } from 'vitest';
import { joinTokens, tagWords } from '../../models/data/example.ts';
import { parseSaying, say, type WordTable } from '../../models/data/grammar.ts';
import { seeded } from '../../models/data/random.ts';

const TABLE: WordTable = {
  room: ['attic'],
  own: ["<person>'s room"],
  person: ['Anna'],
  light: ['{target lights}@light'],
};

function check(saying: string, text: string, tags: string, domain?: string): void {
  const said = say(saying, TABLE, seeded(1));
  const joined = joinTokens(said.tokens);
  expect(joined.text).toBe(text);
  expect(tagWords(joined.text, joined.spans).join(' ')).toBe(tags);
  expect(said.domain).toBe(domain);
}

describe('the notation of sayings', () => {
  it('tags spans and names what they are about', () => {
    check('turn on the {target big lamp}@light', 'turn on the big lamp', 'O O O B-target I-target', 'light');
    check('the {area <room>} <light>', 'the attic lights', 'O B-area B-target', 'light');
    check('{area <own>} (x|x)', "Anna's room x", 'B-area I-area O');
    check('{area a} {area b}', 'a b', 'B-area B-area');
    check('to {value 50%} now', 'to 50% now', 'O B-value I-value O');
  });

  it('keeps the first domain', () => check('<light> @fan', 'lights', 'B-target', 'light'));

  it('says where a saying is malformed', () => {
    expect(() => parseSaying('turn (on')).toThrow(/offset 8: no "\)"/);
    expect(() => parseSaying('a {nothing b}')).toThrow(/no slot tag "nothing"/);
    expect(() => parseSaying('@lite')).toThrow(/no domain "lite"/);
    expect(() => parseSaying('a) b')).toThrow(/unexpected "\)"/);
    expect(() => say('<nobody>', TABLE, seeded(1))).toThrow(/no word table "nobody"/);
  });
});
