import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { programOf } from './daemon.ts';
import { benchHome } from './home.ts';
import { spreadOf } from './spread.ts';

const run = promisify(execFile);
const program = programOf('bench.js');

describe('npm run bench', () => {
  it('measures everything, beside its reference', { timeout: 120_000 }, async () => {
    const file = join(tmpdir(), `hearth-bench-${process.pid}.json`);
    const { stdout } = await run(process.execPath, [program, '--quick', '--json', file]);
    const figures = JSON.parse(readFileSync(file, 'utf8'));
    rmSync(file);
    const positive = [
      [figures.decision.p50Ms, figures.decision.p99Ms, figures.miss.p99Ms, figures.decision5000.p50Ms],
      [figures.network.p50Ms, figures.commit.p50Ms, figures.fsync.p50Ms, figures.firstMs],
      [figures.roundTrip.p50Ms, figures.command.p50Ms, figures.answer.p50Ms, figures.commandAtOnce.p50Ms],
      [figures.ingest.perSecond, figures.ingestBare.perSecond, figures.readyMs, figures.bareReadyMs],
      [figures.sqliteBytesPer1000, figures.sqliteBarePer1000, figures.perYearGb, figures.bundleBytes],
    ].flat();
    expect(positive.every((value) => typeof value === 'number' && value > 0)).toBe(true);
    if (process.platform === 'linux') expect(figures.rssMb).toBeGreaterThan(20);
    expect(stdout).toContain('utterance → command, p50');
    // What the figures are of: utterances that hit do, and those that miss do not.
    const { hits, misses } = figures.outcomes;
    expect((hits.act ?? 0) + (hits.answer ?? 0)).toBeGreaterThan(0.8 * total(hits));
    expect((misses.act ?? 0) + (misses.answer ?? 0)).toBeLessThan(0.2 * total(misses));
  });

  it('says what it was not asked rightly', async () => {
    const refused = await run(process.execPath, [program, '--only', 'everything']).catch((error) => error);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('"everything"')]);
  });
});

describe('the home of the bench', () => {
  it('has as many entities as asked, each announced once, the same every time', () => {
    for (const entities of [60, 500, 5_000]) {
      const home = benchHome(entities);
      const players = JSON.parse(home.householdFile).entities.length;
      expect(new Set(home.announcements.map(([topic]) => topic)).size).toBe(entities - players);
      expect(benchHome(entities)).toEqual(home);
    }
  });
});

it('takes percentiles', () => {
  expect(spreadOf(Array.from({ length: 100 }, (_, i) => 99 - i))).toEqual({ p50Ms: 50, p99Ms: 99 });
});

function total(counts: { readonly [name: string]: number }): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
