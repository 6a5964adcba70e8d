import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { root } from '../root.ts';

/** A source file, and what it imports. */
export interface Source {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}
export interface Import {
  readonly specifier: string;
  /** The file within the repository; undefined for a package or a module of Node's. */
  readonly path: string | undefined;
}

const FOLDERS = ['runtime', 'devices', 'models', 'test'];
const SKIPPED = new Set(['node_modules', 'weights', '.cache']);
/** Static and dynamic imports and re-exports, type imports too. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g;

export const sources: readonly Source[] = FOLDERS.map((folder) => join(root, folder))
  .filter((folder) => existsSync(folder))
  .flatMap(walk);

function walk(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(path);
    return entry.name.endsWith('.ts') ? [sourceOf(path)] : [];
  });
}

function sourceOf(file: string): Source {
  const text = readFileSync(file, 'utf8');
  const specifiers = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const imports = specifiers.map((specifier) => ({
    specifier,
    path: specifier.startsWith('.') ? slashed(resolve(dirname(file), specifier)) : undefined,
  }));
  return { path: slashed(file), text, imports };
}

function slashed(file: string): string {
  return relative(root, file).replaceAll('\\', '/');
}
