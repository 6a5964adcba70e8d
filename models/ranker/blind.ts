import type { HomeView } from '../../runtime/domain/context.ts';
import type { EvidenceSignal } from '../../runtime/domain/decision.ts';
import type { SlotTag } from '../../runtime/domain/intent.ts';
import type { Hypothesis } from '../../runtime/domain/reading.ts';
import type { Speaker } from '../../runtime/resolve/scene.ts';

/** The home as it would be known without one signal: what tells it is gone for every stage, not for the ranker alone. */
export function blindTo(signal: EvidenceSignal, home: HomeView): HomeView {
  const isSensor = (id: string) => id.startsWith('binary_sensor.');
  switch (signal) {
    case 'deviceState':
      return instead(home, { state: (id) => (isSensor(id) ? home.state(id) : undefined) });
    case 'sensor':
      return instead(home, { state: (id) => (isSensor(id) ? undefined : home.state(id)) });
    case 'conversation':
      return instead(home, { conversation: () => [] });
    case 'preference':
      return instead(home, { preferences: () => [] });
    default:
      return home;
  }
}

/** The same home, but for what is replaced. */
function instead(home: HomeView, replaced: Partial<HomeView>): HomeView {
  return new Proxy(home, {
    get: (target, key) => {
      const other = replaced[key as keyof HomeView];
      if (other !== undefined) return other;
      const own = target[key as keyof HomeView] as unknown;
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

/** Of no thing's name. */
const UNHEARD = '…';

/** What says which thing is meant, and where it stands. */
const NAMING: ReadonlySet<SlotTag> = new Set(['target', 'area', 'floor', 'except', 'all', 'person']);

/**
 * The hypotheses as if no word named a thing, a kind of thing or a place: what is to be done stays, else nothing could be.
 *
 * Taking away the words' features alone would show nothing: candidates are made of what the words name, so all of a clause
 * mostly have the same.
 */
export function readWithout(signal: EvidenceSignal | undefined, hypotheses: readonly Hypothesis[]) {
  if (signal !== 'words') return hypotheses;
  return hypotheses.map((hypothesis): Hypothesis => {
    const clauses = hypothesis.clauses.map((clause) => {
      const naming = clause.mentions.filter(({ tag }) => NAMING.has(tag));
      const isNaming = (at: number) => naming.some(({ from, to }) => from <= at && at < to);
      return {
        ...clause,
        domains: [],
        // A name is looked for among the words, too, where nothing is tagged.
        words: clause.words.map((word, at) => (isNaming(at) ? { ...word, text: UNHEARD } : word)),
        mentions: clause.mentions.filter(({ tag }) => !NAMING.has(tag)),
      };
    });
    return { ...hypothesis, clauses };
  });
}

/** Nobody knows in which room the speaker is. */
export function placeOf(signal: EvidenceSignal | undefined, who: Speaker): Speaker {
  return signal === 'area' ? { ...who, satellite: undefined, area: undefined } : who;
}
