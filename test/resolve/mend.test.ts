import { describe, expect, it } from 'vitest';
import type { IntentLabel } from '../../runtime/domain/intent.ts';
import type { Reading } from '../../runtime/domain/reading.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { candidatesOf } from '../../runtime/resolve/candidates.ts';
import { Lexicon } from '../../runtime/resolve/lexicon.ts';
import { mended } from '../../runtime/resolve/mend.ts';
import { sceneOf } from '../../runtime/resolve/scene.ts';
import { taughtSpans } from '../../runtime/resolve/teaching.ts';
import { homeOf, mentionsOf } from './home.ts';

const HOUSE = [
  'light.pantry | Pantry Light | Pantry',
  'light.porch | Porch Light | Porch',
  'fan.pantry | Pantry Fan | Pantry',
  'fan.tower | Tower Fan | Den',
  'media_player.projector | Projector | Den',
  'media_player.shelf | Shelf Speaker | Pantry',
  'media_player.music | Music Box | Porch',
  'vacuum.robot | Dusty | Den',
  'sensor.den | Den Temperature | Den | temperature',
];
const AREAS = ['Pantry', 'Porch', 'Den'];
const OUTSIDE = ['sensor.patio | North Wall | Patio | temperature', 'sensor.pool | Patio Pool | Patio | temperature'];
const WEATHER = ['weather.home | Forecast'];

function readingOf(marked: string, label: IntentLabel = 'HassTurnOn'): Reading {
  const { text, mentions } = mentionsOf(marked);
  return {
    text,
    words: splitWords(text),
    intents: [{ label, probability: 0.98 }],
    domains: [],
    mentions,
    inScope: 1,
    embedding: new Float32Array(),
  };
}

/** Expects the mentions that are left of a text with spans marked. */
function left(marked: string, expected: string): void {
  const { mentions } = mended(new Lexicon(homeOf(HOUSE, AREAS)), readingOf(marked));
  expect(mentions.map(({ tag, text }) => `${tag} ${text}`).join(', '), marked).toBe(expected);
}

/** Expects "intent targets" of every candidate, or "nothing" for one that names nothing. */
function check(marked: string, label: IntentLabel, expected: readonly string[], more: readonly string[] = []): void {
  const home = homeOf([...HOUSE, ...more], AREAS);
  const who = { satellite: undefined, area: 'Pantry', speaker: undefined };
  const reading = readingOf(marked, label);
  const scene = sceneOf(home, new Lexicon(home), [{ text: reading.text, confidence: 1, clauses: [reading] }], who);
  const { candidates } = candidatesOf(scene, reading);
  expect(candidates.map((one) => `${one.intent} ${one.targets.join(' ') || 'nothing'}`).sort(), marked).toEqual(
    expected,
  );
}

describe('what is taken back in the same breath', () => {
  it('is dropped where the tagger kept it', () => {
    left('turn on the [area pantry] light, no wait, the [area porch] [target light]', 'area porch, target light');
    left('lock the [target gate] sorry the [target shed]', 'target shed');
    left('close the [area den] [target blinds] I mean the [target curtains]', 'area den, target curtains');
    left('start the [area pantry] [target fan], oops, the [target tower fan]', 'target tower fan');
    left('turn on the [area pantry] [target light], no, the [area porch] [target one]', 'target light, area porch');
    left('[up raise] no [down lower] the [target shade]', 'down lower, target shade');
  });
  it('is a value as much as a thing', () => {
    left('set the [target lamp] to [value 20] no [value 35 percent]', 'target lamp, value 35 percent');
    left('paint the [target lamp] [color red], actually [color teal]', 'target lamp, color teal');
    left('a timer for [duration 4 minutes] make that [duration 9 minutes]', 'duration 9 minutes');
    left('dim the [target lamp] to [value 20], no, the [target strip]', 'value 20, target strip');
  });
  it('leaves what is only added, asked, or quoted', () => {
    left('turn on the [target lamp] and actually the [target fan]', 'target lamp, target fan');
    left('turn on the [target lamp] actually the [target fan] too', 'target lamp, target fan');
    left('is the [target lamp] actually [state on]', 'target lamp, state on');
    left('turn on the [target lamp] make it [color red]', 'target lamp, color red');
    left('no, the [area den] [target lamp]', 'area den, target lamp');
    left('play [search_query no time to lose] in the [area den]', 'search_query no time to lose, area den');
    left('use the [target lamp] rather than the [target strip]', 'target lamp, target strip');
  });
});

