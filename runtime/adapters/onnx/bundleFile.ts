import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { HearthError } from '../../domain/errors.ts';
import { INTENT_LABELS, TARGET_DOMAINS } from '../../domain/intent.ts';
import type { ModelBundle } from '../../ports/inference.ts';
import { type PieceEntry, SentencePieces } from '../../understand/sentencepiece.ts';
import { BIO_TAGS } from '../../understand/tags.ts';
import { BUNDLE_PARTS, type PartName, parseParts } from './bundleParts.ts';

/** The manifest layout that this program reads; another one is refused. */
export const BUNDLE_FORMAT = 1;
export const MODEL_FILE = 'model.onnx';
/** The network's large tensors, which the library maps; a bundle without it has them in `model.onnx`. */
export const WEIGHTS_FILE = 'model.bin';
export const PIECES_FILE = 'pieces.tsv';
export const MANIFEST_FILE = 'manifest.json';

const Finite = v.pipe(v.number(), v.finite());
const Positive = v.pipe(Finite, v.minValue(1e-6));
const FileFacts = v.object({
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  bytes: v.pipe(v.number(), v.integer()),
});

/** What lies in `manifest.json`; unknown fields (training figures) are for people and are left alone. */
export const Manifest = v.looseObject({
  format: v.number(),
  version: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  files: v.object({
    [MODEL_FILE]: FileFacts,
    [WEIGHTS_FILE]: v.optional(FileFacts),
    [PIECES_FILE]: FileFacts,
    // One that is missing is told by its name when it is read.
    ...v.entriesFromList(BUNDLE_PARTS, v.optional(FileFacts)),
  }),
  intentLabels: v.array(v.string()),
  domains: v.array(v.string()),
  tags: v.array(v.string()),
  transitions: v.array(Finite),
  calibration: v.object({
    intentTemperature: Positive,
    domainTemperature: Positive,
    scope: v.object({ bias: Finite, energyWeight: Finite, oddsWeight: Finite }),
  }),
});
export type Manifest = v.InferOutput<typeof Manifest>;

/** A bundle's content, checked. */
export interface LoadedBundle {
  readonly bundle: ModelBundle;
  /** The checked network's file; loading it by path spares a copy of it in memory. */
  readonly modelPath: string;
  readonly pieces: SentencePieces;
}

/**
 * Reads a bundle folder and checks it against this program. `without` names parts that are not looked at: those that are
 * about to be fitted.
 *
 * @throws HearthError `bad-bundle` where a file is missing, malformed or not what the manifest says; `bundle-mismatch`
 * where the bundle is sound but for another program: other format, labels or tags.
 */
export async function readBundle(folder: string, without: readonly PartName[] = []): Promise<LoadedBundle> {
  const manifest = parseManifest(await readPart(folder, MANIFEST_FILE), join(folder, MANIFEST_FILE));
  await checkFile(folder, MODEL_FILE, manifest);
  if (manifest.files[WEIGHTS_FILE] !== undefined) await checkFile(folder, WEIGHTS_FILE, manifest);
  await checkFile(folder, PIECES_FILE, manifest);
  const pieces = new SentencePieces(parsePieces((await readPart(folder, PIECES_FILE)).toString('utf8'), folder));
  const json: { [name in PartName]?: object } = {};
  const wanted = BUNDLE_PARTS.filter((name) => !without.includes(name));
  for (const name of wanted) json[name] = await readJsonPart(folder, name, manifest);
  const { version, intentLabels, domains, tags, calibration } = manifest;
  const transitions = Float32Array.from(manifest.transitions);
  const outdated = wanted.filter((name) => (json[name] as { fittedWith?: unknown }).fittedWith !== version);
  return {
    bundle: {
      version,
      intentLabels,
      domains,
      tags,
      transitions,
      calibration,
      ...parseParts(json),
      outdated,
    },
    modelPath: join(folder, MODEL_FILE),
    pieces,
  };
}

