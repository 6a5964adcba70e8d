import { expect, test } from 'vitest';
import { tastesSaid } from '../../runtime/act/tasteSaid.ts';

/** What a sentence states, briefly: "Ben +opera", "me -jazz". */
function said(text: string): readonly string[] {
  return tastesSaid(text, ['Anna', 'Ben']).map(
    ({ who, isLiked, what, isView }) => `${who ?? 'me'} ${isLiked ? '+' : '-'}${what}${isView === true ? '?' : ''}`,
  );
}

test.each<readonly [text: string, expected: readonly string[]]>([
  ['I adore calypso', ['me +calypso']],
  ["I've become hooked on Bollywood films", ['me +Bollywood']],
  ["I can't get enough of mariachi", ['me +mariachi']],
  ["please remember that I'm a big Rovers supporter", ['me +Rovers']],
  ['to be honest I quite enjoy Vivaldi', ['me +Vivaldi']],
  ['Ben is keen on Greek food', ['Ben +Greek']],
  ["Anna's crazy about zydeco", ['Anna +zydeco']],
  ['my wife Anna loves Verdi', ['Anna +Verdi']],
  ['ragtime is right up my alley', ['me +ragtime']],
  ["Ben's team is Ajax", ['Ben +Ajax']],
  ["my aunt's favourite food is paella", ['my aunt +paella']],
  ['I prefer tango to polka', ['me +tango']],
  ['my uncle loves tango', ['my uncle +tango']],
  ["I can't abide yodelling", ['me -yodelling']],
  ["I don't much like calypso", ['me -calypso']],
  ['Ben no longer enjoys calypso', ['Ben -calypso']],
  ["calypso isn't Anna's cup of tea", ['Anna -calypso']],
  ['calypso drives Ben up the wall', ['Ben -calypso']],
  ['I have never been into calypso', ['me -calypso']],
  ["I'm not much of a calypso fan", ['me -calypso']],
  ['not a fan of calypso', ['me -calypso']],
  ["I didn't say I like calypso", ['me -calypso']],
  ["stop saying that I love calypso, I don't", ['me -calypso']],
  ['I used to love calypso', ['me -calypso']],
  ['I am fed up with calypso', ['me -calypso?']],
  ['Ben finds calypso tedious', ['Ben -calypso?']],
  ["I don't like calypso but I love tango", ['me -calypso', 'me +tango']],
  ["don't forget that I like calypso", ['me +calypso']],
])('"%s" states %j', (text, expected) => {
  expect(said(text)).toEqual(expected);
});

test.each([
  'do I like calypso',
  'who hates calypso?',
  "I'd like some calypso",
  'I would love a cup of tea',
  'I like it here',
  'I love my wife',
  'I hate this',
  'I like to sleep late',
  "I don't hate calypso",
  'play the calypso I like',
  'turn the lamp over there on',
  'forget that I like calypso',
  'when I say I love calypso, play calypso',
  'if I like calypso I say so',
  'I have had enough of that',
  'you can take the bus',
])('"%s" states nothing', (text) => {
  expect(said(text)).toEqual([]);
});

test('what is liked instead takes the place of what was', () => {
  expect(tastesSaid('I like tango instead of calypso now', [])).toEqual([
    { who: null, isLiked: true, what: 'tango', instead: 'calypso' },
  ]);
});
