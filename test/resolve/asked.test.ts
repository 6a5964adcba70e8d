import { describe, expect, it } from 'vitest';
import { isNeededNoMore, isNegated } from '../../runtime/act/wanted.ts';
import type { IntentLabel } from '../../runtime/domain/intent.ts';
import { isQuestion } from '../../runtime/domain/question.ts';
import type { Mention, Reading } from '../../runtime/domain/reading.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { withForeignApart } from '../../runtime/resolve/foreign.ts';
import { Lexicon } from '../../runtime/resolve/lexicon.ts';
import { groupMentions } from '../../runtime/resolve/mentions.ts';
import { saidOf } from '../../runtime/resolve/slots.ts';
import { soundsLikeMusic } from '../../runtime/resolve/special.ts';
import { resolveGroup } from '../../runtime/resolve/targets.ts';
import { homeOf, mentionsOf } from './home.ts';

function readingOf(marked: string, label: IntentLabel = 'HassTurnOn'): Reading {
  const { text, mentions } = mentionsOf(marked);
  const intents = [{ label, probability: 0.9 }];
  return { text, words: splitWords(text), intents, domains: [], mentions, inScope: 0.9, embedding: new Float32Array() };
}

describe('who asks for somebody to see to it gives an order; who asks whether it is so does not', () => {
  it.each([
    'could somebody shut the patio door please',
    'will someone turn the oven light off',
    'have every window closed',
    'have all the gates locked now',
    'have the side door unlocked please',
  ])('order: %s', (text) => expect(isQuestion(text)).toBe(false));
  it.each([
    'have all the gates been locked',
    'have all the gates locked?',
    'have you shut the window',
    'have the kids locked the shed',
    'have they ever locked it',
    'have the neighbours already closed',
    'are all the gates locked',
    'can anybody open the shed',
    'could somebody have opened the shed',
    'does somebody lock the gate at night',
  ])('question: %s', (text) => expect(isQuestion(text)).toBe(true));
});

describe('what is needed no longer may be ended, and is nothing else', () => {
  it.each([
    ["I don't need the desk lamp any more", 'HassTurnOff', true],
    ['we do not want the radio on any longer', 'HassMediaPause', true],
    ["I don't need the desk lamp anymore", 'HassTurnOn', false],
    ["I don't want to turn off the desk lamp any more", 'HassTurnOff', false],
    ["I don't want you to close it now", 'HassTurnOff', false],
    ["I don't need the desk lamp", 'HassTurnOff', true],
    ['we do not need our heaters', 'HassTurnOff', true],
    ["I don't need the desk lamp", 'HassTurnOn', false],
    ["I don't need the desk lamp to be brighter than that now", 'HassLightSet', false],
    ["you don't need to turn the lamp off", 'HassTurnOff', false],
  ] as const)('%s (%s): %s', (text, intent, expected) => {
    expect(isNegated(text)).toBe(true);
    expect(isNeededNoMore(text, intent)).toBe(expected);
  });
});

describe('a request for another agent is a clause of its own', () => {
  const lexicon = new Lexicon(
    homeOf(['light.nora | Nora | Den', 'fan.den | Den Fan | Den', 'switch.phone | Phone Charger | Den'], ['Den']),
  );
  function check(marked: string, expected: readonly string[]): void {
    const parts = withForeignApart(lexicon, [readingOf(marked)]).map(
      ({ words, mentions, intents }) =>
        `${intents[0]?.label === 'Handoff' ? '! ' : ''}${words.map(({ text }) => text).join(' ')} [${mentions.map(named).join(' ')}]`,
    );
    expect(parts).toEqual(expected);
  }
  const named = ({ text, from, to }: Mention) => `${text}:${from}-${to}`;

  it('apart from what this home can do, before it or after it', () => {
    check('start the [target fan] and email [target nora]', ['start the fan [fan:2-3]', '! email nora []']);
    check('text [target nora] and start the [target fan]', ['! text nora []', 'start the fan [fan:2-3]']);
    check('start the [target fan] and call the plumber and the [target lamp]', [
      'start the fan [fan:2-3]',
      '! call the plumber []',
      'the lamp [lamp:1-2]',
    ]);
  });
  it('not alone, not where this home has such a word, not where a name is given', () => {
    check('email [target nora]', ['email nora [nora:1-2]']);
    check('start the [target fan] and [target phone charger]', [
      'start the fan and phone charger [fan:2-3 phone charger:4-6]',
    ]);
    check('dim the [target fan] and call it cosy', ['dim the fan and call it cosy [fan:2-3]']);
    check('start the [target fan] and [target nora]', ['start the fan and nora [fan:2-3 nora:4-5]']);
  });
});

describe('what hangs at a window', () => {
  const home = homeOf(
    [
      'cover.den | Left | Den | curtain',
      'cover.loft | Right | Loft | blind',
      'light.den | Lamp | Den',
      'cover.attic | Front | Attic | awning',
    ],
    ['Den', 'Loft', 'Attic'],
  );
  const lexicon = new Lexicon(home);
  it.each([
    ['[target blinds] in the [area den]', 'cover.den'],
    ['[area loft] [target curtains]', 'cover.loft'],
    ['[target blinds]', 'cover.loft'],
    ['[target blinds] in the [area attic]', '? blinds in the Attic'],
    ['[target shutters] in the [area den]', '? shutters in the Den'],
  ])('%s: %s', (marked, expected) => {
    const found = groupMentions(readingOf(marked)).groups.map((group) => {
      const resolved = resolveGroup(lexicon, group, () => true);
      if ('unmatched' in resolved) return `? ${resolved.unmatched.words}`;
      return resolved.match.entities.map((index) => lexicon.entities[index]?.definition.id).join(' ');
    });
    expect(found).toEqual([expected]);
  });
});

describe('words of colour and of music', () => {
  it.each([
    ['turn off the [target spots] [color green]', true],
    ['turn off the [target spots] [color green] please', true],
    ['turn off the [color green] [target spots]', false],
    ['turn off the [target spot] that is [color green]', false],
  ])('%s: %s', (marked, expected) => expect(saidOf(readingOf(marked)).recolored).toBe(expected));
  it.each([
    ['play something groovy', 'groovy', true],
    ['put on something mellow', 'something mellow', true],
    ['play something scary', 'scary', false],
    ['play groovy movie', 'groovy movie', false],
  ])('%s: %s', (text, query, expected) => expect(soundsLikeMusic(readingOf(text), query)).toBe(expected));
});
