import { describe, expect, it } from 'vitest';
import { isTakenBack } from '../../runtime/act/takenBack.ts';
import { isDoubtful } from '../../runtime/act/wanted.ts';
import type { IntentLabel } from '../../runtime/domain/intent.ts';
import type { Reading } from '../../runtime/domain/reading.ts';
import { splitWords, unaccented } from '../../runtime/domain/words.ts';
import type { Candidate } from '../../runtime/resolve/candidate.ts';
import { candidatesOf } from '../../runtime/resolve/candidates.ts';
import { Lexicon } from '../../runtime/resolve/lexicon.ts';
import { sceneOf } from '../../runtime/resolve/scene.ts';
import { homeOf, mentionsOf } from './home.ts';

const HOUSE = [
  'light.beam_1 | Beam 1 | Atrium',
  'light.beam_2 | Beam 2 | Atrium',
  'light.beam_3 | Beam 3 | Atrium',
  'light.ivory | Ivory Lamp | Cabin Two',
  'light.his | His Reading Lamp | Cabin One',
  'light.her | Her Reading Lamp | Cabin One',
  'switch.carousel | Carousel | Atrium',
  'switch.kiln | Oven | Atrium',
  'fan.one | Fan | Cabin One',
  'fan.two | Fan | Cabin Two',
  'fan.forge | Forge Fan | Forge',
  'fan.bellows | Bellows Fan | Forge',
  'cover.east | East Shade | Atrium | shade',
  'cover.west | West Shade | Atrium | shade',
  'cover.gully | Rolltor Süd | Forge | shutter',
  'cover.one | Cabin Curtain | Cabin One | curtain',
  'media_player.radio | Wireless | Atrium',
  'climate.forge | Forge Stove | Forge',
];
const AREAS = ['Atrium', 'Cabin One', 'Cabin Two', 'Forge'];
const home = homeOf(HOUSE, AREAS);
const lexicon = new Lexicon(home);

function readingOf(marked: string, label: IntentLabel, domain: string): Reading {
  const { text, mentions } = mentionsOf(marked);
  return {
    text,
    words: splitWords(text),
    intents: [{ label, probability: 0.98 }],
    domains: [{ domain: domain as 'light', probability: 0.9 }],
    mentions,
    inScope: 1,
    embedding: new Float32Array(),
  };
}

/** What a text with spans marked may mean in a room, after a clause that was about some things. */
function candidates(
  marked: string,
  label: IntentLabel,
  area: string,
  domain: string,
  before: readonly string[],
): Candidate[] {
  const reading = readingOf(marked, label, domain);
  const who = { satellite: undefined, area, speaker: undefined };
  const scene = sceneOf(home, lexicon, [{ text: reading.text, confidence: 1, clauses: [reading] }], who);
  const named: Candidate = { intent: 'HassTurnOn', slots: {}, targets: before, features: [], fuzzy: false };
  return candidatesOf(before.length > 0 ? { ...scene, before: named } : scene, reading).candidates;
}

/** Expects "intent targets" of every candidate; "?" marks one that would be asked about, "nothing" one that names nothing. */
function check(
  marked: string,
  label: IntentLabel,
  expected: readonly string[],
  { area = 'Atrium', domain = 'light', before = [] as readonly string[] } = {},
): void {
  const found = candidates(marked, label, area, domain, before);
  const all = found.map(({ intent, targets, wide, unmatched }) => {
    const things = unmatched === undefined ? targets.join(' ') || 'nothing' : 'nothing?';
    return `${intent} ${things}${wide === true ? '?' : ''}`;
  });
  expect([...new Set(all)].sort(), marked).toEqual(expected);
}

/** Expects the slots of the only candidate, without what names the thing. */
function checkSlots(marked: string, label: IntentLabel, expected: object): void {
  const [only] = candidates(marked, label, 'Atrium', 'light', []);
  const { name: _, area: __, domain: ___, ...slots } = only?.slots ?? {};
  expect(slots, marked).toEqual(expected);
}

