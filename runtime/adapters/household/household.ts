import * as v from 'valibot';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Json } from '../../domain/entity.ts';
import { HearthError } from '../../domain/errors.ts';
import { DEFAULT_CONFIRM, type Household, type HouseholdEntity } from '../../domain/household.ts';
import { limits } from '../../domain/limits.ts';
import { contradictions, type Path, type Problem } from './contradictions.ts';
import { type HouseholdFile, householdSchema, OWN_ENTITY_KEYS } from './schema.ts';

export interface HouseholdDefaults {
  readonly locale: string;
  readonly timezone: string;
}
/** What a replay takes where the file is silent: the same on every machine. */
export const REPLAY_DEFAULTS: HouseholdDefaults = { locale: 'en-US', timezone: 'UTC' };

/**
 * Parses a household file (YAML, or JSON as its subset).
 *
 * Errors: `bad-household`, naming each key and its line.
 */
export function parseHouseholdText(text: string, defaults: HouseholdDefaults): Household {
  if (Buffer.byteLength(text) > limits.lineBytesMax)
    throw new HearthError('bad-household', `the file is larger than ${limits.lineBytesMax} bytes`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) throw new HearthError('bad-household', `line ${lines.linePos(broken.pos[0]).line}: ${broken.message}`);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    throw new HearthError('bad-household', cause instanceof Error ? cause.message : String(cause), cause);
  }
  const lineOf = (problem: Problem): string => {
    const offset = offsetOf(document, problem);
    return offset === undefined ? '' : `line ${lines.linePos(offset).line}: `;
  };
  return toHousehold(value, defaults, lineOf);
}

/** The same from a value, as a replay's `home` event carries it. Errors: `bad-household`. */
export function parseHousehold(value: unknown, defaults: HouseholdDefaults): Household {
  return toHousehold(value, defaults, () => '');
}

function toHousehold(value: unknown, defaults: HouseholdDefaults, lineOf: (problem: Problem) => string): Household {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HearthError('bad-household', 'the file must be a mapping of keys, like "areas: [{name: Kitchen}]"');
  const parsed = v.safeParse(householdSchema, value);
  const problems = parsed.success ? contradictions(parsed.output) : parsed.issues.map(problemOf);
  if (!parsed.success || problems.length > 0) {
    const told = problems.slice(0, 8).map((p) => `${lineOf(p)}${p.why}`);
    if (problems.length > told.length) told.push(`and ${problems.length - told.length} more`);
    throw new HearthError('bad-household', told.join('; '));
  }
  return domainOfFile(parsed.output, defaults);
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const path = (issue.path ?? []).map((step) => (step as { key: string | number }).key);
  const shown = show(path);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = knownKeys(path.slice(0, -1));
    return { path, key: true, why: `unknown key "${shown}"${known && ` (known here: ${known})`}` };
  }
  if (issue.received === 'undefined') return { path, key: false, why: `"${shown}" is missing` };
  // The schema's own messages are sentences' ends; the library's are not.
  const expected = /^(must|is) /.test(issue.message)
    ? issue.message
    : `must be ${issue.expected?.toLowerCase() ?? 'valid'}, not ${issue.received}`;
  return { path, key: false, why: `"${shown || 'the file'}" ${expected}` };
}

function show(path: Path): string {
  return path.reduce<string>(
    (out, step) => (typeof step === 'number' ? `${out}[${step}]` : out ? `${out}.${step}` : step),
    '',
  );
}

/** The keys that are allowed at a place, read from the schema itself. */
function knownKeys(path: Path): string {
  let schema: unknown = householdSchema;
  for (const step of path) {
    const inner = unwrap(schema) as { entries?: Record<string, unknown>; item?: unknown };
    schema = typeof step === 'number' ? inner.item : inner.entries?.[step];
  }
  const entries = (unwrap(schema) as { entries?: object } | undefined)?.entries;
  return entries ? Object.keys(entries).join(', ') : '';
}

function unwrap(schema: unknown): unknown {
  let inner = schema as { wrapped?: unknown } | undefined;
  while (inner?.wrapped) inner = inner.wrapped as { wrapped?: unknown };
  return inner;
}

function domainOfFile(file: HouseholdFile, defaults: HouseholdDefaults): Household {
  return {
    locale: file.locale ?? defaults.locale,
    timezone: file.timezone ?? defaults.timezone,
    floors: file.floors,
    areas: file.areas.map(({ name, floor, aliases }) => ({ name, aliases, ...(floor !== undefined && { floor }) })),
    people: file.people,
    satellites: file.satellites.map(({ id, area, screen }) => ({
      id,
      ...(area !== undefined && { area }),
      ...(screen !== undefined && { screen }),
    })),
    entities: file.entities.map(entityOfFile),
    handlers: file.handlers,
    policy: {
      confirm: file.policy.confirm ?? DEFAULT_CONFIRM,
      ...(file.policy.quiet_hours && { quietHours: file.policy.quiet_hours }),
    },
    learning: { enabled: file.learning.enabled },
    sync: { enabled: file.sync.enabled, ...(file.sync.upstream !== undefined && { upstream: file.sync.upstream }) },
  };
}

function entityOfFile(entity: HouseholdFile['entities'][number]): HouseholdEntity {
  const config = Object.fromEntries(Object.entries(entity).filter(([key]) => !OWN_ENTITY_KEYS.has(key)));
  const { id, name, aliases, area, screen, media, device_class: deviceClass, attributes } = entity;
  return {
    id,
    ...(name !== undefined && { name }),
    ...(aliases !== undefined && { aliases }),
    ...(area !== undefined && { area }),
    ...(screen !== undefined && { screen }),
    ...(media !== undefined && { media }),
    ...(deviceClass !== undefined && { deviceClass }),
    ...(attributes !== undefined && { attributes: attributes as { [key: string]: Json } }),
    config: config as { [key: string]: Json },
  };
}

/** The household as its file has it: what `hearth record` writes into a `home` line. Inverse of `parseHousehold`. */
export function encodeHousehold(household: Household): { [key: string]: unknown } {
  const { locale, timezone, floors, areas, people, satellites, handlers, learning, sync } = household;
  const { confirm, quietHours } = household.policy;
  return {
    locale,
    timezone,
    floors,
    areas,
    people,
    satellites,
    entities: household.entities.map(({ config, deviceClass, ...own }) => ({
      ...own,
      ...(deviceClass !== undefined && { device_class: deviceClass }),
      ...config,
    })),
    handlers,
    policy: { confirm, ...(quietHours && { quiet_hours: quietHours }) },
    learning,
    sync,
  };
}

function offsetOf(document: ReturnType<typeof parseDocument>, problem: Problem): number | undefined {
  const last = problem.path.at(-1);
  if (problem.key) {
    const parent = problem.path.length > 1 ? document.getIn(problem.path.slice(0, -1), true) : document.contents;
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === last);
      if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
    }
  }
  for (let length = problem.path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(problem.path.slice(0, length), true);
    const range = (node as { range?: [number, number, number] } | null | undefined)?.range;
    if (range) return range[0];
  }
  return undefined;
}
