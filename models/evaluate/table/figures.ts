/** Mean and standard deviation (of the sample; 0 for one seed) of a figure over seeds. */
export interface Spread {
  readonly mean: number;
  readonly sd: number;
  readonly seeds: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0, seeds: values.length };
}

/** One figure: a number, or mean and standard deviation over trainings with different seeds. */
export type Figure = number | Spread;

/** Figures by dotted name, "hwu64.intent"; shares in [0, 1], times in ms, memory in MiB. */
export type Figures = ReadonlyMap<string, Figure>;

export function isSpread(figure: Figure): figure is Spread {
  return typeof figure === 'object';
}

/** A figure over the seeds for which there is one; undefined where there is none. */
export function overSeeds(values: readonly (number | null | undefined)[]): Spread | undefined {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length === 0 ? undefined : spreadOf(known);
}

/** Dotted names as nested objects: reachable by `figures.hwu64.intent`. What was not run is null. */
export function nested(figures: Figures, names: Iterable<string>): { [name: string]: unknown } {
  const out: { [name: string]: unknown } = {};
  for (const name of new Set([...names, ...figures.keys()])) {
    const steps = name.split('.');
    const last = steps.pop() ?? name;
    let at = out;
    for (const step of steps) {
      at[step] ??= {};
      at = at[step] as { [name: string]: unknown };
    }
    at[last] = figures.get(name) ?? null;
  }
  return out;
}