/** Parses a manifest and checks that its labels are this program's. Throws as `readBundle` does. */
export function parseManifest(bytes: Buffer, path: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new HearthError('bad-bundle', `${path} is not JSON`, cause);
  }
  const format = (json as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format !== BUNDLE_FORMAT) {
    throw new HearthError('bundle-mismatch', `${path} has format ${format}; this program reads ${BUNDLE_FORMAT}`);
  }
  const parsed = v.safeParse(Manifest, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new HearthError('bad-bundle', `${path}: ${v.getDotPath(issue) ?? 'manifest'}: ${issue.message}`);
  }
  const manifest = parsed.output;
  sameLabels(path, 'intents', manifest.intentLabels, INTENT_LABELS);
  sameLabels(path, 'domains', manifest.domains, TARGET_DOMAINS);
  sameLabels(path, 'tags', manifest.tags, BIO_TAGS);
  const expected = (BIO_TAGS.length + 1) * BIO_TAGS.length;
  if (manifest.transitions.length !== expected) {
    throw new HearthError('bad-bundle', `${path}: ${manifest.transitions.length} transitions, not ${expected}`);
  }
  return manifest;
}

function sameLabels(path: string, what: string, theirs: readonly string[], ours: readonly string[]): void {
  const at = ours.findIndex((label, i) => theirs[i] !== label);
  if (at < 0 && theirs.length === ours.length) return;
  const index = at < 0 ? ours.length : at;
  const found = theirs[index] ?? 'nothing';
  const wanted = ours[index] ?? 'nothing';
  throw new HearthError(
    'bundle-mismatch',
    `${path}: ${what} differ from this program's at ${index}: ${found} instead of ${wanted}`,
  );
}

async function readPart(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (cause) {
    throw new HearthError('bad-bundle', `${join(folder, name)} cannot be read`, cause);
  }
}

const CHUNK_BYTES = 65_536;

/**
 * Compares a file with its checksum, piece by piece so that it is never whole in memory: through one buffer, since a
 * stream's many would stay with the process.
 */
async function checkFile(folder: string, name: keyof Manifest['files'], manifest: Manifest) {
  const path = join(folder, name);
  const hash = createHash('sha256');
  try {
    const file = await open(path);
    try {
      const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
      let bytesRead: number;
      do {
        ({ bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, null));
        hash.update(buffer.subarray(0, bytesRead));
      } while (bytesRead > 0);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new HearthError('bad-bundle', `${path} cannot be read`, cause);
  }
  if (hash.digest('hex') !== manifest.files[name]?.sha256) {
    throw new HearthError('bad-bundle', `${path} is not the file that the manifest names (sha256)`);
  }
}

/** A part's JSON object, checked against the manifest. */
async function readJsonPart(folder: string, name: PartName, manifest: Manifest): Promise<object> {
  const path = join(folder, name);
  if (manifest.files[name] === undefined)
    throw new HearthError('bad-bundle', `${folder} has no ${name}: fit it (node models/run.mjs help)`);
  await checkFile(folder, name, manifest);
  let json: unknown;
  try {
    json = JSON.parse((await readPart(folder, name)).toString('utf8'));
  } catch (cause) {
    throw new HearthError('bad-bundle', `${path} is not JSON`, cause);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new HearthError('bad-bundle', `${path} is no JSON object`);
  return json;
}

/**
 * Lines of piece, tab, score; the line number is the id. One at a time: thousands of lines and pairs at once would be
 * megabytes that stay with the process.
 */
function* parsePieces(text: string, folder: string): Generator<PieceEntry> {
  let id = 0;
  for (let start = 0; start < text.length; id++) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const tab = text.indexOf('\t', start);
    const score = tab < 0 || tab > end ? Number.NaN : Number(text.slice(tab + 1, end));
    if (!Number.isFinite(score)) {
      throw new HearthError('bad-bundle', `${join(folder, PIECES_FILE)}:${id + 1} is not a piece and its score`);
    }
    yield [text.slice(start, tab), score];
    start = end + 1;
  }
}

/** The bytes of `pieces.tsv`: what `parsePieces` reads. */
export function encodePieces(pieces: readonly PieceEntry[]): string {
  return pieces.map(([piece, score]) => `${piece}\t${Number(score.toFixed(4))}\n`).join('');
}