describe('what is named', () => {
  it('is "the one" of a kind that was said, or of the clause before', () => {
    check('open the [target east one]', 'HassTurnOn', ['HassTurnOn cover.east'], { before: ['cover.west'] });
    check('close the [target shades] except the [except west one]', 'HassTurnOff', ['HassTurnOff cover.east'], {
      domain: 'cover',
    });
  });
  it('is not the "can" after it, nor lost in what is no lesson', () => {
    check('the [target ivory lamp can] go off', 'HassTurnOff', ['HassTurnOff light.ivory']);
    check('[phrase the ivory lamp] may go off', 'HassTurnOff', ['HassTurnOff light.ivory']);
  });
  it('is each of several numbers', () => {
    check('turn on [target beams one] and three', 'HassTurnOn', ['HassTurnOn light.beam_1 light.beam_3']);
    check('[target beams one two] and three on', 'HassTurnOn', ['HassTurnOn light.beam_1 light.beam_2 light.beam_3']);
    check('switch off [target beam 2 and 3]', 'HassTurnOff', ['HassTurnOff light.beam_2 light.beam_3']);
  });
  it('is two where "both" was said, or is asked about', () => {
    check('turn [all both] [target shades] off', 'HassTurnOff', ['HassTurnOff cover.east cover.west'], {
      domain: 'cover',
    });
    check('[all both] [target fans] on', 'HassTurnOn', ['HassTurnOn fan.bellows fan.forge'], {
      area: 'Forge',
      domain: 'fan',
    });
    check('[all both] [target fans] on', 'HassTurnOn', ['HassTurnOn fan.bellows fan.forge fan.one fan.two?'], {
      domain: 'fan',
    });
  });
  it('is a place after "in", though it was tagged as a thing', () => {
    check('turn on the [target lamps] in [all both] [target cabins]', 'HassTurnOn', [
      'HassTurnOn light.her light.his light.ivory',
    ]);
    check('[all everything] off in the [target cabin one]', 'HassTurnOff', ['HassTurnOff fan.one light.her light.his']);
    check('turn on the [target lamps] in both the [area cabin one] and the [area cabin two]', 'HassTurnOn', [
      'HassTurnOn light.her light.his light.ivory',
    ]);
    check('[target lights] on back home', 'HassTurnOn', ['HassTurnOn nothing?']);
  });
  it('is told apart by "his" and "her" where a name has them', () => {
    check('turn on [target his reading lamp]', 'HassTurnOn', ['HassTurnOn light.his']);
    check('[target reading lamps] off', 'HassTurnOff', ['HassTurnOff light.her light.his'], { area: 'Cabin One' });
    check('open his [target east shade]', 'HassTurnOn', ['HassTurnOn cover.east']);
    check('close the [target curtain] in [here her room]', 'HassTurnOff', ['HassTurnOff nothing?']);
  });
  it('is a fan though another is called just that', () => {
    check('[target fan] off', 'HassTurnOff', ['HassTurnOff fan.bellows', 'HassTurnOff fan.forge'], {
      area: 'Forge',
      domain: 'fan',
    });
  });
  it('is what is switched, where it was read as a title', () => {
    check('open [search_query rolltor sud]', 'HassMediaSearchAndPlay', ['HassTurnOn cover.gully']);
    check('open the [target west shade]', 'HassMediaSearchAndPlay', ['HassTurnOn cover.west']);
    check('turn on the [target carousel lights]', 'HassTurnOn', ['HassTurnOn switch.carousel']);
    check('turn on the [target oven light]', 'HassTurnOn', ['HassTurnOn nothing?']);
  });
  it('is not what is spared', () => {
    check('turn off the [target lamps] [all everywhere] but [here here]', 'HassTurnOff', ['HassTurnOff light.ivory'], {
      area: 'Cabin One',
    });
    check('turn off [all every] [target lamp] in the house except the [except ivory lamp]', 'HassTurnOff', [
      'HassTurnOff light.her light.his',
    ]);
  });
});

describe('what it is set to', () => {
  it('is what was said last', () => {
    checkSlots('make the [target ivory lamp] green no wait orange', 'HassLightSet', { color: 'orange' });
    checkSlots('[target ivory lamp] [color red] no green no blue', 'HassLightSet', { color: 'blue' });
    checkSlots('set the [target ivory lamp] to [value 25 sorry 45 percent]', 'HassLightSet', { brightness: 45 });
    checkSlots('[target west shade] to [value 10] no make that [value 60]', 'HassSetPosition', { position: 60 });
  });
  it('is of what the clause before named, where it names nothing', () => {
    check('[color warm white]', 'HassLightSet', ['HassLightSet light.ivory'], { before: ['light.ivory'] });
    check('to [value 30 percent]', 'HassSetPosition', ['HassSetPosition cover.west'], { before: ['cover.west'] });
  });
  it('is warmth where nothing that shines is named', () => {
    check('[up warm up] the [area forge]', 'HassLightSet', ['HassClimateSetTemperature climate.forge']);
  });
  it('is a way, not all there are', () => {
    check('close the [target east shade] [all all] the way', 'HassTurnOff', ['HassTurnOff cover.east']);
    check('open the [target west shade] [all all] [value the way]', 'HassSetPosition', ['HassTurnOn cover.west']);
    check('turn the [target west shade] down', 'HassSetPosition', ['HassTurnOff cover.west']);
    check('[target shades] down', 'HassTurnOn', ['HassTurnOff cover.east cover.west'], { domain: 'cover' });
  });
});

it.each([
  ['turn on the kiln no wait not the kiln', true],
  ['start the barn fan, sorry, not the barn fan', true],
  ['turn on the kiln, no, not the lamp', false],
  ['turn on the lamp, not the kiln', false],
])('what is named again only to be left: %s', (text, expected) => expect(isTakenBack(text)).toBe(expected));

it.each([
  ['lower the shade not all the way', true],
  ['turn on the lamps but not yet', true],
  ['turn on the lamps but not ivory', false],
])('a word that may forbid: %s', (text, expected) => expect(isDoubtful(text)).toBe(expected));

it('compares words without their accents', () => {
  expect(unaccented('straßenlüfter')).toBe('strassenlufter');
  expect(unaccented('plain')).toBe('plain');
});
