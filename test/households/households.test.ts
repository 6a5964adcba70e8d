import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { seeded } from '../../models/data/random.ts';
import { CHATTER } from '../../models/households/chatter.ts';
import { hubInProcess, processHub } from '../../models/households/drivers.ts';
import type { Episode } from '../../models/households/episode.ts';
import { sampleHousehold } from '../../models/households/household.ts';
import { labelFailurePoints } from '../../models/households/label.ts';
import { labelled } from '../../models/households/marked.ts';
import { ELSEWHERE, FOOD, MISSING, MUSIC, OWN_NAMES, PEOPLE } from '../../models/households/names.ts';
import { OracleInference } from '../../models/households/oracle.ts';
import { WORDINGS } from '../../models/households/phrases.ts';
import { partOf, Recogniser, recordingsOf } from '../../models/households/recogniser.ts';
import { remembering } from '../../models/households/remembering.ts';
import { simulateHousehold } from '../../models/households/simulate.ts';
import { POOLS, phrasesOf } from '../../models/households/tongue.ts';
import { normalPhrase } from '../../runtime/domain/phrase.ts';
import { loadModel } from '../../runtime/main.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { understand } from '../../runtime/understand/understand.ts';
import { root } from '../root.ts';

// Three days of a household, on a machine that may do other things, too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SHARED = join(root, '../shared/data');
const dataFolder = existsSync(SHARED) ? SHARED : undefined;
const HEARTH = [process.execPath, join(root, 'dist/hearth.js')];

describe('train and judge', () => {
  const tables: readonly (readonly [
    string,
    { readonly train: readonly string[]; readonly judge: readonly string[] },
  ])[] = [
    ['own names', OWN_NAMES],
    ['people', PEOPLE],
    ['chatter', CHATTER],
    ['elsewhere', ELSEWHERE],
    ['missing', MISSING],
    ['music', MUSIC],
    ['food', FOOD],
    ...Object.entries(WORDINGS).flatMap(([kind, wordings]) => [
      [`${kind}: own`, wordings.own] as const,
      [`${kind}: pet`, wordings.pet] as const,
    ]),
  ];
  it.each(tables)('share no %s', (_, { train, judge }) => {
    const known = new Set(train.map(normalPhrase));
    expect(judge.filter((phrase) => known.has(normalPhrase(phrase)))).toEqual([]);
  });

  it.each(tables)('of train are dealt to pools that each have some, and none in common: %s', (_, phrases) => {
    if (phrases.train.length === 0) return;
    const pools = Array.from({ length: POOLS }, (_, pool) => phrasesOf(phrases, { part: 'train', pool }));
    expect(Math.min(...pools.map(({ length }) => length))).toBeGreaterThan(0);
    expect(pools.flat().map(normalPhrase).sort()).toEqual([...new Set(phrases.train.map(normalPhrase))].sort());
  });

  it('share no pet phrase across kinds of wishes', () => {
    const of = (part: 'train' | 'judge') =>
      Object.values(WORDINGS).flatMap(({ pet }) => pet[part] as readonly string[]);
    const known = new Set(of('train').map(normalPhrase));
    expect(of('judge').filter((phrase) => known.has(normalPhrase(phrase)))).toEqual([]);
    expect(of('judge').length).toBeGreaterThan(20);
  });

  it.each(['own', 'public'])('share no recorded sentence: %s recordings', (kind) => {
    const folder = kind === 'own' ? undefined : dataFolder;
    if (kind === 'public' && folder === undefined) {
      console.warn('recordings: ../shared/data is absent, the small table of our own stands in');
      return;
    }
    const [train, judge] = (['train', 'judge'] as const).map((part) => recordingsOf(folder, part).pairs);
    const said = new Set((train ?? []).map((pair) => normalPhrase(pair.said)));
    expect((judge ?? []).filter((pair) => said.has(normalPhrase(pair.said)))).toEqual([]);
    expect(Math.min(train?.length ?? 0, judge?.length ?? 0)).toBeGreaterThan(5);
    expect((judge ?? []).every((pair) => partOf(pair.said) === 'judge')).toBe(true);
  });

  it('draw other households from the same seed, with no name, person or odd phrase in common', () => {
    const words = (part: 'train' | 'judge') =>
      Array.from({ length: 30 }, (_, seed) => sampleHousehold({ seed, part })).flatMap(({ people }) =>
        people.flatMap(({ name, habits }) => [
          name,
          ...habits
            .filter(
              ({ saying }) => saying.style === 'petPhrase' || saying.style === 'ownName' || saying.style === 'own',
            )
            .map(({ saying, wish }) => `${wish.kind} ${normalPhrase(saying.marked)}`),
        ]),
      );
    const known = new Set(words('train'));
    expect(words('judge').filter((word) => known.has(word))).toEqual([]);
  });
});

