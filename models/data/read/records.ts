import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { InputError } from '../../input.ts';
import { faultOf } from './sets.ts';

/** A span of a record's text as its source labels it; offsets in UTF-16 units, end exclusive. */
export interface SourceSlot {
  readonly type: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** One line of a data file in the common record format: id, split, text, intent, slots, and the source's own fields. */
export interface DataRecord {
  readonly id: string;
  readonly split: string;
  /** Null where the source has no utterance (tables of names). */
  readonly text: string | null;
  readonly intent: string | null;
  /** Only the slots that are spoken verbatim. */
  readonly slots: readonly SourceSlot[];
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads a JSON Lines file. One that is missing, empty or malformed, or that holds a record without its text or with a split
 * or label that its set does not know, is an error that names the file and the line.
 */
export function readRecords(path: string): DataRecord[] {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new InputError(`${path}: cannot be read; see models/data for which data sets are needed`, { cause });
  }
  const records: DataRecord[] = [];
  for (const [index, line] of content.split('\n').entries()) {
    if (line.trim()) records.push(parseRecord(line, basename(path), `${path}:${index + 1}`));
  }
  if (records.length === 0) throw new InputError(`${path}: holds no records; see models/data for how to obtain it`);
  return records;
}

function parseRecord(line: string, file: string, where: string): DataRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new InputError(`${where}: not JSON`, { cause });
  }
  if (typeof value !== 'object' || value === null) throw new InputError(`${where}: not an object`);
  const fields = value as Record<string, unknown>;
  const text = optionalString(fields, 'text', where);
  const fault = faultOf(file, fields);
  if (fault !== undefined) throw new InputError(`${where}: ${fault}`);
  return {
    id: optionalString(fields, 'id', where) ?? where,
    split: optionalString(fields, 'split', where) ?? '',
    text: text === null ? null : text.trim() === '' ? null : text,
    intent: optionalString(fields, 'intent', where),
    slots: parseSlots(fields.slots, text, where),
    fields,
  };
}

function optionalString(fields: Record<string, unknown>, name: string, where: string): string | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new InputError(`${where}: "${name}" is not a string`);
  return value;
}

function parseSlots(value: unknown, text: string | null, where: string): SourceSlot[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new InputError(`${where}: "slots" is not a list`);
  const slots: SourceSlot[] = [];
  for (const slot of value as Record<string, unknown>[]) {
    const { type, start, end } = slot;
    if (typeof type !== 'string') throw new InputError(`${where}: a slot has no "type"`);
    if (typeof start !== 'number' || typeof end !== 'number' || text === null) continue;
    if (!(0 <= start && start < end && end <= text.length))
      throw new InputError(`${where}: slot ${type} lies outside the text`);
    slots.push({ type, value: text.slice(start, end), start, end });
  }
  return slots.sort((a, b) => a.start - b.start);
}
