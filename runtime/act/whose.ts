import type { Effect, HomeView, RewriteEntry } from '../domain/context.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { meansTaste } from '../domain/taste.ts';
import { mayForget } from '../domain/voice.ts';

type Forget = Extract<Effect, { type: 'forget' }>;

/**
 * The people whose own it is, where there is nothing of it that `effect.by` may have forgotten; [] where there is, or where nothing
 * of the kind is known.
 */
export function othersOwning(home: HomeView, rewrites: readonly RewriteEntry[], effect: Forget): readonly string[] {
  const owners = [...rewriteOwners(rewrites, effect), ...preferenceOwners(home, effect), ...nameOwners(home, effect)];
  if (owners.some((owner) => mayForget(effect.by, owner))) return [];
  return [...new Set(owners.flatMap((owner) => owner ?? []))].sort();
}

function rewriteOwners(rewrites: readonly RewriteEntry[], { phrase }: Forget): readonly (string | undefined)[] {
  if (phrase === undefined) return [];
  const said = normalPhrase(phrase);
  return rewrites
    .filter(({ layer, from, to }) => layer !== 'global' && [from, to].some((text) => normalPhrase(text) === said))
    .map(({ speaker }) => speaker);
}

function preferenceOwners(home: HomeView, effect: Forget): readonly (string | undefined)[] {
  return home
    .preferences(undefined)
    .filter((one) => meansTaste(effect, one))
    .map((one) => one.person);
}

/** A name is the household's. */
function nameOwners(home: HomeView, { phrase }: Forget): readonly undefined[] {
  const isNamed = home.names().some(({ name }) => phrase !== undefined && normalPhrase(name) === normalPhrase(phrase));
  return isNamed ? [undefined] : [];
}
