import { splitWords } from '../../runtime/domain/words.ts';
import { generate } from '../data/generate.ts';
import { addNoise } from '../data/noise.ts';
import { type Random, seeded } from '../data/random.ts';
import { isValidation, TRAINING_SEED } from '../data/split.ts';
import type { Moment } from './moment.ts';

/** Sentences that are not for the hub, beside each moment that is. */
const AWAY_SHARE = 0.25;
const MISHEARD_SHARE = 0.2;
const TRIES = 30;

/** Sentences for another agent or for nobody, kept out of the network's training. */
export function awaySentences(): string[] {
  return generate(TRAINING_SEED)
    .filter(({ intent, group }) => (intent === 'Handoff' || intent === 'Ignore') && isValidation(group, TRAINING_SEED))
    .map(({ text }) => text);
}

/**
 * Moments as a hub meets them: some words are misheard, with and without the right ones among the recogniser's texts, and some
 * of what it hears is not for it, of which nothing that it could do is right.
 */
export function* everyday(moments: Iterable<Moment>, away: readonly string[], seed: number): Generator<Moment> {
  const random = seeded(seed);
  for (const moment of moments) {
    yield random.chance(MISHEARD_SHARE) ? misheard(moment, random) : moment;
    if (!random.chance(AWAY_SHARE)) continue;
    const { home, circumstances } = moment;
    yield { home, circumstances, family: 'away', signal: 'words', text: random.pick(away), right: () => false };
  }
}

function misheard(moment: Moment, random: Random): Moment {
  const wrong = noisy(moment.text, random);
  if (wrong === undefined) return moment;
  const texts = random.chance(0.4) ? [wrong, moment.text] : random.chance(0.5) ? [moment.text, wrong] : [wrong];
  const confidence = 0.5 + 0.4 * random.next();
  const heard = texts.map((text, i) => ({
    text,
    confidence: i === 0 ? confidence : confidence * (0.3 + 0.6 * random.next()),
  }));
  return { ...moment, heard };
}

function noisy(text: string, random: Random): string | undefined {
  const tokens = splitWords(text).map((word) => ({ text: word.text, tag: null, span: 0 }));
  for (let tries = 0; tries < TRIES; tries++) {
    const heard = addNoise(tokens, { polite: false, misheard: true }, random)
      .map((token) => token.text)
      .join(' ');
    if (heard !== tokens.map((token) => token.text).join(' ') && heard !== '') return heard;
  }
  return undefined;
}
