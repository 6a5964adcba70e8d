import type { Preference, Proof, RewriteEntry, SaidBefore, TaughtName, Turn } from '../../domain/context.ts';
import type { Signal, Verdict } from '../../domain/decision.ts';
import type { Json } from '../../domain/entity.ts';
import type { Intent } from '../../domain/intent.ts';
import { encodeInstant } from '../../domain/time.ts';
import type { HabitRecord } from '../../ports/contextStore.ts';
import { decodeStates } from './stateBatch.ts';

export interface RewriteRow {
  readonly layer: RewriteEntry['layer'];
  readonly speaker: string;
  readonly phrase: string;
  readonly meaning: string;
  readonly status: RewriteEntry['status'];
  readonly wins: number;
  readonly losses: number;
  readonly created_at: number;
  readonly used_at: number | null;
  readonly moment: string;
  readonly plain_wins: number;
  readonly plain_losses: number;
  /** JSON, or ''. */
  readonly proof: string;
}
export interface HistoryRow {
  readonly speaker: string;
  readonly phrase: string;
  readonly text: string;
  /** '' for none. */
  readonly intent: string;
  /** JSON. */
  readonly targets: string;
  readonly wins: number;
  readonly losses: number;
  readonly last_at: number;
  readonly vector: Uint8Array | null;
}
export interface LearnedRow {
  readonly name: string;
  readonly body: string;
}
export interface NameRow {
  readonly name: string;
  readonly entity: string;
  readonly created_at: number;
}
export interface PreferenceRow {
  readonly person: string;
  readonly category: string;
  readonly value: string;
  readonly at: number;
}
export interface HabitRow extends Omit<HabitRecord, 'lastAt'> {
  readonly last_at: number;
}

export function rewriteOf(row: RewriteRow): RewriteEntry {
  const { phrase: from, meaning: to, layer, status, wins, losses, speaker, moment } = row;
  const entry = { from, to, layer, status, wins, losses, createdAt: row.created_at };
  const plain = { wins: row.plain_wins, losses: row.plain_losses };
  const proof = row.proof === '' ? undefined : parseProof(row.proof);
  return {
    ...entry,
    ...(speaker === '' ? {} : { speaker }),
    ...(moment === '' ? {} : { when: moment }),
    ...(plain.wins + plain.losses > 0 ? { plain } : {}),
    ...(proof === undefined ? {} : { proof }),
    ...(row.used_at === null ? {} : { usedAt: row.used_at }),
  };
}

function parseProof(text: string): Proof | undefined {
  const proof = parseRecord(text);
  const lists = [proof?.days, proof?.by, proof?.moments];
  return lists.every(Array.isArray) ? (proof as unknown as Proof) : undefined;
}

export function saidBeforeOf(row: HistoryRow): SaidBefore {
  const { phrase, text, speaker, intent, wins, losses, last_at: lastAt, vector } = row;
  const targets = parseList(row.targets).filter((target): target is string => typeof target === 'string');
  return {
    phrase,
    text,
    intent: intent === '' ? null : (intent as Intent),
    targets,
    wins,
    losses,
    lastAt,
    ...(speaker === '' ? {} : { speaker }),
    ...(vector === null ? {} : { vector: new Int8Array(vector) }),
  };
}

/** Undefined where a damaged file left something else. */
export function parseLearned(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

export function nameOf(row: NameRow): TaughtName {
  return { name: row.name, entity: row.entity, createdAt: row.created_at };
}

export function preferenceOf({ person, category, value, at }: PreferenceRow): Preference {
  return person === '' ? { category, value, at } : { category, value, person, at };
}

export function habitOf(row: HabitRow): HabitRecord {
  const { entity, service, speaker, day, quarter, after, count, last_at: lastAt } = row;
  return { entity, service, speaker, day, quarter, after, count, lastAt };
}

/** A turn as JSON, less what only this moment needs: 512 floats would be half of the row. */
export function encodeTurn(turn: Turn): string {
  return JSON.stringify(turn, (key, value) => (key === 'embedding' ? undefined : value));
}

/** Undefined where a damaged file left something else. */
export function parseTurn(body: string): Turn | undefined {
  const turn = parseRecord(body);
  const decision = turn?.decision;
  if (typeof turn?.id !== 'string' || typeof turn.at !== 'number' || !isRecord(decision)) return undefined;
  const lists = [turn.hypotheses, turn.plans, turn.before, turn.effects, decision.targets];
  return lists.every(Array.isArray) && isRecord(turn.trace) ? (turn as unknown as Turn) : undefined;
}

export function parseVerdict(body: string): Verdict | undefined {
  const verdict = parseRecord(body);
  return typeof verdict?.of === 'string' && Array.isArray(verdict.evidence)
    ? (verdict as unknown as Verdict)
    : undefined;
}

export function parseSignal(body: string): Signal | undefined {
  const signal = parseRecord(body);
  return typeof signal?.id === 'string' && typeof signal.template === 'string'
    ? (signal as unknown as Signal)
    : undefined;
}

/** Whether a row that was read from a damaged file is one that this program could have written. */
export function isSound(table: string, row: { readonly [column: string]: unknown }): boolean {
  switch (table) {
    case 'turn':
      return parseTurn(String(row.body)) !== undefined;
    case 'verdict':
      return parseVerdict(String(row.body)) !== undefined;
    case 'signal':
      return parseSignal(String(row.body)) !== undefined;
    case 'rewrite':
      return LAYERS.has(String(row.layer)) && STATUSES.has(String(row.status)) && isText(row.phrase, row.meaning);
    case 'history':
      return isText(row.phrase, row.text) && Array.isArray(parseLearned(String(row.targets)));
    case 'learned':
      return isText(row.name) && parseLearned(String(row.body)) !== undefined;
    case 'habit':
      return isText(row.entity, row.service, row.after) && Number.isFinite(row.count);
    case 'state_batch':
      return canDecode(row.body);
    case 'state':
      return isText(row.entity, row.state) && parseRecord(String(row.attributes)) !== undefined;
    default:
      return Object.values(row).every((value) => typeof value !== 'string' || isText(value));
  }
}

/** A turn that something was said in that has been forgotten: what was decided stays, every word goes. */
export function wordless(turn: Turn): Turn {
  const { decision, trace } = turn;
  const { mentions: _mentions, embedding: _embedding, ...bareTrace } = trace;
  const { question: _question, ...rest } = turn;
  return {
    ...rest,
    hypotheses: [],
    decision: {
      ...decision,
      slots: {},
      commands: [],
      say: '',
      rewrite: null,
      alternatives: [],
      because: [],
    },
    plans: [],
    before: [],
    effects: [],
    trace: { ...bareTrace, unmatched: [], rewrite: null },
  };
}

const INSTANTS = new Set(['at', 'askedAt', 'createdAt', 'usedAt', 'lastAt', 'changedAt', 'reportedAt']);

/** The same value with its instants as people read them. */
export function readable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, item) => (INSTANTS.has(key) && typeof item === 'number' ? encodeInstant(item) : item)),
  );
}

const LAYERS = new Set(['taught', 'personal', 'global']);
const STATUSES = new Set(['candidate', 'probation', 'active', 'retired']);

/** Torn pages show as zero bytes or as text that is no Unicode. */
function isText(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string' && !/[\0\uFFFD]/.test(value));
}

function parseList(text: string): readonly unknown[] {
  const value = parseLearned(text);
  return Array.isArray(value) ? value : [];
}

function canDecode(body: unknown): boolean {
  try {
    return body instanceof Uint8Array && decodeStates(body).length > 0;
  } catch {
    return false;
  }
}

function parseRecord(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
