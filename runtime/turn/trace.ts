import type { Turn, TurnTrace } from '../domain/context.ts';
import type { AppliedRewrite } from '../domain/decision.ts';
import type { UtteranceEvent } from '../domain/event.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import type { Ranked } from '../resolve/candidate.ts';
import type { Resolution } from '../resolve/resolve.ts';

type Heard = Pick<Turn, 'id' | 'at' | 'satellite' | 'area' | 'speaker' | 'wakeConfidence' | 'hypotheses'>;

/** What a turn keeps of how it was said; texts are cut at `limits.utteranceCharactersMax`. */
export function heardOf({ id, at, satellite, area, speaker, wakeConfidence, hypotheses }: UtteranceEvent): Heard {
  return {
    id,
    at,
    ...(satellite !== undefined && { satellite }),
    ...(area !== undefined && { area }),
    ...(speaker !== undefined && { speaker }),
    ...(wakeConfidence !== undefined && { wakeConfidence }),
    hypotheses: hypotheses.map(({ text, confidence }) => ({
      text: text.slice(0, limits.utteranceCharactersMax),
      confidence,
    })),
  };
}

/** What the stages saw of a turn. */
export function traceOf(resolution: Resolution, rewrite: AppliedRewrite | null): TurnTrace {
  const [clause] = resolution.clauses;
  const [first, second] = clause?.ranked ?? [];
  const reading = clause?.reading;
  const unmatched = resolution.clauses.flatMap((one) => one.ranked[0]?.candidate.unmatched?.words ?? []);
  return {
    hypothesis: resolution.hypothesis,
    agreement: resolution.agreement,
    intentProbability: reading?.intents[0]?.probability ?? 0,
    inScope: reading?.inScope ?? 0,
    margin: (first?.score ?? 0) - (second?.score ?? first?.score ?? 0),
    unmatched,
    ...doubtsOf(resolution, reading),
    features: weighedBy(first),
    rewrite,
    mentions: resolution.clauses.flatMap((one) => one.reading.mentions.map(({ tag, text }) => ({ tag, text }))),
    ...(reading !== undefined && { embedding: reading.embedding }),
  };
}

/** How sure each stage was of its own output. */
function doubtsOf(
  resolution: Resolution,
  reading: Reading | undefined,
): Pick<TurnTrace, 'sureness' | 'sense' | 'intentLead' | 'domainProbability' | 'tagging'> {
  const mentions = resolution.clauses.flatMap((one) => one.reading.mentions);
  const [best, second] = reading?.intents ?? [];
  return {
    sureness: rounded(resolution.sureness),
    sense: resolution.sense.map(rounded),
    intentLead: rounded((best?.probability ?? 0) - (second?.probability ?? 0)),
    domainProbability: rounded(reading?.domains[0]?.probability ?? 0),
    ...(mentions.length > 0 && { tagging: rounded(Math.min(...mentions.map((mention) => mention.confidence))) }),
  };
}

function weighedBy(ranked: Ranked | undefined): { readonly [name: string]: number } {
  const features = ranked?.candidate.features ?? [];
  return Object.fromEntries(
    features.flatMap(({ name, value }) => (value === 0 ? [] : [[name, rounded(value)] as const])),
  );
}

/** A thousandth is all that anybody looks at; the disk keeps the turn. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Of a turn that no stage looked at. */
export function emptyTrace(): TurnTrace {
  return { hypothesis: 0, agreement: 0, intentProbability: 0, inScope: 0, margin: 0, unmatched: [], rewrite: null };
}