describe('the recogniser', () => {
  const recogniser = new Recogniser(recordingsOf(dataFolder, 'judge').pairs);
  const voice = (severity: number) => ({ severity, misheard: new Map<string, string>() });
  const wrongShare = (severity: number): number => {
    const random = seeded(7);
    let wrong = 0;
    for (let i = 0; i < 400; i++)
      if (
        recogniser.listen('turn off the kitchen light', voice(severity), random)[0]?.text !==
        'turn off the kitchen light'
      )
        wrong++;
    return wrong / 400;
  };
  it('hears well or badly as the voice is', () => {
    expect(wrongShare(0)).toBe(0);
    expect(wrongShare(0.4)).toBeGreaterThan(0.02);
    expect(wrongShare(0.4)).toBeLessThan(0.35);
    expect(wrongShare(1.5)).toBeGreaterThan(wrongShare(0.4));
  });
  it('gives confidences best first', () => {
    const random = seeded(3);
    for (let i = 0; i < 100; i++) {
      const heard = recogniser.listen('set the desk lamp to 40 percent', voice(1), random);
      const sorted = [...heard].sort((a, b) => b.confidence - a.confidence);
      expect(heard.map((one) => one.confidence)).toEqual(sorted.map((one) => one.confidence));
      expect(new Set(heard.map((one) => one.text)).size).toBe(heard.length);
    }
  });
  it('mistakes some words of a voice for the same others', () => {
    const random = seeded(5);
    const lisp = { severity: 0, misheard: new Map([['blinds', 'lines']]) };
    const texts = Array.from({ length: 100 }, () => recogniser.listen('open the blinds', lisp, random)[0]?.text);
    expect(texts.filter((text) => text === 'open the lines').length).toBeGreaterThan(60);
  });
});

describe('a household', () => {
  let inference: Inference;
  let episode: Episode;
  beforeAll(async () => {
    inference = remembering(await loadModel(undefined));
    const household = sampleHousehold({ seed: 4, part: 'judge', dataFolder });
    episode = await simulateHousehold(household, { days: 3 }, processHub(HEARTH));
  });

  it('lives through the program as within this process, to the byte, and again', async () => {
    const household = sampleHousehold({ seed: 4, part: 'judge', dataFolder });
    const again = await simulateHousehold(household, { days: 3 }, hubInProcess(inference));
    expect(again.events).toEqual(episode.events);
    expect(again.turns.map(({ decision }) => decision)).toEqual(episode.turns.map(({ decision }) => decision));
  });

  it('says what went wrong and where', async () => {
    const { turns } = await labelFailurePoints(episode, inference);
    expect(turns.length).toBeGreaterThan(20);
    for (const { truth } of turns) {
      if (!truth.defect) expect(truth.failurePoint, `${truth.of} "${truth.said}"`).toBe('none');
      if (!truth.addressed && truth.defect) expect(truth.failurePoint).toBe('falseWake');
    }
    expect(turns.filter(({ truth }) => truth.reached).length).toBeGreaterThan(turns.length / 2);
    // Hardly anything is wanted that no stage could have served.
    const defects = turns.filter(({ truth }) => truth.defect);
    expect(defects.filter(({ truth }) => truth.failurePoint === 'none').length).toBeLessThan(1 + defects.length / 10);
  });

  it('relates turns to earlier ones', () => {
    const known = new Map(episode.turns.map((turn) => [turn.truth.of, turn]));
    for (const { truth, event } of episode.turns) {
      if (truth.relation === null) continue;
      const earlier = known.get(truth.relation.to);
      expect(earlier, truth.of).toBeDefined();
      expect(Date.parse(earlier?.event.at ?? '')).toBeLessThan(Date.parse(event.at));
      if (truth.relation.kind === 'rephrase') expect(earlier?.truth.goal).toBe(truth.goal);
    }
  });

  it('reads a sentence as it was marked', async () => {
    const oracle = new OracleInference(inference);
    oracle.tell(labelled('give [target:sunny] some oomph', 'HassTurnOn', 'light'));
    const [heard] = await understand([{ text: 'Give sunny some oomph!', confidence: 1 }], oracle);
    const reading = heard?.clauses[0];
    expect(reading?.intents[0]?.label).toBe('HassTurnOn');
    expect(reading?.domains[0]?.domain).toBe('light');
    expect(reading?.mentions.map(({ tag, text }) => [tag, text])).toEqual([['target', 'sunny']]);
    expect(reading?.inScope).toBeGreaterThan(0.9);
  });
});
