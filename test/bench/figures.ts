import type { DecisionFigures } from './decision.ts';
import type { LiveFigures } from './live.ts';
import type { BusFigures } from './mqttBench.ts';
import type { StorageFigures } from './storage.ts';

/** Everything that was measured; the parts that were not asked for are absent. */
export type Figures = Partial<DecisionFigures & LiveFigures & StorageFigures> & {
  readonly bus?: BusFigures;
  readonly bundleBytes: number;
  /** Entities of the two homes that decisions are made in. */
  readonly homes: readonly [few: number, many: number];
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string; readonly load: number };
};
