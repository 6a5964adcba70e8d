import { distanceOfSounds, soundsOf } from '../../runtime/domain/sound.ts';

/** What a recogniser made of a few words that stood together: [] said or heard means words from nothing or words lost. */
export interface Heard {
  readonly said: readonly string[];
  readonly heard: readonly string[];
}

/** Longest stretch of differing words that still tells what was taken for what. */
const MAX_STRETCH = 8;
/** Costs of the sound alignment: losing or adding a word; each further word that a join or split takes in. */
const LOST = 0.75;
const EXTRA = 0.12;
/** Equal sounds of unequal words still cost a little, so that equal words are matched first. */
const UNEQUAL = 0.08;
const SHAPES: readonly (readonly [number, number])[] = [
  [1, 1],
  [1, 2],
  [2, 1],
  [2, 2],
  [1, 3],
  [1, 0],
  [0, 1],
];

/**
 * Aligns what was said with what was heard: first by equal words, then, inside what differs, by sound, so that
 * "the roomba" / "the room bar" comes out as the → the, roomba → room bar. Stretches too long to tell apart are left out.
 */
export function alignHeard(said: readonly string[], heard: readonly string[]): Heard[] {
  return stretchesOf(said, heard).flatMap((one) => {
    if (one.isEqual) return [{ said: one.said, heard: one.heard }];
    return one.said.length <= MAX_STRETCH && one.heard.length <= MAX_STRETCH ? alignBySound(one.said, one.heard) : [];
  });
}

/** Words that stood alike in both texts, one at a time, and all that differed between them. */
export interface Stretch extends Heard {
  readonly isEqual: boolean;
}

/** Both texts in order, by the fewest word edits. */
export function stretchesOf(said: readonly string[], heard: readonly string[]): Stretch[] {
  const out: Stretch[] = [];
  let [from, to]: [string[], string[]] = [[], []];
  const flush = (): void => {
    if (from.length + to.length > 0) out.push({ isEqual: false, said: from, heard: to });
    [from, to] = [[], []];
  };
  const cost = editTable(said, heard);
  for (let i = 0, j = 0; i < said.length || j < heard.length; ) {
    const here = cost[i]?.[j] ?? 0;
    const [a, b] = [said[i], heard[j]];
    if (a !== undefined && a === b && here === cost[i + 1]?.[j + 1]) {
      flush();
      out.push({ isEqual: true, said: [a], heard: [a] });
      i += 1;
      j += 1;
    } else if (a !== undefined && b !== undefined && here === (cost[i + 1]?.[j + 1] ?? 0) + 1) {
      from.push(a);
      to.push(b);
      i += 1;
      j += 1;
    } else if (a !== undefined && here === (cost[i + 1]?.[j] ?? 0) + 1) {
      from.push(a);
      i += 1;
    } else {
      to.push(b as string);
      j += 1;
    }
  }
  flush();
  return out;
}

/** Word edits from each pair of positions to the ends. */
export function editTable(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length; i >= 0; i -= 1) {
    const row = table[i] as number[];
    for (let j = b.length; j >= 0; j -= 1) {
      const below = table[i + 1];
      if (i === a.length || j === b.length || below === undefined) row[j] = a.length - i + b.length - j;
      else
        row[j] = Math.min(
          (below[j + 1] as number) + (a[i] === b[j] ? 0 : 1),
          1 + (below[j] as number),
          1 + (row[j + 1] as number),
        );
    }
  }
  return table;
}

/** The cheapest way to cover both stretches with replacements, joins, splits, losses and additions. */
function alignBySound(said: readonly string[], heard: readonly string[]): Heard[] {
  const best = Array.from({ length: said.length + 1 }, () => new Array<number>(heard.length + 1).fill(Infinity));
  const step = Array.from({ length: said.length + 1 }, () => new Array<readonly [number, number]>(heard.length + 1));
  (best[said.length] as number[])[heard.length] = 0;
  for (let i = said.length; i >= 0; i -= 1) {
    for (let j = heard.length; j >= 0; j -= 1) {
      for (const shape of SHAPES) {
        const rest = best[i + shape[0]]?.[j + shape[1]] ?? Infinity;
        if (rest === Infinity) continue;
        const cost = rest + costOf(said.slice(i, i + shape[0]), heard.slice(j, j + shape[1]));
        if (cost < ((best[i] as number[])[j] as number)) {
          (best[i] as number[])[j] = cost;
          (step[i] as (readonly [number, number])[])[j] = shape;
        }
      }
    }
  }
  const out: Heard[] = [];
  for (let i = 0, j = 0; i < said.length || j < heard.length; ) {
    const [m, n] = step[i]?.[j] ?? [1, 1];
    out.push({ said: said.slice(i, i + m), heard: heard.slice(j, j + n) });
    i += m;
    j += n;
  }
  return out;
}

function costOf(said: readonly string[], heard: readonly string[]): number {
  if (said.length === 0 || heard.length === 0) return LOST;
  const one = said.length === 1 && heard.length === 1;
  if (one && said[0] === heard[0]) return 0;
  const distance = distanceOfSounds(soundsOf(said.join(' ')), soundsOf(heard.join(' ')));
  return (
    UNEQUAL + distance * Math.max(said.length, heard.length) + (one ? 0 : EXTRA * (said.length + heard.length - 2))
  );
}
