import { isHearthError } from '../domain/errors.ts';
import type { Report } from '../report.ts';
import { type CommandSpec, DATA_OPTION, JSON_OPTION, type Terminal, table } from './command.ts';
import { askOrOpen, dataDir } from './session.ts';
import { VERSION } from './version.ts';

/** Faults shown; --json has them all. */
const FAULTS_SHOWN = 8;

export const doctor: CommandSpec = {
  name: 'doctor',
  usage: 'doctor [--json]',
  summary: 'say how the hub is: broker, store, devices, model, and what went wrong',
  options: { data: DATA_OPTION, json: JSON_OPTION },
  examples: ['hearth doctor', 'hearth doctor --json   # exit code 1 when something is wrong'],
  wordsMax: 0,
  async run(invocation) {
    const { flags, terminal } = invocation;
    const { storeReport } = await import('../main.ts');
    const told = await askOrOpen<Report>(invocation, 'doctor', {}, ({ store }) =>
      storeReport(store, dataDir(invocation), VERSION),
    );
    // No daemon has loaded the model that the next one will want.
    const report = told.uptimeSeconds === undefined ? await withModel(told, invocation.env.HEARTH_MODEL) : told;
    if (flags.json) terminal.out(JSON.stringify(report, null, 2));
    else show(report, terminal);
    return report.healthy ? 0 : 1;
  },
};

async function withModel(report: Report, folder: string | undefined): Promise<Report> {
  const { loadModel } = await import('../main.ts');
  try {
    const inference = await loadModel(folder || undefined);
    await inference.close();
    return { ...report, model: inference.bundle.version };
  } catch (error) {
    if (!isHearthError(error)) throw error;
    return { ...report, healthy: false, problems: [...report.problems, `${error.code}: ${error.message}`] };
  }
}

function show(report: Report, terminal: Terminal): void {
  const { store, broker, entities, signals, queue } = report;
  const rows: [string, string][] = [
    ['daemon', report.uptimeSeconds === undefined ? 'not running' : `running for ${report.uptimeSeconds} s`],
    ['version', `${report.version}${report.model ? `, model ${report.model}` : ''}`],
    [
      'store',
      `${store.path} (${store.opened}${store.detail === store.path ? '' : `: ${store.detail}`}), ${store.bytesWritten} bytes written`,
    ],
  ];
  if (broker) rows.push(['broker', `${broker.url}: ${broker.kind}`]);
  if (entities) {
    rows.push(['entities', `${entities.total}: ${listOf(entities.byDomain)}`]);
    rows.push(['', `by convention: ${listOf(entities.byConvention)}`]);
    rows.push([
      '',
      `${entities.withoutArea} in no area, ${entities.withoutState} without a state, ${entities.unavailable} unavailable`,
    ]);
  }
  if (queue) rows.push(['queue', `${queue.size} waiting, ${queue.merged} merged, ${queue.dropped} dropped`]);
  rows.push(['signals', `${signals.pending} waiting to leave, ${signals.dropped} dropped`]);
  const counters = Object.entries(report.counters).filter(([, count]) => count > 0);
  if (counters.length > 0) rows.push(['counters', listOf(Object.fromEntries(counters))]);
  terminal.out(table(rows));
  if (report.notUnderstood && report.notUnderstood.length > 0) {
    terminal.out('\nNot understood in discovery:');
    terminal.out(
      table(report.notUnderstood.map(({ why, count, examples }) => [`${count} × ${why}`, examples[0] ?? ''])),
    );
  }
  if (report.faults.length > 0) {
    terminal.out('\nLast faults:');
    for (const { at, code, where, why, times } of report.faults.slice(0, FAULTS_SHOWN))
      terminal.out(`  ${new Date(at).toISOString()} ${code} ${where}: ${why}${times > 1 ? ` (${times} times)` : ''}`);
  }
  for (const warning of report.warnings) terminal.out(`\n~ ${warning}`);
  terminal.out(report.healthy ? '\nAll is well.' : `\n${report.problems.map((problem) => `! ${problem}`).join('\n')}`);
}

function listOf(counts: { readonly [name: string]: number }): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
