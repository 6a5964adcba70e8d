import type { HomeView, Turn } from '../domain/context.ts';
import type { Verdict } from '../domain/decision.ts';
import type { EntityId, Json } from '../domain/entity.ts';
import { limits } from '../domain/limits.ts';
import type { RankerModel } from '../domain/rankerModel.ts';
import { isStranger } from '../domain/voice.ts';
import type { Ranked } from './candidate.ts';
import { type Correction, emptyCorrection, learned, parseCorrection, type Weighed, weighedOf } from './correction.ts';

/**
 * The bundle's ranker with this household's own correction on top, and what was weighed in the turns whose outcome is open.
 *
 * A turn that proved right teaches what was right; one that answered or corrected another teaches that one too. Bounded by
 * `limits.correctionWeightMax` and `limits.correctionBiasMax`; nothing is learned of what may have to be confirmed.
 */
export class OwnRanker {
  readonly #bundled: RankerModel;
  readonly #open = new Map<string, readonly Weighed[]>();
  #correction: Correction = emptyCorrection;

  constructor(bundled: RankerModel) {
    this.#bundled = bundled;
  }

  /** What candidates are to be ranked by now, in a home whose learning is on or off. */
  model(home: HomeView): RankerModel {
    const isUsed = home.household.learning.enabled && this.#correction !== emptyCorrection;
    return isUsed ? { ...this.#bundled, correction: this.#correction } : this.#bundled;
  }

  /** Takes what `state` gave before; anything else is as if nothing had been learned. */
  restore(json: Json | undefined): void {
    this.#correction = parseCorrection(json);
  }

  /** Keeps what a turn weighed until its outcome is known. One clause alone: of several, nobody knows which a reaction is about. */
  note(turn: string, ranked: readonly Ranked[]): void {
    this.#open.delete(turn);
    this.#open.set(turn, weighedOf(ranked));
    if (this.#open.size > limits.openTurnsMax) this.#open.delete(this.#open.keys().next().value as string);
  }

  /** Learns from turns whose outcome is known; true where the correction changed. */
  observe(settled: readonly { readonly turn: Turn; readonly verdict: Verdict }[], home: HomeView): boolean {
    if (!home.household.learning.enabled) return false;
    const before = this.#correction;
    for (const { turn, verdict } of settled) {
      if (verdict.defect || turn.question?.kind === 'confirm' || turn.follows?.how === 'undo') continue;
      if (isStranger(home, turn.speaker)) continue;
      if (turn.decision.outcome !== 'act' && turn.decision.outcome !== 'answer') continue;
      const { targets } = turn.decision;
      this.#learn(turn.id, targets);
      const { follows } = turn;
      if (follows?.how === 'answer' || follows?.how === 'correct') this.#learn(follows.turn, targets);
    }
    return this.#correction !== before;
  }

  /** All of it: a correction is of no phrase. */
  forget(): void {
    this.#correction = emptyCorrection;
    this.#open.clear();
  }

  state(): Json {
    return { weights: this.#correction.weights, biases: this.#correction.biases };
  }

  #learn(turn: string, targets: readonly EntityId[]): void {
    const weighed = this.#open.get(turn);
    if (weighed === undefined) return;
    this.#open.delete(turn);
    this.#correction = learned(this.#correction, this.#bundled, weighed, targets);
  }
}
