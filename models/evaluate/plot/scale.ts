/** Maps values to pixels. */
export interface Scale {
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** A linear scale over `from`…`to` and round ticks within it; pixels may run backwards. */
export function linear(from: number, to: number, pixels: readonly [number, number], count = 5): Scale {
  const span = to > from ? to - from : 1;
  const [start, end] = pixels;
  return {
    ticks: ticksOf(from, from + span, count),
    at: (value) => start + ((value - from) / span) * (end - start),
  };
}

/** Multiples of 1, 2 or 5 times a power of ten. */
export function ticksOf(from: number, to: number, count: number): number[] {
  const rough = (to - from) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10) * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A range that holds all values with a little room, within limits, so that small differences can be seen. */
export function rangeOf(values: readonly number[], limits: readonly [number, number]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0.02, (high - low) * 0.1);
  return [Math.max(limits[0], low - room), Math.min(limits[1], high + room)];
}
