import type { RewriteEntry } from '../domain/context.ts';
import { HearthError } from '../domain/errors.ts';
import { mentionsGuarded } from '../domain/guarded.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';

/** The layout of `rewrites.json` that this program reads. */
export const REWRITES_FORMAT = 1;

/**
 * Reads the bundle's `rewrites.json`, already JSON: what everybody means by words that the network takes for something else.
 *
 * `rewrites: [{from, to, wins, losses}]`, the counts as found by the maintainers; every home adds its own.
 *
 * @throws HearthError `bad-bundle` where it is malformed, or leads to what no rewrite may lead to; `bundle-mismatch` for
 * another format.
 */
export function parseGlobalRewrites(json: unknown): readonly RewriteEntry[] {
  if (typeof json !== 'object' || json === null) throw bad('it is no object');
  const { format, rewrites } = json as { readonly format?: unknown; readonly rewrites?: unknown };
  if (format !== REWRITES_FORMAT)
    throw new HearthError(
      'bundle-mismatch',
      `rewrites.json has format ${format}; this program reads ${REWRITES_FORMAT}`,
    );
  if (!Array.isArray(rewrites)) throw bad('rewrites is no list');
  if (rewrites.length > limits.globalRewritesMax) throw bad(`more than ${limits.globalRewritesMax} rewrites`);
  const entries = rewrites.map((item, i) => entryOf(item, `rewrites[${i}]`));
  const phrases = new Map(entries.map((entry) => [entry.from, entry]));
  const double = entries.find((entry) => phrases.get(entry.from) !== entry);
  if (double !== undefined) throw bad(`"${double.from}" has two meanings`);
  const chained = entries.find((entry) => phrases.has(normalPhrase(entry.to)));
  if (chained !== undefined) throw bad(`"${chained.from}" leads to another rewrite`);
  return entries;
}

function entryOf(item: unknown, what: string): RewriteEntry {
  const { from, to, wins, losses } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  if (typeof from !== 'string' || typeof to !== 'string' || from !== normalPhrase(from) || from === '')
    throw bad(`${what} has no phrase and meaning`);
  if (to.trim() === '' || Math.max(from.length, to.length) > limits.phraseCharactersMax || normalPhrase(to) === from)
    throw bad(`${what} is empty, too long or the same`);
  if (mentionsGuarded(from) || mentionsGuarded(to)) throw bad(`${what} is about what no rewrite may reach`);
  const isCount = (count: unknown): count is number =>
    typeof count === 'number' && Number.isFinite(count) && count >= 0;
  if (!isCount(wins) || !isCount(losses)) throw bad(`${what} has no counts`);
  return { from, to, layer: 'global', status: 'active', wins, losses, createdAt: 0 };
}

function bad(why: string): HearthError {
  return new HearthError('bad-bundle', `rewrites.json: ${why}`);
}
