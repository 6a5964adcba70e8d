import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inScopeProbability, scopeFeatures, softmax } from '../../runtime/understand/calibrate.ts';
import { decodeTags } from '../../runtime/understand/decode.ts';
import { BIO_TAGS, FORBIDDEN, isInside, isLegalStep, slotOf } from '../../runtime/understand/tags.ts';

/** O, B-target, I-target with a few scores; the last row is the start. */
const SMALL = {
  tags: ['O', 'B-target', 'I-target'],
  transitions: Float32Array.from([0.2, 0.1, FORBIDDEN, -0.3, 0, 0.5, 0, -1, 0.4, 0, 0.3, FORBIDDEN]),
};

/** Every tagging with its score, the slow way. */
function everyPath(scores: Float32Array, words: number): { path: number[]; score: number }[] {
  let paths: { path: number[]; score: number }[] = [{ path: [], score: 0 }];
  for (let w = 0; w < words; w++) {
    paths = paths.flatMap(({ path, score }) =>
      [0, 1, 2].map((tag) => ({
        path: [...path, tag],
        score: score + (SMALL.transitions[(path.at(-1) ?? 3) * 3 + tag] as number) + (scores[w * 3 + tag] as number),
      })),
    );
  }
  return paths;
}

describe('constrained decoding', () => {
  test('finds what trying every tagging finds, and its probabilities', () => {
    const scores = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 3, maxLength: 15 });
    fc.assert(
      fc.property(scores, (values) => {
        const words = Math.floor(values.length / 3);
        const emissions = Float32Array.from(values.slice(0, words * 3));
        const paths = everyPath(emissions, words);
        const { tags, confidence } = decodeTags(emissions, SMALL);
        const best = Math.max(...paths.map(({ score }) => score));
        const ours = paths.find(({ path }) => path.join() === Array.from(tags).join());
        expect(ours?.score).toBeCloseTo(best, 4);
        const total = paths.reduce((sum, { score }) => sum + Math.exp(score), 0);
        for (let w = 0; w < words; w++) {
          const same = paths.filter(({ path }) => path[w] === tags[w]);
          const share = same.reduce((sum, { score }) => sum + Math.exp(score), 0) / total;
          expect(confidence[w]).toBeCloseTo(share, 4);
        }
      }),
    );
  });

  test('never gives an illegal span, whatever the scores', () => {
    const width = BIO_TAGS.length;
    const transitions = Float32Array.from({ length: (width + 1) * width }, (_, i) => {
      const from = Math.floor(i / width);
      return isLegalStep(from === width ? -1 : from, i % width) ? 0 : FORBIDDEN;
    });
    fc.assert(
      fc.property(fc.array(fc.nat(width - 1), { minLength: 1, maxLength: 20 }), (loved) => {
        const scores = new Float32Array(loved.length * width);
        loved.forEach((tag, w) => {
          scores[w * width + tag] = 50;
        });
        const { tags } = decodeTags(scores, { tags: BIO_TAGS, transitions });
        tags.forEach((tag, w) => {
          if (isInside(tag)) expect(slotOf(tags[w - 1] as number)).toBe(slotOf(tag));
        });
      }),
    );
  });
});

describe('calibration', () => {
  test('a softmax at a temperature', () => {
    const even = softmax(Float32Array.from([1, 3]), 2);
    expect(even[1]).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
    expect(softmax(Float32Array.from([1000, -1000]), 0.5)[0]).toBe(1);
  });

  test('scope weighs energy and odds', () => {
    const labels = ['HassTurnOn', 'Handoff', 'Ignore'];
    const logits = Float32Array.from([3, 1, 1]);
    const { energy, odds } = scopeFeatures(logits, labels);
    expect(energy).toBeCloseTo(3, 6);
    expect(odds).toBeCloseTo(3 - (1 + Math.log(2)), 6);
    const p = inScopeProbability(logits, labels, { bias: 1, energyWeight: -0.5, oddsWeight: 2 });
    expect(p).toBeCloseTo(1 / (1 + Math.exp(-(1 - 1.5 + 2 * odds))), 6);
  });
});
