import { createHash } from 'node:crypto';
import type { Turn } from '../domain/context.ts';
import type { Signal, Verdict } from '../domain/decision.ts';
import type { Household } from '../domain/household.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import { type PrivateNames, templateOf } from './template.ts';
import { PUBLIC_VOCABULARY } from './vocabulary.ts';

/** An epoch id serves for a week; signals of two epochs cannot be told to come from one home. */
const EPOCH_DAYS = 7;

/** What a signal is made with besides the turn: nothing of it but `epoch` and `modelVersion` leaves as it is. */
export interface SignalBasis {
  readonly names: PrivateNames;
  /** As `epochId` gives it. */
  readonly epoch: string;
  /** Never the same twice within an epoch. */
  readonly counter: number;
  /** Random bytes or text that only this home knows: without it ids could be guessed from their content. */
  readonly entropy: string | Uint8Array;
  readonly modelVersion: string;
  readonly vocabulary?: ReadonlySet<string>;
}

/** Whether this household lets signals out. */
export function maySync(household: Household): boolean {
  return household.sync.enabled && household.learning.enabled;
}

/** The name under which this home sends during one week: 16 hex digits from a secret of its own, unlinkable without it. */
export function epochId(at: Instant, entropy: string | Uint8Array): string {
  const week = Math.floor(at / (EPOCH_DAYS * DAY_MS));
  return createHash('sha256').update('hearth epoch\0').update(entropy).update(`\0${week}`).digest('hex').slice(0, 16);
}

/**
 * What may leave the home about one defect.
 *
 * The id is SHA-256 over the content, the epoch, the counter and the home's entropy (32 hex digits): the collector tells a
 * signal sent twice by it, and nobody can link two epochs or guess the content from it. Pure: the caller keeps counter and
 * entropy.
 */
export function makeSignal(turn: Turn, verdict: Verdict, basis: SignalBasis): Signal {
  const { epoch, modelVersion } = basis;
  const { intent, outcome } = turn.decision;
  const content = {
    epoch,
    failurePoint: verdict.failurePoint,
    intent,
    outcome,
    template: wasAddressed(turn, verdict)
      ? templateOf(turn, basis.names, basis.vocabulary ?? PUBLIC_VOCABULARY)
      : '<utterance>',
    evidence: verdict.evidence.filter((kind) => /^[A-Za-z]{1,32}$/.test(kind)),
    modelVersion,
  };
  const id = createHash('sha256')
    .update('hearth signal\0')
    .update(basis.entropy)
    .update(`\0${basis.counter}\0${JSON.stringify(content)}`)
    .digest('hex')
    .slice(0, 32);
  return { id, ...content };
}

/** People's talk among themselves is nobody's business, unless the speaker then said it to the hub again. */
function wasAddressed(turn: Turn, verdict: Verdict): boolean {
  if (verdict.failurePoint === 'falseWake') return false;
  if (turn.decision.outcome !== 'ignore') return true;
  return verdict.evidence.some((kind) => kind === 'rephrase' || kind === 'repetition' || kind === 'correction');
}
