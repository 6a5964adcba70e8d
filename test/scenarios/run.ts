import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeScenario } from './events.ts';
import { type DecisionLine, judge, type Replayed, type StateLine } from './judge.ts';
import type { Scenario } from './scenario.ts';

export interface Verdict {
  readonly scenario: Scenario;
  /** Empty where the scenario passed. */
  readonly faults: readonly string[];
  readonly replayed: Replayed;
}

/**
 * Replays every scenario in one process of the daemon and judges what came out.
 *
 * `hearth`: the program and its first arguments, such as ["node", "dist/hearth.js"]. Throws where it fails.
 */
export async function runScenarios(scenarios: readonly Scenario[], hearth: readonly string[]): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-scenarios-'));
  try {
    const files = scenarios.map((scenario, index) => {
      const file = join(folder, `${String(index).padStart(4, '0')}.jsonl`);
      writeFileSync(file, encodeScenario(scenario));
      return file;
    });
    const outputs = parseOutput(await replay(hearth, files));
    if (outputs.length !== scenarios.length) throw new Error(`${scenarios.length} files in, ${outputs.length} out`);
    return scenarios.map((scenario, index) => {
      const replayed = outputs[index] ?? { decisions: new Map(), states: new Map() };
      return { scenario, faults: judge(scenario, replayed), replayed };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One line for each scenario that failed, with what was decided instead. */
export function report(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter((one) => one.faults.length > 0);
  const rate = (100 * (verdicts.length - failed.length)) / Math.max(1, verdicts.length);
  const lines = failed.map(
    ({ scenario, faults }) => `[${scenario.signal}] ${scenario.name}\n    ${faults.join('\n    ')}`,
  );
  return [
    ...lines,
    `scenarios: ${verdicts.length - failed.length} of ${verdicts.length} pass, ${rate.toFixed(1)} %`,
  ].join('\n');
}

function replay([program = 'node', ...args]: readonly string[], files: readonly string[]): Promise<string> {
  const child = spawn(program, [...args, 'replay', '--states', ...files], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(out);
      else reject(new Error(`replay ended with ${code}: ${err.slice(-600)}`));
    });
  });
}

function parseOutput(text: string): Replayed[] {
  const files: { decisions: Map<string, DecisionLine>; states: Map<string, StateLine> }[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const value = JSON.parse(line) as { type: string } & DecisionLine & StateLine;
    if (value.type === 'file') files.push({ decisions: new Map(), states: new Map() });
    const file = files.at(-1);
    if (value.type === 'decision') file?.decisions.set(value.id, value);
    if (value.type === 'state') file?.states.set(value.entity, value);
  }
  return files;
}
