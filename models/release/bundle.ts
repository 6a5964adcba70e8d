import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BUNDLE_FORMAT,
  encodePieces,
  MANIFEST_FILE,
  MODEL_FILE,
  PIECES_FILE,
  WEIGHTS_FILE,
} from '../../runtime/adapters/onnx/bundleFile.ts';
import { BUNDLE_PARTS, type PartName } from '../../runtime/adapters/onnx/bundleParts.ts';
import type { Calibration } from '../../runtime/ports/inference.ts';
import type { Figures } from '../train/score.ts';
import type { TrainedFacts } from '../train/trainedFile.ts';
import type { Labels } from './labels.ts';

/** A network as it is stored: `model.onnx` and, where its large tensors were taken out of it, `model.bin`. */
export interface NetworkFiles {
  readonly model: Uint8Array;
  readonly weights?: Uint8Array;
}

/** All that makes a bundle. */
export interface BundleParts {
  readonly network: NetworkFiles;
  readonly labels: Labels;
  readonly calibration: Calibration;
  readonly facts: TrainedFacts;
  readonly figures: Figures;
}

/** One number to compare bundles by: the mean of intent accuracy, domain accuracy and slot F1 on held-out sentences. */
export function scoreOf(figures: Pick<Figures, 'intentAccuracy' | 'domainAccuracy' | 'slotF1'>): number {
  return (figures.intentAccuracy + figures.domainAccuracy + figures.slotF1) / 3;
}

/**
 * Writes a bundle folder: model, pieces, manifest, and the parts of the bundle in `before`, which say which network they were
 * fitted with. What is in the folder stays until the new one is complete.
 *
 * Nothing in it depends on the clock or the machine's speed: the same weights give the same bytes.
 */
export function writeBundle(folder: string, parts: BundleParts, before = folder): void {
  const { facts, figures, labels } = parts;
  const pieces = Buffer.from(encodePieces(facts.vocabulary), 'utf8');
  const kept = BUNDLE_PARTS.filter((name) => existsSync(join(before, name))).map(
    (name) => [name, readFileSync(join(before, name))] as const,
  );
  const network = filesOf(parts.network);
  const manifest = {
    format: BUNDLE_FORMAT,
    version: `en-${fileFacts(Buffer.concat(network.map(([, bytes]) => bytes))).sha256.slice(0, 12)}`,
    language: 'en',
    files: {
      ...Object.fromEntries(network.map(([name, bytes]) => [name, fileFacts(bytes)])),
      [PIECES_FILE]: fileFacts(pieces),
      ...Object.fromEntries(kept.map(([name, bytes]) => [name, fileFacts(bytes)])),
    },
    intentLabels: labels.intentLabels,
    domains: labels.domains,
    tags: labels.tags,
    transitions: Array.from(labels.transitions, (score) => Number(score.toFixed(4))),
    calibration: parts.calibration,
    training: { seed: facts.seed, runs: facts.runs },
    validation: { score: scoreOf(figures), ...figures },
  };
  replaceFolder(folder, (fresh) => {
    for (const [name, bytes] of network) writeFileSync(join(fresh, name), bytes);
    writeFileSync(join(fresh, PIECES_FILE), pieces);
    for (const [name, bytes] of kept) writeFileSync(join(fresh, name), bytes);
    writeFileSync(join(fresh, MANIFEST_FILE), `${jsonText(manifest)}\n`);
  });
}

/**
 * Replaces one part of a bundle, and its line in the manifest; network and other parts stay as they are.
 *
 * `json` is the owner's object with its `format`; `fittedWith` is put in here.
 */
export function writePart(folder: string, name: PartName, json: { readonly format: number }): void {
  const manifest = JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8'));
  const bytes = Buffer.from(`${jsonText({ ...json, fittedWith: manifest.version })}\n`, 'utf8');
  const files = { ...manifest.files, [name]: fileFacts(bytes) };
  replaceFolder(folder, (fresh) => {
    cpSync(folder, fresh, { recursive: true });
    writeFileSync(join(fresh, name), bytes);
    writeFileSync(join(fresh, MANIFEST_FILE), `${jsonText({ ...manifest, files })}\n`);
  });
}

/** Stores a bundle's network otherwise: the same weights, so its version and what was fitted with it stay. */
export function restoreNetwork(folder: string, network: NetworkFiles): void {
  const manifest = JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8'));
  const { [MODEL_FILE]: _model, [WEIGHTS_FILE]: _weights, ...others } = manifest.files;
  const stored = filesOf(network);
  const files = { ...Object.fromEntries(stored.map(([name, bytes]) => [name, fileFacts(bytes)])), ...others };
  replaceFolder(folder, (fresh) => {
    cpSync(folder, fresh, { recursive: true });
    rmSync(join(fresh, WEIGHTS_FILE), { force: true });
    for (const [name, bytes] of stored) writeFileSync(join(fresh, name), bytes);
    writeFileSync(join(fresh, MANIFEST_FILE), `${jsonText({ ...manifest, files })}\n`);
  });
}

function filesOf({ model, weights }: NetworkFiles): readonly (readonly [string, Uint8Array])[] {
  return weights === undefined
    ? [[MODEL_FILE, model]]
    : [
        [MODEL_FILE, model],
        [WEIGHTS_FILE, weights],
      ];
}

/** Whoever reads the folder meanwhile finds the old files or the new ones; an interruption leaves one of the two whole. */
function replaceFolder(folder: string, write: (fresh: string) => void): void {
  const fresh = `${folder}.part`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  write(fresh);
  swapFolder(fresh, folder);
}

/** After a kill between the two steps of a swap: the old folder goes back to its place. */
export function undoHalfSwap(folder: string): void {
  if (!existsSync(folder) && existsSync(`${folder}.old`)) renameSync(`${folder}.old`, folder);
}

/** Puts a folder, complete, in another's place. */
export function swapFolder(fresh: string, folder: string): void {
  const old = `${folder}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(fresh, folder);
  rmSync(old, { recursive: true, force: true });
}

function fileFacts(bytes: Uint8Array): { readonly sha256: string; readonly bytes: number } {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/** Indented JSON with arrays of plain values on one line each, so that a diff of two manifests can be read. */
function jsonText(value: object): string {
  const flat = new Map<string, string>();
  const marked = JSON.stringify(
    value,
    (_key, inner: unknown) => {
      if (!Array.isArray(inner)) return inner;
      const mark = `@array-${flat.size}@`;
      flat.set(`"${mark}"`, JSON.stringify(inner));
      return mark;
    },
    2,
  );
  return marked.replace(/"@array-\d+@"/g, (mark) => flat.get(mark) ?? mark);
}
