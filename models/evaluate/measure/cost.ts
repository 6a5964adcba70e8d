import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MANIFEST_FILE, parseManifest } from '../../../runtime/adapters/onnx/bundleFile.ts';
import type { Figure } from '../table/figures.ts';

/** What the process of its own told: resident memory in MiB as it grew, times in ms. */
export interface CostReport {
  readonly nodeMb: number;
  readonly libraryMb: number;
  readonly modelMb: number;
  /** Of that, what is not a file's page: the rest the system can drop and read again. */
  readonly modelAnonymousMb: number;
  readonly nodeAnonymousMb: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The network alone, without decoding. */
  readonly networkP50Ms: number;
}
export interface ModelCost extends CostReport {
  /** All files of the bundle. */
  readonly bytes: number;
}

/** Runs the measuring program in a fresh process, several times: the median process counts. Linux alone tells memory by kind. */
export async function measureCost(program: string, folder: string, runs = 3): Promise<ModelCost> {
  const reports: CostReport[] = [];
  const env = { ...process.env, NODE_OPTIONS: '', ORT_DISABLE_TELEMETRY: '1' };
  for (let run = 0; run < runs; run++) {
    const { stdout } = await promisify(execFile)(process.execPath, [program, folder], { env });
    reports.push(JSON.parse(stdout) as CostReport);
  }
  reports.sort((a, b) => a.modelMb - a.nodeMb - (b.modelMb - b.nodeMb));
  const middle = reports[Math.floor(reports.length / 2)] as CostReport;
  // Others on the machine only ever make it slower.
  const quietest = reports.reduce((best, one) => (one.p50Ms < best.p50Ms ? one : best));
  const { p50Ms, p99Ms, networkP50Ms } = quietest;
  return { ...middle, p50Ms, p99Ms, networkP50Ms, bytes: bundleBytes(folder) };
}

function bundleBytes(folder: string): number {
  const path = join(folder, MANIFEST_FILE);
  const { files } = parseManifest(readFileSync(path), path);
  const names = [MANIFEST_FILE, ...Object.keys(files)];
  return names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** Added memory counts from Node alone: what the library takes is taken for the model's sake. */
export function costFigures({ bytes, p50Ms, nodeMb, modelMb }: ModelCost): Map<string, Figure> {
  return new Map([
    ['model.bytes', bytes],
    ['model.p50Ms', p50Ms],
    ['model.rssMb', modelMb - nodeMb],
  ]);
}

/** What the figures are made of, for the table's foot. */
export function describeCost(cost: ModelCost): string {
  const mb = (value: number) => value.toFixed(1);
  const anonymous = cost.modelAnonymousMb - cost.nodeAnonymousMb;
  return [
    `Memory (MiB, resident, a fresh process, the median of three): Node alone ${mb(cost.nodeMb)}, with ONNX Runtime ${mb(cost.libraryMb)}, ` +
      `with the model after 200 utterances ${mb(cost.modelMb)};`,
    `  of what is added, ${mb(anonymous)} is memory of its own and ${mb(cost.modelMb - cost.nodeMb - anonymous)} pages of the library's file.`,
    `One utterance: tokens, network and decoding ${cost.p50Ms.toFixed(3)} ms p50, ${cost.p99Ms.toFixed(3)} ms p99; the network alone ` +
      `${cost.networkP50Ms.toFixed(3)} ms (the quietest of three processes and nine rounds each).`,
  ].join('\n');
}
