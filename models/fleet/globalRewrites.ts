import { mentionsGuarded } from '../../runtime/domain/guarded.ts';
import type { IntentLabel } from '../../runtime/domain/intent.ts';
import { normalPhrase } from '../../runtime/domain/phrase.ts';
import { cosineOf, quantised } from '../../runtime/domain/vector.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { understand } from '../../runtime/understand/understand.ts';
import { type Generated, generate } from '../data/generate.ts';
import { normalise } from '../data/leakage.ts';
import { isValidation } from '../data/split.ts';

/** One rewrite that everybody gets; counts are sentences that the network read rightly through it, and not. */
export interface GlobalRewrite {
  readonly from: string;
  readonly to: string;
  readonly wins: number;
  readonly losses: number;
}

export interface DeriveOptions {
  readonly seed: number;
  /** How many times over the sentences are drawn. */
  readonly scale: number;
  /** The seed of the sentences that the network is judged on: none of these is taken. */
  readonly judgedSeed: number;
}

const limits = {
  /** How sure the network must be of the meaning's words, and how much surer of the wrong reading than of the right. */
  meaningMin: 0.9,
  wrongLeadMin: 0.25,
  inScopeMin: 0.6,
  /** A sentence that was drawn with several additions tells which words matter: it must be wrong so often, and mostly. */
  wrongMin: 2,
  wrongShareMin: 0.6,
  /** What it is rewritten to was drawn so often, never wrong: no slip of the noise. */
  drawnMin: 3,
  /** What one more word of the meaning costs, in cosine. */
  wordCost: 0.02,
  /** And how near the two must be, words counted. */
  likenessMin: 0.7,
  /** What a rewrite is worth before any home has used it, for each sentence that it mends. */
  winsMax: 6,
  rewritesMax: 400,
} as const;

/** Readings that come to the same deed: mistaking one for the other is no mistake. */
const SAME: ReadonlySet<string> = new Set([
  'HassVacuumStart HassVacuumCleanArea',
  'HassSetVolume HassSetVolumeRelative',
  'HassMediaUnpause HassMediaSearchAndPlay',
  'HassGetWeather HassClimateGetTemperature',
  'HassCancelTimer HassCancelAllTimers',
]);
/** What lives in the conversation, and what is not for the hub: no words may lead there or away from there. */
const NOT_REWRITTEN = /^(?:Hearth.*|HassNevermind|HassRespond|Handoff|Ignore|Continue)$/;
/** Spans that are the same in every home. */
const EVERYWHERE = /^[BI]-(?:all|here|up|down)$/;
const REFERRING = new Set(
  'it its that this those these them they there again too also other another one ones same more back'.split(' '),
);

interface Read {
  readonly example: Generated;
  readonly phrase: string;
  readonly isRight: boolean;
  readonly isWrong: boolean;
  readonly probability: number;
  readonly vector: Int8Array;
}

/**
 * What the maintainers' own sentences say that the network takes for something else, each with the nearest sentence of the same
 * meaning that it takes rightly.
 *
 * Only sentences without names, numbers or pronouns, so that they mean the same in every home; nothing guarded; nothing that the
 * network is judged on. Deterministic by seed and network.
 */
