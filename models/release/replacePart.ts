import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE, parseManifest, readBundle } from '../../runtime/adapters/onnx/bundleFile.ts';
import { BUNDLE_PARTS, type PartName } from '../../runtime/adapters/onnx/bundleParts.ts';
import type { ModelBundle } from '../../runtime/ports/inference.ts';
import { InputError } from '../input.ts';

/** What a part makes of homes that neither it nor the other was fitted on. */
export interface Weighed {
  /** One number to compare by; more is better. */
  readonly score: number;
  /** The figures behind it, for people. */
  readonly told: string;
}

/** A part that is about to be fitted anew. */
export interface Replacing {
  readonly folder: string;
  readonly name: PartName;
  /** Write also where the part in force does better, or cannot be read. */
  readonly force: boolean;
  readonly log: (line: string) => void;
}

/**
 * The bundle with the part that is in force, to be weighed against the one that takes its place; undefined where there is none, or
 * only one that was fitted on another network.
 *
 * @throws InputError where there is no bundle, or the part cannot be read, so that nobody knows whether it is better, and `force` is
 * not set.
 */
export async function partInForce({ folder, name, force, log }: Replacing): Promise<ModelBundle | undefined> {
  const path = join(folder, MANIFEST_FILE);
  if (!existsSync(path)) throw new InputError(`${folder} holds no bundle (--out)`);
  try {
    const manifest = parseManifest(readFileSync(path), path);
    if (manifest.files[name] === undefined) return undefined;
    const fittedWith = fittedWithOf(join(folder, name));
    if (fittedWith !== undefined && fittedWith !== manifest.version) return undefined;
    const others = BUNDLE_PARTS.filter((one) => one !== name);
    return (await readBundle(folder, others)).bundle;
  } catch (cause) {
    const why = `the ${name} in ${folder} cannot be used (${(cause as Error).message})`;
    if (!force) throw new InputError(`${why}: --force goes on without it`, { cause });
    log(`${why}: going on without it`);
    return undefined;
  }
}

/** The network that a part says it was fitted with; undefined of one that is broken: reading it says how. */
function fittedWithOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).fittedWith;
  } catch {
    return undefined;
  }
}

/** Fits that differ by their seed alone differ by as much. */
const CHANCE = 0.001;

/**
 * Tells how the part in force and the new one do on the same homes, and whether the new one may take its place. A score that is lower by
 * no more than `chance` is as good.
 */
export function mayReplace(
  { folder, name, force, log }: Replacing,
  former: Weighed,
  fitted: Weighed,
  homes: number,
  chance = CHANCE,
): boolean {
  const score = (one: Weighed): string => one.score.toFixed(4);
  log(`${name} in the same ${homes} homes, which neither was fitted on:`);
  log(`  in force ${former.told}; score ${score(former)}`);
  log(`  new      ${fitted.told}; score ${score(fitted)}`);
  if (fitted.score >= former.score - chance) return true;
  if (force) log(`${name}: the one in force is better, and is replaced all the same (--force)`);
  else log(`not written: the ${name} in ${folder} scores ${score(former)}, this one ${score(fitted)} (--force)`);
  return force;
}
