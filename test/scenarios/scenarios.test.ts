import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SIGNALS } from '../../runtime/domain/decision.ts';
import { scenarios } from './all.ts';
import { encodeScenario } from './events.ts';
import { report, runScenarios } from './run.ts';

const DAEMON = 'dist/hearth.js';
const SHARE_MIN = 0.95;

test('there are enough scenarios, each with its own name, over every signal', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(120);
  expect(new Set(scenarios.map((one) => one.name)).size).toBe(scenarios.length);
  const covered = new Set(scenarios.map((one) => one.signal));
  expect(SIGNALS.filter((signal) => !covered.has(signal))).toEqual([]);
});

test('every scenario is a replay file whose time never goes back', () => {
  for (const scenario of scenarios) {
    let last = '';
    for (const line of encodeScenario(scenario).trimEnd().split('\n')) {
      const { at } = JSON.parse(line) as { at: string };
      expect([scenario.name, at >= last]).toEqual([scenario.name, true]);
      last = at;
    }
  }
});

test('the daemon decides as a sensible household would expect', { timeout: 180_000 }, async () => {
  expect(existsSync(DAEMON), `${DAEMON} is built by "npm run build"`).toBe(true);
  const verdicts = await runScenarios(scenarios, [process.execPath, DAEMON]);
  const passed = verdicts.filter((one) => one.faults.length === 0).length;
  console.log(report(verdicts));
  expect(passed / verdicts.length).toBeGreaterThanOrEqual(SHARE_MIN);
});
