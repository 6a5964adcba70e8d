/** What a text asks for and what was read in it; `NOTHING` where it asks nothing of a hub. */
export interface Labelled {
  readonly wanted: string;
  readonly got: string;
}

/** The label of what is handed on, or not for the hub. */
export const NOTHING = 'nothing for a hub';

export interface IntentFigures {
  readonly intent: string;
  /** Texts that ask for it, and texts that were taken for it. */
  readonly texts: number;
  readonly found: number;
  /** Shares in [0, 1]; NaN where nothing was found or asked. */
  readonly precision: number;
  readonly recall: number;
}

/** Precision and recall of each intent, the commonest first. */
export function intentFigures(labelled: readonly Labelled[]): IntentFigures[] {
  const counts = new Map<string, { texts: number; found: number; right: number }>();
  const of = (intent: string) => {
    const own = counts.get(intent) ?? { texts: 0, found: 0, right: 0 };
    counts.set(intent, own);
    return own;
  };
  for (const { wanted, got } of labelled) {
    of(wanted).texts += 1;
    of(got).found += 1;
    if (wanted === got) of(got).right += 1;
  }
  return [...counts]
    .map(([intent, { texts, found, right }]) => ({
      ...{ intent, texts, found },
      ...{ precision: right / found, recall: right / texts },
    }))
    .sort((a, b) => b.texts - a.texts || a.intent.localeCompare(b.intent));
}

export interface Confusion extends Labelled {
  readonly count: number;
}

/** What is taken for what, the commonest first. */
export function confusionsOf(labelled: readonly Labelled[], most: number): Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const { wanted, got } of labelled) {
    if (wanted === got) continue;
    const key = `${wanted}\t${got}`;
    counts.set(key, { wanted, got, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || a.wanted.localeCompare(b.wanted) || a.got.localeCompare(b.got))
    .slice(0, most);
}