describe('what the tagger tore is whole', () => {
  it('joins free text, and nothing else', () => {
    left('play [search_query the long] [search_query way home]', 'search_query the long way home');
    left('turn on the [target corner] [target lights]', 'target corner, target lights');
    left('add [item eggs] [item flour]', 'item eggs, item flour');
  });
  it('takes the whole new name of a thing', () => {
    const name = (marked: string) =>
      taughtSpans(
        new Lexicon(homeOf(HOUSE, AREAS)),
        mended(new Lexicon(homeOf(HOUSE, AREAS)), readingOf(marked, 'HearthTeach')),
      );
    expect(name('call [meaning the tower fan] [phrase lazy] [phrase harriet]')).toEqual({ phrase: 'lazy harriet' });
    expect(name('call [meaning the tower fan] [phrase lazy] harriet from now on')).toEqual({ phrase: 'lazy harriet' });
    expect(name('call [meaning the tower fan] [phrase harriet], please')).toEqual({ phrase: 'harriet' });
  });
});

describe('a thing of this home that was taken for what it plays', () => {
  it('is what is meant', () => {
    check('pause the [media_class projector]', 'HassMediaPause', ['HassMediaPause media_player.projector']);
    check('mute the [search_query shelf speaker]', 'HassMediaPlayerMute', ['HassMediaPlayerMute media_player.shelf']);
    check('turn off [name tower fan]', 'HassTurnOff', ['HassTurnOff fan.tower']);
  });
  it('is none where the word says no more than what plays', () => {
    const all = ['media_player.music', 'media_player.projector', 'media_player.shelf'];
    check(
      'pause the [media_class song]',
      'HassMediaPause',
      all.map((id) => `HassMediaPause ${id}`),
    );
    check('pause the [media_class film] on the [target projector]', 'HassMediaPause', [
      'HassMediaPause media_player.projector',
    ]);
  });
});

describe('how warm it is outside', () => {
  const asked = [
    'how chilly is it outside',
    'what is the temperature [area outdoors]',
    'how hot is it out [there there]',
  ];
  it.each(asked)('%s', (text) => {
    check(text, 'HassClimateGetTemperature', ['HassClimateGetTemperature sensor.patio'], [...OUTSIDE, ...WEATHER]);
    check(text, 'HassClimateGetTemperature', ['HassGetWeather weather.home'], WEATHER);
  });
  it('is not asked of a room', () => {
    check(
      'how chilly is it in the [area den]',
      'HassClimateGetTemperature',
      ['HassClimateGetTemperature sensor.den'],
      WEATHER,
    );
  });
});

describe('a vacuum that cannot be sent to a room', () => {
  function deeds(cleanArea: boolean): string[] {
    const plain = homeOf(HOUSE, AREAS);
    const definitions = [...plain.definitions()].map((one) =>
      one.domain === 'vacuum' ? { ...one, features: { switchable: true, cleanArea } } : one,
    );
    const home = {
      ...plain,
      definitions: () => definitions,
      definition: (id: string) => definitions.find((one) => one.id === id),
    };
    const read = readingOf('start the [target robot] in the [area den]', 'HassVacuumCleanArea');
    const reading: Reading = {
      ...read,
      intents: [
        { label: 'HassVacuumCleanArea', probability: 0.6 },
        { label: 'HassVacuumStart', probability: 0.39 },
      ],
    };
    const scene = sceneOf(home, new Lexicon(home), [], { satellite: undefined, area: 'Den', speaker: undefined });
    return candidatesOf(scene, reading).candidates.map(({ intent, features }) => {
      const share = Math.exp(features.find((one) => one.name === 'intent')?.value ?? 0);
      return `${intent} ${share.toFixed(2)}`;
    });
  }
  it('comes to one deed, however it was read', () => expect(deeds(false)).toEqual(['HassVacuumCleanArea 0.99']));
  it('is not so where it can be', () =>
    expect(deeds(true)).toEqual(['HassVacuumCleanArea 0.60', 'HassVacuumStart 0.39']));
});
