/**
 * Reads rows out of a database file without SQLite, which gives up on a file whose first page or length is wrong.
 *
 * Every leaf of every table is looked at, wherever it stands: what its cells hold says which table they are of.
 * Source: sqlite.org/fileformat2.html §1.5 (free pages), §1.6 (b-tree pages), §2.1 (records), §4.1 (the log).
 */
export type Value = null | number | string | Buffer;

export interface CarvedRow {
  readonly rowid: number;
  readonly values: readonly Value[];
}

const PAGE_BYTES = 4096;
const LEAF_TABLE = 0x0d;
/** The most of a payload that stays in its cell, and the least where it does not. */
const LOCAL_BYTES_MAX = PAGE_BYTES - 35;
const LOCAL_BYTES_MIN = Math.floor(((PAGE_BYTES - 12) * 32) / 255) - 23;
const COLUMNS_MAX = 32;
const FILE_HEADER = 'SQLite format 3\0';

/** The rows of all tables; `log` is the write-ahead log beside the file, empty where there is none. */
export function* carve(file: Buffer, log: Buffer): Generator<CarvedRow> {
  const pages = new Pages(file, committedPages(log));
  const free = freePages(pages);
  for (let number = 2; number <= pages.count; number++) {
    const page = pages.get(number);
    if (page === undefined || page[0] !== LEAF_TABLE || free.has(number)) continue;
    const cells = page.readUInt16BE(3);
    for (let i = 0; i < cells && 8 + 2 * i + 2 <= page.length; i++) {
      const row = quietly(() => readCell(pages, page, page.readUInt16BE(8 + 2 * i)));
      if (row !== undefined) yield row;
    }
  }
}

class Pages {
  readonly count: number;
  readonly #file: Buffer;
  readonly #newer: ReadonlyMap<number, Buffer>;

  constructor(file: Buffer, newer: ReadonlyMap<number, Buffer>) {
    this.#file = file;
    this.#newer = newer;
    this.count = Math.max(Math.ceil(file.length / PAGE_BYTES), ...newer.keys());
  }

  /** A page cut off at the end of the file is filled up with zeros. */
  get(number: number): Buffer | undefined {
    const newer = this.#newer.get(number);
    if (newer !== undefined) return newer;
    const page = this.#file.subarray((number - 1) * PAGE_BYTES, number * PAGE_BYTES);
    if (number < 1 || page.length === 0) return undefined;
    return page.length === PAGE_BYTES ? page : Buffer.concat([page], PAGE_BYTES);
  }
}

