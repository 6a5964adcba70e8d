import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { soundDistance } from '../../runtime/domain/sound.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { stretchesOf } from '../data/asrAlign.ts';
import { hashText, type Random } from '../data/random.ts';
import { RECORDINGS_FILE, readRecordings } from '../data/read/recordings.ts';
import type { Part } from './episode.ts';

/** What was said and what a recogniser made of it. */
export interface Recording {
  readonly said: string;
  readonly heard: string;
}
/** Where recordings come from; the small table of our own stands in where the public ones are absent. */
export interface Recordings {
  readonly source: 'slurp' | 'own';
  readonly pairs: readonly Recording[];
}

/** Words that recognisers take for others, for where no recordings are at hand. */
const OWN: readonly (readonly [string, string])[] = [
  ['turn on the lamp', 'turn on the lamb'],
  ['turn off the lights', 'turn of the lights'],
  ['open the blinds', 'open the lines'],
  ['start the vacuum', 'start the back you'],
  ['turn on the fan', 'turn on the van'],
  ['dim the hall light', 'them the whole light'],
  ['play some jazz', 'play some chess'],
  ['close the curtains', 'clothes the curtains'],
  ['lock the front door', 'look the front door'],
  ['make some coffee', 'make some copy'],
  ['set the heating to twenty', 'set the heeding to twenty'],
  ['turn up the volume', 'turn up the column'],
  ['switch off the radio', 'switch of the ratio'],
  ['set the brightness to fifty', 'set the rightness to fifty'],
  ['turn on the heater', 'turn on the eater'],
  ['what is the weather', 'what is the whether'],
  ['lower the shutters', 'lower the shatters'],
  ['is the garage open', 'is the garbage open'],
  ['turn on the bedside lamp', 'turn on the bed side lump'],
  ['dim the light', 'deem the light'],
  ['start the robot', 'start the rowboat'],
  ['turn off the kitchen light', 'turn off the chicken light'],
  ['put milk on the list', 'put silk on the list'],
  ['switch on the pump', 'switch on the bump'],
];

/** Which part of the sentences a recording belongs to: by the sentence, so that no sentence is in both. */
export function partOf(said: string): Part {
  return hashText(`recordings ${normal(said)}`) % 2 === 0 ? 'train' : 'judge';
}

/** Reads `slurp_asr_dev.jsonl` of a data folder, one part of it. */
export function recordingsOf(folder: string | undefined, part: Part): Recordings {
  if (folder === undefined || !existsSync(join(folder, RECORDINGS_FILE)))
    return {
      source: 'own',
      pairs: OWN.flatMap(([said, heard]) => (partOf(said) === part ? [{ said, heard }] : [])),
    };
  const pairs = readRecordings(folder).filter(({ said }) => partOf(said) === part);
  return { source: 'slurp', pairs };
}

function normal(text: string): string {
  return splitWords(text)
    .map((word) => word.text)
    .join(' ');
}

interface Confusions {
  /** How often it was said. */
  said: number;
  /** What was heard in its place, as often as it was. */
  readonly heard: string[];
}

export interface Heard {
  readonly text: string;
  readonly confidence: number;
}
/** How one person's voice fares. */
export interface Voice {
  /** Times the recordings' own error rate. */
  readonly severity: number;
  /** Words that are nearly always taken for the same others. */
  readonly misheard: ReadonlyMap<string, string>;
}

/** How often a word that is misheard as a rule is misheard. */
const RULE = 0.75;

/** A speech recogniser that makes the mistakes of recorded ones. */
export class Recogniser {
  readonly #table = new Map<string, Confusions>();
  readonly #vocabulary: readonly string[];
  readonly #alike = new Map<string, readonly string[]>();
  readonly #base: number;

  constructor(pairs: readonly Recording[]) {
    const vocabulary = new Set<string>();
    let words = 0;
    let errors = 0;
    for (const { said, heard } of pairs) {
      for (const [from, to] of segments(normal(said).split(' '), normal(heard).split(' '))) {
        const entry = this.#table.get(from) ?? { said: 0, heard: [] };
        entry.said++;
        words++;
        if (from !== to) {
          entry.heard.push(to);
          errors++;
        }
        for (const word of to.split(' ')) if (word.length > 2) vocabulary.add(word);
        this.#table.set(from, entry);
      }
    }
    this.#base = words === 0 ? 0 : errors / words;
    this.#vocabulary = [...vocabulary].sort();
  }

