import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadExamples } from '../../models/data/index.ts';
import { loadGuard } from '../../models/data/leakage.ts';
import { splitWords } from '../../runtime/domain/words.ts';

const dataDir = process.env.HEARTH_DATA ?? '';
const found = dataDir !== '' && existsSync(join(dataDir, 'hwu64.jsonl'));
if (!found) console.warn('leakage.test: skipped, because HEARTH_DATA names no folder with the data sets');

describe.skipIf(!found)('training data', () => {
  it('holds nothing that the project is evaluated on, and every tag list fits its text', () => {
    const { train, validation } = loadExamples({ dataDir, seed: 1 });
    const guard = loadGuard(dataDir);
    expect(guard.missing).toEqual([]);
    expect(train.length).toBeGreaterThan(50_000);
    for (const { text, tags, source } of [...train, ...validation]) {
      if (guard.leaks(text) !== null) expect.fail(`${source}: "${text}" is an evaluation text`);
      if (tags !== null && tags.length !== splitWords(text).length)
        expect.fail(`${source}: "${text}" has ${tags.length} tags`);
    }
    // Seconds on a quiet machine; the test runner slows the inner loops, and other work may share the processor.
  }, 240_000);
});
