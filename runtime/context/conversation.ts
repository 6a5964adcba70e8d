import type { Effect, Preference, Turn } from '../domain/context.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { meansTaste, tasteKey } from '../domain/taste.ts';
import { mayForget } from '../domain/voice.ts';

/** Satellites whose conversations are kept apart; a home has a dozen. */
const SATELLITES_MAX = 32;

/** What was lately said, and where. */
export class Conversation {
  #turns: readonly Turn[] = [];

  turns(): readonly Turn[] {
    return this.#turns;
  }

  /** Oldest first; undefined stands for turns that no satellite brought. */
  at(satellite: string | undefined): readonly Turn[] {
    return this.#turns.filter((turn) => turn.satellite === satellite);
  }

  remember(turn: Turn): void {
    // A new list and not a longer one: a view handed out stays as it was.
    const turns = [...this.#turns, turn];
    const same = turns.filter((one) => one.satellite === turn.satellite);
    const oldest = same.length > limits.conversationTurnsMax ? same[0] : undefined;
    const room = limits.conversationTurnsMax * SATELLITES_MAX;
    this.#turns = oldest ? turns.filter((one) => one !== oldest) : turns.slice(-room);
  }

  find(id: string): Turn | undefined {
    return this.#turns.findLast((turn) => turn.id === id);
  }

  /** Drops the turns in which this was said. */
  forget(phrase: string): void {
    const said = ` ${normalPhrase(phrase)} `;
    this.#turns = this.#turns.filter(
      (turn) => !turn.hypotheses.some(({ text }) => ` ${normalPhrase(text)} `.includes(said)),
    );
  }

  clear(): void {
    this.#turns = [];
  }
}

/** What people said they like: the latest word of each person in each category. */
export class Preferences {
  readonly #all = new Map<string, Preference>();

  put(preference: Preference): void {
    const key = preferenceKey(preference);
    this.#all.delete(key);
    this.#all.set(key, preference);
    if (this.#all.size > limits.preferencesMax) this.#all.delete(this.#all.keys().next().value as string);
  }

  /** Latest first: those of the speaker, then those said for the whole home; all of them where nobody is known. */
  of(speaker: string | undefined): readonly Preference[] {
    const all = [...this.#all.values()].reverse();
    if (speaker === undefined) return all;
    return [
      ...all.filter((preference) => preference.person === speaker),
      ...all.filter((preference) => preference.person === undefined),
    ];
  }

  /** Forgets what the effect means, but not what is another person's than `by`; what was liked, as it stood there. */
  forget(effect: Extract<Effect, { type: 'forget' }>): readonly string[] {
    const gone = [...this.#all].filter(([, taste]) => mayForget(effect.by, taste.person) && meansTaste(effect, taste));
    for (const [key] of gone) this.#all.delete(key);
    return gone.map(([, taste]) => taste.value);
  }

  clear(): void {
    this.#all.clear();
  }
}

function preferenceKey(preference: Preference): string {
  return JSON.stringify([preference.person ?? null, tasteKey(preference)]);
}