  /** What a word of this voice is taken for as a rule: something that was really heard for it, or the like of it. */
  confusionOf(word: string, random: Random): string | undefined {
    const real = (this.#table.get(word)?.heard ?? []).filter((heard) => heard !== '');
    const options = real.length > 0 ? real : this.#similar(word);
    return options.length === 0 ? undefined : random.pick(options);
  }

  /** Best first, at most five, with the recogniser's confidences. */
  listen(text: string, voice: Voice, random: Random): Heard[] {
    const truth = normal(text);
    const first = this.#corrupt(truth, voice, random);
    const isRight = first === truth;
    const others = new Set<string>();
    const rank = random.next();
    if (!isRight && rank < 0.45) others.add(truth);
    // Little is to be mistaken in a "yes".
    const variants = Math.min(3, truth.split(' ').length - 1);
    for (let i = 0; i < variants; i++)
      others.add(this.#corrupt(truth, { ...voice, severity: voice.severity * 3 }, random));
    if (!isRight && rank >= 0.45 && rank < 0.6) others.add(truth);
    if (!isRight && rank >= 0.6) others.delete(truth);
    others.delete(first);
    let confidence = isRight ? 0.72 + 0.26 * random.next() : 0.4 + 0.48 * random.next();
    const out: Heard[] = [{ text: first, confidence: rounded(confidence) }];
    for (const other of [...others].filter((one) => one !== '').slice(0, 4)) {
      // Who heard right is seldom torn; who did not, often is.
      confidence *= isRight ? 0.15 + 0.45 * random.next() : 0.45 + 0.5 * random.next();
      out.push({ text: other, confidence: rounded(confidence) });
    }
    return out;
  }

  #corrupt(truth: string, voice: Voice, random: Random): string {
    const words = truth.split(' ');
    const heard: string[] = [];
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as string;
      const rule = voice.misheard.get(word);
      const pair = at + 1 < words.length ? `${word} ${words[at + 1]}` : undefined;
      const both = pair === undefined ? undefined : this.#table.get(pair);
      if (rule !== undefined) heard.push(random.chance(RULE) ? rule : word);
      else if (both !== undefined && both.heard.length > 0 && random.chance(this.#rate(both, 0.5) * voice.severity)) {
        heard.push(random.pick(both.heard));
        at++;
      } else heard.push(this.#one(word, voice.severity, random));
    }
    return heard.filter((word) => word !== '').join(' ') || truth;
  }

  #one(word: string, severity: number, random: Random): string {
    const known = this.#table.get(word);
    const rate = known === undefined || known.said < 4 ? this.#base * 1.5 : this.#rate(known, 1);
    if (!random.chance(Math.min(0.6, rate * severity))) return word;
    if (known !== undefined && known.heard.length > 0) return random.pick(known.heard);
    const alike = this.#similar(word);
    return alike.length === 0 ? word : random.pick(alike);
  }

  #rate(entry: Confusions, share: number): number {
    return (share * entry.heard.length) / Math.max(4, entry.said);
  }

  #similar(word: string): readonly string[] {
    const known = this.#alike.get(word);
    if (known !== undefined) return known;
    const near = this.#vocabulary
      .map((other) => ({ other, distance: other === word ? 9 : soundDistance(word, other) }))
      .filter(({ distance }) => distance < 0.45)
      .sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
      .slice(0, 4)
      .map(({ other }) => other);
    this.#alike.set(word, near);
    return near;
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Aligns two texts by words; neighbouring differences are one segment. Words heard for nothing are left out. */
function segments(said: readonly string[], heard: readonly string[]): [string, string][] {
  return stretchesOf(said, heard)
    .filter((one) => one.isEqual || (one.said.length > 0 && one.said.length <= 2 && one.heard.length <= 3))
    .map((one) => [one.said.join(' '), one.heard.join(' ')]);
}
