import type { RewriteEntry, Turn } from '../domain/context.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { EVERYBODY, PATTERN_SLOTS } from '../domain/rewritePattern.ts';
import { soundsOf } from '../domain/sound.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { rowOf } from './forest.ts';
import { likelier } from './heard.ts';
import { heardPhrase } from './relate.ts';

/** How near the heard words come to words that are known to mean others here, or to everybody; in [0, 1]. */
export const KNOWN_FEATURES = ['nearKnown', 'altKnown', 'nearEverybody'] as const;

/** Entries that are looked at: the latest ones. */
const LOOKED_AT_MAX = 300;

/**
 * One value for each of `KNOWN_FEATURES`: of the text that was taken, of the recogniser's others, and of the taken one and what
 * everybody means. What nearly sounds like something that would have been understood was misheard.
 */
export function knownFeatures(turn: Turn, rewrites: Rewrites): Float64Array {
  const heard = soundsOf(heardPhrase(turn));
  const others = turn.hypotheses
    .filter((_, at) => at !== turn.trace.hypothesis)
    .map(({ text }) => soundsOf(normalPhrase(text)));
  const values = { nearKnown: 0, altKnown: 0, nearEverybody: 0 };
  const entries = rewrites.list().filter(({ status }) => status === 'active' || status === 'probation');
  for (const entry of entries.slice(-LOOKED_AT_MAX)) {
    const known = soundsOf(filled(entry, turn));
    if (known === '') continue;
    const name = entry.layer === 'global' ? 'nearEverybody' : 'nearKnown';
    values[name] = likelier(heard, known, values[name]);
    for (const other of others) values.altKnown = likelier(other, known, values.altKnown);
  }
  return rowOf(KNOWN_FEATURES, values);
}

/** What stands for a slot in an entry that counts how a pattern fares: its name, as phrases are written. */
const SLOTS = new RegExp(`\\b(?:${PATTERN_SLOTS.map(normalPhrase).join('|')})\\b`, 'g');

/** A pattern with what the turn has in the place of its slots. */
function filled({ from, when }: RewriteEntry, { trace }: Turn): string {
  if (when !== EVERYBODY) return from;
  return from.replace(SLOTS, (slot) => {
    const tag = slot === 'number' ? 'value' : slot.replace(' ', '_');
    return normalPhrase((trace.mentions ?? []).find((mention) => mention.tag === tag)?.text ?? '');
  });
}
