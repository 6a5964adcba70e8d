import type { Figures } from './figures.ts';
import { CARD_GB, CARD_REWRITES, CHANGES_PER_SECOND, WRITE_AMPLIFICATION } from './storage.ts';

/** What is measured, the figure, its reference of the same run, and what that reference is. */
type Row = readonly [what: string, figure: string, reference: string, note: string];

/** The figures as a table for people. */
export function renderTable(figures: Figures): string {
  const { cpu, cores, node, load } = figures.machine;
  const rows: Row[] = [
    ['', 'figure', 'reference', ''],
    ...decisionRows(figures),
    ...liveRows(figures),
    ...busRows(figures),
    ...storageRows(figures),
    ['bundle dist/hearth.js', `${(figures.bundleBytes / 1000).toFixed(0)} kB`, '1500 kB', 'the budget'],
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map(([what, figure, reference, note]) =>
    [what.padEnd(widths[0] ?? 0), figure.padStart(widths[1] ?? 0), reference.padStart(widths[2] ?? 0), note]
      .join('  ')
      .trimEnd(),
  );
  return [`${cpu}, ${cores} cores, Node ${node}, load ${load} at the start`, '', ...lines].join('\n');
}

function decisionRows(figures: Figures): Row[] {
  const { decision, decisionCpu, miss, decision5000, network, commit, fsync, firstMs, outcomes } = figures;
  if (!decision || !decisionCpu || !miss || !decision5000 || !network || !commit || !fsync || !outcomes) return [];
  const [few, many] = figures.homes.map((entities) => `${entities} entities`);
  const told = (counts: { readonly [name: string]: number }) =>
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ');
  return [
    ['decision, p50', ms(decision.p50Ms), ms(network.p50Ms), 'the network alone; devices and disk are in neither'],
    ['decision, p99', ms(decision.p99Ms), ms(network.p99Ms), `hits: ${told(outcomes.hits)}`],
    ['  in processor time, p50', ms(decisionCpu.p50Ms), ms(decision.p50Ms), 'by the clock'],
    [
      '  in processor time, p99',
      ms(decisionCpu.p99Ms),
      ms(decision.p99Ms),
      'by the clock: others on the machine are in it',
    ],
    ['miss, p99', ms(miss.p99Ms), ms(decision.p99Ms), `a hit; misses: ${told(outcomes.misses)}`],
    [`decision, ${many}, p50`, ms(decision5000.p50Ms), ms(decision.p50Ms), `the same at ${few}`],
    [`decision, ${many}, p99`, ms(decision5000.p99Ms), ms(decision.p99Ms), `the same at ${few}`],
    ['first decision, cold', ms(firstMs ?? Number.NaN), ms(decision.p50Ms), 'a warm one'],
    ['making it durable, p50', ms(commit.p50Ms), ms(fsync.p50Ms), '4 KiB and fsync; after the commands went out'],
    ['making it durable, p99', ms(commit.p99Ms), ms(fsync.p99Ms), ''],
  ];
}

function liveRows(figures: Figures): Row[] {
  const { broker, roundTrip, command, answer, commandAtOnce, ingest, ingestBare, commandOverRoundTripMs } = figures;
  if (!roundTrip || !command || !answer || !commandAtOnce || !ingest || !ingestBare) return [];
  const { readyMs = Number.NaN, bareReadyMs = Number.NaN, rssMb = Number.NaN, rssPeakMb = Number.NaN } = figures;
  const at = broker === 'mosquitto' ? 'at Mosquitto' : 'at the embedded broker, for want of Mosquitto';
  const share = (part: number, of: number) => `${((100 * part) / of).toFixed(0)} %`;
  return [
    ['utterance → command, p50', ms(command.p50Ms), ms(roundTrip.p50Ms), `bare round trip of 240 bytes ${at}`],
    ['utterance → command, p99', ms(command.p99Ms), ms(roundTrip.p99Ms), ''],
    ['  above the bare round trip', ms(commandOverRoundTripMs ?? Number.NaN), '', ''],
    [
      '  without a breath before, p50',
      ms(commandAtOnce.p50Ms),
      ms(command.p50Ms),
      'waits for what the turn before left to do',
    ],
    ['utterance → decision, p50', ms(answer.p50Ms), ms(roundTrip.p50Ms), 'the disk included'],
    [
      'states read',
      `${ingest.perSecond}/s`,
      `${ingestBare.perSecond}/s`,
      `bare mqtt.js and JSON.parse: ${share(ingest.perSecond, ingestBare.perSecond)} of it`,
    ],
    [
      '  processor time of each',
      `${ingest.cpuMicros.toFixed(1)} µs`,
      `${ingestBare.cpuMicros.toFixed(1)} µs`,
      `${share(ingestBare.cpuMicros, ingest.cpuMicros)} of its speed`,
    ],
    ['ready after start', ms(readyMs), ms(bareReadyMs), 'bare mqtt.js with all retained messages parsed'],
    ['memory then (RSS)', mb(rssMb), mb(figures.bareRssMb ?? Number.NaN), 'that bare mqtt.js process'],
    ['  at most, until the end', mb(rssPeakMb), '', ''],
  ];
}

/** How much of it all is the way through MQTT. */
function busRows({ bus }: Figures): Row[] {
  if (bus === undefined) return [];
  const { bareRoundTrip, busRoundTrip, bareIngest, busIngest } = bus;
  const perSecond = (value: number) => `${Math.round(value)}/s`;
  const share = ((100 * busIngest.perSecond) / bareIngest.perSecond).toFixed(0);
  return [
    ['bus alone, round trip, p50', ms(busRoundTrip.p50Ms), ms(bareRoundTrip.p50Ms), 'bare mqtt.js'],
    [
      'bus alone, messages',
      perSecond(busIngest.perSecond),
      perSecond(bareIngest.perSecond),
      `bare mqtt.js: ${share} % of it`,
    ],
  ];
}

function storageRows(figures: Figures): Row[] {
  const { sqliteBytesPer1000, sqliteBarePer1000, perYearGb, cardPercentPerYear } = figures;
  if (sqliteBytesPer1000 === undefined || sqliteBarePer1000 === undefined) return [];
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
  const changes = `${CHANGES_PER_SECOND} changes a second`;
  const card = `a card of ${CARD_GB} GB and ${CARD_REWRITES} rewrites, written ${WRITE_AMPLIFICATION} times over`;
  return [
    ['disk per 1,000 state changes', kb(sqliteBytesPer1000), kb(sqliteBarePer1000), 'SQLite, one transaction a change'],
    ['  in a year', `${(perYearGb ?? Number.NaN).toFixed(0)} GB`, '', `at ${changes}, day and night`],
    ['  of an SD card', `${(cardPercentPerYear ?? Number.NaN).toFixed(1)} %/year`, '', card],
  ];
}

function ms(value: number): string {
  return `${value.toFixed(value >= 100 ? 0 : 2)} ms`;
}
function mb(value: number): string {
  return `${value.toFixed(0)} MB`;
}
