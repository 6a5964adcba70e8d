import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { COMMON_WORDS } from '../../models/fleet/anonymous.ts';
import { type HomeReport, liveIn } from '../../models/fleet/collect.ts';
import { FOOD, MUSIC, OWN_NAMES, PEOPLE } from '../../models/households/names.ts';
import { WORDINGS } from '../../models/households/phrases.ts';
import { remembering } from '../../models/households/remembering.ts';
import { patternItems, type RewritePattern } from '../../runtime/domain/rewritePattern.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { loadModel } from '../../runtime/main.ts';
import { parseGlobalRewrites } from '../../runtime/rewrite/globalFile.ts';
import { PUBLIC_VOCABULARY } from '../../runtime/uplink/vocabulary.ts';
import { root } from '../root.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const shipped = parseGlobalRewrites(JSON.parse(readFileSync(join(root, 'models/weights/en/rewrites.json'), 'utf8')));

/** The words of a wording or form that are no slot's, in order. */
const bare = (text: string): string =>
  splitWords(text.replace(/<\w+>|\$\w+|\[\w+:[^\]]*\]/g, ' '))
    .map(({ text: word }) => word)
    .join(' ');
const wordsOf = (form: string): string[] =>
  (patternItems(form) ?? []).flatMap((item) => ('word' in item ? [item.word] : []));

describe('what leaves a home', () => {
  let reports: HomeReport[] = [];
  beforeAll(async () => {
    const model = remembering(await loadModel(undefined));
    reports = await liveIn(model, [], { homes: 2, days: 2, seed: 7 }, () => undefined);
  });

  it('is of training homes alone', () => {
    expect(reports.map(({ household }) => household)).toEqual(['train-7', 'train-8']);
  });

  it('is slots and words that every home has', () => {
    const forms = reports.flatMap(({ sessions }) => sessions.flatMap(({ steps }) => steps));
    expect(forms.length).toBeGreaterThan(20);
    const words = new Set(forms.flatMap((form) => form.split(' ')));
    const strange = [...words].filter(
      (word) =>
        !PUBLIC_VOCABULARY.has(word) &&
        !COMMON_WORDS.has(word) &&
        !/^<(?:target|area|number|item|search_query|here|word)>$/.test(word),
    );
    expect(strange).toEqual([]);
  });

  it('tells no name, number, taste or purchase', () => {
    const told = reports.flatMap(({ sessions }) => sessions.flatMap(({ steps, meaning = '' }) => [...steps, meaning]));
    const said = told.join('\n').toLowerCase();
    const own = [...PEOPLE.train, ...OWN_NAMES.train, ...MUSIC.train, ...FOOD.train]
      .map((name) => name.toLowerCase())
      .filter((name) => !PUBLIC_VOCABULARY.has(name));
    expect(own.filter((name) => new RegExp(`\\b${name}\\b`).test(said))).toEqual([]);
    expect(said).not.toMatch(/\d/);
  });
});

describe('the shipped patterns', () => {
  const judged = Object.values(WORDINGS).flatMap(({ own, pet }) => [...own.judge, ...pet.judge] as readonly string[]);
  const everybodys = new Set(
    Object.values(WORDINGS).flatMap(({ plain, common, own, pet }) =>
      [...plain, ...common, ...own.train, ...pet.train].map(bare),
    ),
  );
  it('hold nothing that only judged households say', () => {
    const theirs = new Set(judged.map(bare).filter((words) => words !== '' && !everybodys.has(words)));
    expect(theirs.size).toBeGreaterThan(60);
    expect(shipped.map(({ from }: RewritePattern) => from).filter((from) => theirs.has(bare(from)))).toEqual([]);
  });

  it('hold no word that could name a home', () => {
    const strange = shipped
      .flatMap(({ from, to }) => [...wordsOf(from), ...wordsOf(to)])
      .filter((word) => !PUBLIC_VOCABULARY.has(word) && !COMMON_WORDS.has(word));
    expect(strange).toEqual([]);
  });

  it('say of which part they come', () => {
    const file = join(root, 'models/weights/en/rewrites.json');
    expect(existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).derivedFrom.part).toBe('train');
  });
});