export async function deriveGlobalRewrites(inference: Inference, options: DeriveOptions): Promise<GlobalRewrite[]> {
  const read = await readAll(inference, sentences(options));
  const byMeaning = new Map<string, Read[]>();
  for (const one of read) {
    const key = meaningOf(one.example);
    const list = byMeaning.get(key);
    if (list === undefined) byMeaning.set(key, [one]);
    else list.push(one);
  }
  const found = [...byMeaning.values()].flatMap((list) => rewritesOf(list));
  const froms = new Set(found.map(({ from }) => from));
  return found
    .filter(({ to }) => !froms.has(normalPhrase(to)))
    .sort((a, b) => b.wins - a.wins || (a.from < b.from ? -1 : 1))
    .slice(0, limits.rewritesMax)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Sentences that mean one thing, the same in every home, and are not judged on. */
function sentences({ seed, scale, judgedSeed }: DeriveOptions): Generated[] {
  const judged = new Set(
    generate(judgedSeed)
      .filter(({ group }) => isValidation(group, judgedSeed))
      .map(({ text }) => normalise(text)),
  );
  const meanings = new Map<string, Set<string>>();
  const drawn = generate(seed, scale).filter((example) => {
    const phrase = normalPhrase(example.text);
    const seen = meanings.get(phrase) ?? new Set();
    meanings.set(phrase, seen.add(meaningOf(example)));
    return isForEverybody(example, phrase) && !judged.has(normalise(example.text));
  });
  return drawn.filter(({ text }) => meanings.get(normalPhrase(text))?.size === 1);
}

function isForEverybody({ intent, tags, group, text }: Generated, phrase: string): boolean {
  if (intent === null || tags === null || NOT_REWRITTEN.test(intent) || mentionsGuarded(text)) return false;
  if (tags.some((tag) => tag !== 'O' && !EVERYWHERE.test(tag))) return false;
  const words = splitWords(phrase).map((word) => word.text);
  if (words.length < 2 || words.length > 8 || words.some((word) => REFERRING.has(word) || /\d/.test(word)))
    return false;
  return !/<(?!all|here|up|down)/.test(group);
}

/** Intent, kind of thing and spans: sentences alike in these ask for the same. */
function meaningOf({ intent, domain, tags }: Generated): string {
  const spans = (tags ?? []).filter((tag) => tag.startsWith('B-')).sort();
  return `${intent} ${domain} ${spans.join(' ')}`;
}

async function readAll(inference: Inference, drawn: readonly Generated[]): Promise<Read[]> {
  const read: Read[] = [];
  const seen = new Set<string>();
  for (const example of drawn) {
    const phrase = normalPhrase(example.text);
    if (seen.has(phrase)) continue;
    seen.add(phrase);
    const [hypothesis] = await understand([{ text: phrase, confidence: 1 }], inference);
    const [clause, second] = hypothesis?.clauses ?? [];
    if (clause === undefined) continue;
    const wanted = example.intent as IntentLabel;
    const of = (label: IntentLabel) => clause.intents.find((one) => one.label === label)?.probability ?? 0;
    const top = clause.intents[0]?.label ?? 'Ignore';
    const right = of(wanted);
    const isSame = top === wanted || SAME.has(`${wanted} ${top}`) || SAME.has(`${top} ${wanted}`);
    const lead = of(top) - right;
    read.push({
      example,
      phrase,
      isRight: second === undefined && top === wanted && clause.inScope >= limits.inScopeMin,
      isWrong: !isSame && lead >= limits.wrongLeadMin,
      probability: right * clause.inScope,
      vector: quantised(clause.embedding),
    });
  }
  return read;
}

/** Sentences that differ only in what people add to anything. */
interface Core {
  readonly phrase: string;
  readonly all: number;
  readonly wrong: number;
  /** The core by itself, where it was drawn. */
  readonly bare: Read | undefined;
}

/** The cores that the network mostly takes for something else, each with the nearest core that it takes rightly. */
function rewritesOf(list: readonly Read[]): GlobalRewrite[] {
  const cores = coresOf(list);
  const right = cores.flatMap(({ bare, all, wrong }) =>
    bare?.isRight && bare.probability >= limits.meaningMin && all >= limits.drawnMin && wrong === 0 ? [bare] : [],
  );
  return cores.flatMap(({ phrase, all, wrong, bare }): GlobalRewrite[] => {
    if (bare === undefined || !bare.isWrong || wrong < limits.wrongMin || wrong < limits.wrongShareMin * all) return [];
    let nearest: Read | undefined;
    let best: number = limits.likenessMin;
    for (const other of right) {
      // Plain words first: what is short and near is what people would say instead.
      const likeness = cosineOf(bare.vector, other.vector) - limits.wordCost * splitWords(other.phrase).length;
      if (likeness <= best) continue;
      nearest = other;
      best = likeness;
    }
    if (nearest === undefined) return [];
    const mended = Math.min(limits.winsMax, wrong);
    return [{ from: phrase, to: nearest.phrase, wins: mended, losses: 0 }];
  });
}

function coresOf(list: readonly Read[]): readonly Core[] {
  const cores = new Map<string, Core>();
  for (const one of list) {
    const phrase = coreOf(one.phrase);
    const before = cores.get(phrase);
    cores.set(phrase, {
      phrase,
      all: (before?.all ?? 0) + 1,
      wrong: (before?.wrong ?? 0) + (one.isWrong ? 1 : 0),
      bare: one.phrase === phrase ? one : before?.bare,
    });
  }
  return [...cores.values()];
}

/** A sentence without what people add to anything: "help me make it dark here immediately" → "make it dark here". */
const ADDED = new Set(
  (
    'please alexa google siri olly hey hay ok okay alright yes well so just now uh um hmm ah uhm kindly help me go ahead and ' +
    'immediately asap right away would you will if can i need want to time is be kind as do a favor when get chance could'
  ).split(' '),
);
function coreOf(phrase: string): string {
  return phrase
    .split(' ')
    .filter((word) => !ADDED.has(word))
    .join(' ');
}