/** The last page images that a transaction in the log committed; frames after the first broken one do not count. */
function committedPages(log: Buffer): Map<number, Buffer> {
  const committed = new Map<number, Buffer>();
  const magic = log.length < 32 ? 0 : log.readUInt32BE(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return committed;
  const read = magic & 1 ? (at: number) => log.readUInt32BE(at) : (at: number) => log.readUInt32LE(at);
  let sums: readonly [number, number] = [log.readUInt32BE(24), log.readUInt32BE(28)];
  const waiting = new Map<number, Buffer>();
  for (let at = 32; at + 24 + PAGE_BYTES <= log.length; at += 24 + PAGE_BYTES) {
    if (log.compare(log, 16, 24, at + 8, at + 16) !== 0) break;
    sums = checksum(read, at, at + 8, sums);
    sums = checksum(read, at + 24, at + 24 + PAGE_BYTES, sums);
    if (sums[0] !== log.readUInt32BE(at + 16) || sums[1] !== log.readUInt32BE(at + 20)) break;
    waiting.set(log.readUInt32BE(at), log.subarray(at + 24, at + 24 + PAGE_BYTES));
    if (log.readUInt32BE(at + 4) === 0) continue;
    for (const [number, page] of waiting) committed.set(number, page);
    waiting.clear();
  }
  return committed;
}

function checksum(
  read: (at: number) => number,
  from: number,
  to: number,
  [first, second]: readonly [number, number],
): readonly [number, number] {
  let a = first;
  let b = second;
  for (let at = from; at < to; at += 8) {
    a = (a + read(at) + b) >>> 0;
    b = (b + read(at + 4) + a) >>> 0;
  }
  return [a, b];
}

/** What was deleted is not to come back. Empty where the first page, which names them, is lost. */
function freePages(pages: Pages): Set<number> {
  const free = new Set<number>();
  const header = pages.get(1);
  if (header?.toString('latin1', 0, 16) !== FILE_HEADER) return free;
  for (let trunk = header.readUInt32BE(32); trunk !== 0 && !free.has(trunk); ) {
    const page = pages.get(trunk);
    if (page === undefined) break;
    free.add(trunk);
    const leaves = Math.min(page.readUInt32BE(4), PAGE_BYTES / 4 - 2);
    for (let i = 0; i < leaves; i++) free.add(page.readUInt32BE(8 + 4 * i));
    trunk = page.readUInt32BE(0);
  }
  return free;
}

/** Throws RangeError where the cell points outside of its page. */
function readCell(pages: Pages, page: Buffer, at: number): CarvedRow | undefined {
  const [bytes, afterBytes] = readVarint(page, at);
  const [rowid, start] = readVarint(page, afterBytes);
  const payload = readPayload(pages, page, start, bytes);
  const values = payload === undefined ? undefined : readRecord(payload);
  return values === undefined ? undefined : { rowid, values };
}

function readPayload(pages: Pages, page: Buffer, start: number, bytes: number): Buffer | undefined {
  if (bytes <= LOCAL_BYTES_MAX) return start + bytes <= page.length ? page.subarray(start, start + bytes) : undefined;
  const fitting = LOCAL_BYTES_MIN + ((bytes - LOCAL_BYTES_MIN) % (PAGE_BYTES - 4));
  const local = fitting <= LOCAL_BYTES_MAX ? fitting : LOCAL_BYTES_MIN;
  if (bytes > pages.count * PAGE_BYTES || start + local + 4 > page.length) return undefined;
  const parts = [page.subarray(start, start + local)];
  let left = bytes - local;
  for (let next = page.readUInt32BE(start + local); left > 0; ) {
    const overflow = pages.get(next);
    if (overflow === undefined) return undefined;
    const part = overflow.subarray(4, 4 + Math.min(left, PAGE_BYTES - 4));
    parts.push(part);
    left -= part.length;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

function readRecord(payload: Buffer): Value[] | undefined {
  const [headerBytes, first] = readVarint(payload, 0);
  const values: Value[] = [];
  let body = headerBytes;
  for (let at = first; at < headerBytes; ) {
    const [type, next] = readVarint(payload, at);
    const bytes = bytesOf(type);
    if (bytes === undefined || body + bytes > payload.length || values.length === COLUMNS_MAX) return undefined;
    values.push(readValue(payload, type, body, bytes));
    body += bytes;
    at = next;
  }
  return body === payload.length ? values : undefined;
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

/** Undefined for the two types that no file has. */
function bytesOf(type: number): number | undefined {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return INTEGER_BYTES[type];
}

function readValue(payload: Buffer, type: number, at: number, bytes: number): Value {
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type === 7) return payload.readDoubleBE(at);
  if (type === 6) return Number(payload.readBigInt64BE(at));
  if (type < 6) return payload.readIntBE(at, bytes);
  const part = payload.subarray(at, at + bytes);
  return type % 2 === 0 ? part : part.toString('utf8');
}

/** The value and where the next byte is; beyond 2^53 imprecise, which no count or length of ours is. */
function readVarint(from: Buffer, start: number): readonly [number, number] {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = from.readUInt8(start + i);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, start + i + 1];
  }
  return [value * 256 + from.readUInt8(start + 8), start + 9];
}

function quietly<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
