import { HearthError } from '../domain/errors.ts';
import { mentionsGuarded } from '../domain/guarded.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { type PatternItem, patternItems, type RewritePattern } from '../domain/rewritePattern.ts';

/** The layout of `rewrites.json` that this program reads. */
export const REWRITES_FORMAT = 2;

/**
 * Reads the bundle's `rewrites.json`, already JSON: what everybody means by words that the network takes for something else.
 *
 * `patterns: [{from, to, homes, wins, losses}]`, the counts as found by the maintainers; every home adds its own.
 *
 * @throws HearthError `bad-bundle` where it is malformed, or leads to what no rewrite may lead to; `bundle-mismatch` for
 * another format.
 */
export function parseGlobalRewrites(json: unknown): readonly RewritePattern[] {
  if (typeof json !== 'object' || json === null) throw bad('it is no object');
  const { format, patterns } = json as { readonly format?: unknown; readonly patterns?: unknown };
  if (format !== REWRITES_FORMAT)
    throw new HearthError(
      'bundle-mismatch',
      `rewrites.json has format ${format}; this program reads ${REWRITES_FORMAT}`,
    );
  if (!Array.isArray(patterns)) throw bad('patterns is no list');
  if (patterns.length > limits.globalRewritesMax) throw bad(`more than ${limits.globalRewritesMax} patterns`);
  const parsed = patterns.map((item, i) => patternOf(item, `patterns[${i}]`));
  const known = new Map(parsed.map((pattern) => [normalPhrase(pattern.from), pattern]));
  const double = parsed.find((pattern) => known.get(normalPhrase(pattern.from)) !== pattern);
  if (double !== undefined) throw bad(`"${double.from}" has two meanings`);
  return parsed;
}

function patternOf(item: unknown, what: string): RewritePattern {
  const { from, to, homes, wins, losses } = (typeof item === 'object' && item !== null ? item : {}) as Record<
    string,
    unknown
  >;
  if (typeof from !== 'string' || typeof to !== 'string') throw bad(`${what} has no form and meaning`);
  const said = itemsOf(from, what);
  const meant = itemsOf(to, what);
  if (from === to || Math.max(from.length, to.length) > limits.phraseCharactersMax) throw bad(`${what} says nothing`);
  if (!said.some((one) => 'word' in one)) throw bad(`${what} stands for any words`);
  const slots = slotsOf(said);
  if (slots.includes('here')) throw bad(`${what} takes the room for words`);
  const open = slotsOf(meant).find((slot) => slot !== 'here' && !slots.includes(slot));
  if (open !== undefined || new Set(slots).size < slots.length) throw bad(`${what} leaves a slot open`);
  if (mentionsGuarded(from) || mentionsGuarded(to)) throw bad(`${what} is about what no rewrite may reach`);
  const isCount = (count: unknown): count is number =>
    typeof count === 'number' && Number.isFinite(count) && count >= 0;
  if (!isCount(homes) || !isCount(wins) || !isCount(losses)) throw bad(`${what} has no counts`);
  return { from, to, homes, wins, losses };
}

function itemsOf(text: string, what: string): readonly PatternItem[] {
  const items = patternItems(text);
  if (items === undefined) throw bad(`${what}: "${text}" is no pattern`);
  return items;
}

function slotsOf(items: readonly PatternItem[]): string[] {
  return items.flatMap((item) => ('slot' in item ? [item.slot] : []));
}

function bad(why: string): HearthError {
  return new HearthError('bad-bundle', `rewrites.json: ${why}`);
}
