import type { HomeView, Turn } from '../domain/context.ts';
import type { EntityId, EntityState } from '../domain/entity.ts';
import type { UtteranceEvent } from '../domain/event.ts';
import type { TrialOutcome, TrialRequest, Tried } from '../domain/trial.ts';

/** Trials leave nothing behind that goes by a turn. */
const TRIAL = 'trial';

/** Reads texts once more as they would have been understood at a turn of the past; nothing comes of it. */
export async function tryOut(
  doubts: readonly TrialRequest[],
  run: (event: UtteranceEvent, home: HomeView) => Promise<Turn>,
  home: HomeView,
): Promise<TrialOutcome[]> {
  const outcomes: TrialOutcome[] = [];
  for (const { turn, fix, trials, reaches } of doubts) {
    const then = new HomeThen(home, turn, fix);
    const { at, satellite, area, speaker } = turn;
    const where = {
      ...(satellite !== undefined && { satellite }),
      ...(area !== undefined && { area }),
      ...(speaker !== undefined && { speaker }),
    };
    const known = new Map<string, boolean>();
    const tried: Tried[] = [];
    for (const trial of trials) {
      const { text } = trial;
      const again = async (): Promise<boolean> =>
        reaches(await run({ type: 'utterance', id: TRIAL, at, ...where, hypotheses: [{ text, confidence: 1 }] }, then));
      const reached = known.get(text) ?? (await again());
      known.set(text, reached);
      tried.push({ ...trial, reached });
    }
    outcomes.push({ of: turn.id, fix: fix.id, tried });
  }
  return outcomes;
}

/** The home as it was before a turn, as far as what it did, and what was done in its place, changed it. */
class HomeThen implements HomeView {
  readonly now: HomeView['now'];
  readonly household: HomeView['household'];
  readonly definitionsVersion: number;
  readonly #home: HomeView;
  readonly #turn: Turn;
  readonly #before: ReadonlyMap<EntityId, Turn['before'][number]>;

  constructor(home: HomeView, turn: Turn, fix: Turn) {
    this.now = turn.at;
    this.household = home.household;
    this.definitionsVersion = home.definitionsVersion;
    this.#home = home;
    this.#turn = turn;
    this.#before = new Map([...fix.before, ...turn.before].map((one) => [one.entity, one]));
  }

  definitions(): ReturnType<HomeView['definitions']> {
    return this.#home.definitions();
  }
  definition(id: EntityId): ReturnType<HomeView['definition']> {
    return this.#home.definition(id);
  }
  state(id: EntityId): EntityState | undefined {
    const state = this.#home.state(id);
    const before = this.#before.get(id);
    return state === undefined || before === undefined
      ? state
      : { ...state, state: before.state, attributes: before.attributes };
  }
  recentChanges(): ReturnType<HomeView['recentChanges']> {
    return this.#home.recentChanges().filter(({ at }) => at < this.#turn.at);
  }
  conversation(): readonly Turn[] {
    return this.#home.conversation().filter(({ at, id }) => at < this.#turn.at && id !== this.#turn.id);
  }
  get tellsVoices(): boolean {
    return this.#home.tellsVoices;
  }
  habit(query: Parameters<HomeView['habit']>[0]): ReturnType<HomeView['habit']> {
    return this.#home.habit(query);
  }
  preferences(speaker: string | undefined): ReturnType<HomeView['preferences']> {
    return this.#home.preferences(speaker);
  }
  usual(speaker: string | undefined, count: number): ReturnType<HomeView['usual']> {
    return this.#home.usual(speaker, count);
  }
  names(): ReturnType<HomeView['names']> {
    return this.#home.names();
  }
}
