import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import demoHomeFile from '../../devices/demo/home.yaml';
import { lockDataDir } from '../adapters/control/dataDir.ts';
import { householdDoubts } from '../adapters/household/contradictions.ts';
import { type HouseholdDefaults, parseHouseholdText } from '../adapters/household/household.ts';
import { HearthError, isHearthError } from '../domain/errors.ts';
import type { Household } from '../domain/household.ts';
import type { Hub } from '../hub.ts';
import type { RunningDaemon } from '../main.ts';
import { type CommandSpec, DATA_OPTION, type Flags, type Invocation, MODEL_OPTION, textFlag } from './command.ts';
import { dataDir } from './session.ts';
import { VERSION } from './version.ts';

/** MQTT's own port; the demo takes another where it is taken. */
const BROKER_PORT = 1883;
const PORT_MAX = 65_535;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** A home that still announces itself after this is answered for as far as it is known. */
const POPULATE_MS_MAX = 1_000;
const POPULATE_POLL_MS = 20;
/** One slip often shows in many places; faults of devices must keep their room. */
const DOUBTS_TOLD_MAX = 8;

export const run: CommandSpec = {
  name: 'run',
  usage: 'run [--demo] [--broker URL] [--home FILE] [--record FILE]',
  summary: 'start the daemon; without --broker it brings its own broker',
  options: {
    demo: { type: 'boolean', what: 'bring a home to try it on: its devices are real MQTT clients' },
    broker: {
      type: 'string',
      value: 'URL',
      what: 'mqtt: or mqtts: (default $HEARTH_BROKER, else an own broker)',
    },
    port: {
      type: 'string',
      value: 'N',
      what: `the own broker's port on the loopback interface (default ${BROKER_PORT})`,
    },
    home: {
      type: 'string',
      value: 'FILE',
      what: 'the household file (default home.yaml in the data directory, if there)',
    },
    ca: { type: 'string', value: 'FILE', what: "PEM: who signed the broker's certificate" },
    cert: { type: 'string', value: 'FILE', what: 'PEM: our own certificate' },
    key: { type: 'string', value: 'FILE', what: "PEM: our own certificate's key" },
    record: { type: 'string', value: 'FILE', what: 'record everything from the start, as a replay file' },
    model: MODEL_OPTION,
    data: DATA_OPTION,
  },
  examples: [
    'hearth run --demo',
    'hearth run --broker mqtt://homeassistant.local --home home.yaml',
    'HEARTH_BROKER_USER=hearth HEARTH_BROKER_PASSWORD=… hearth run --broker mqtts://broker.local --ca ca.pem',
  ],
  wordsMax: 0,
  async run(invocation) {
    const { flags, terminal, env } = invocation;
    // A hub has other work for the 30 MB by which V8 would let its nursery grow; scavenging it more often costs nothing
    // that a decision would feel.
    setFlagsFromString('--semi-space-growth-factor=1');
    const dir = dataDir(invocation);
    const household = readHousehold(flags, dir);
    const lock = lockOrReport(dir, invocation);
    const ended = new AbortController();
    const stopped = new Promise<void>((resolve) => {
      for (const signal of SIGNALS) process.once(signal, () => resolve());
    });
    try {
      const own = await ownBroker(invocation, ended.signal);
      const url = own?.url ?? brokerUrl(invocation) ?? '';
      const { startDaemon } = await import('../main.ts');
      const daemon = await startDaemon({
        version: VERSION,
        dataDir: dir,
        household,
        modelDir: textFlag(flags, 'model') ?? (env.HEARTH_MODEL || undefined),
        broker: { url, ...credentials(flags, env) },
        recordTo: textFlag(flags, 'record'),
      });
      try {
        process.on('unhandledRejection', (error) => daemon.fault(error, 'daemon'));
        tellDoubts(household, terminal, daemon.fault);
        if (flags.demo) await startDemo(url, ended.signal);
        await isPopulated(daemon.hub);
        await daemon.hub.warmUp();
        const { broker, entities, model, problems } = daemon.report();
        terminal.out(
          `Ready in ${(performance.now() / 1000).toFixed(2)} s: ${entities?.total ?? 0} entities, broker ${broker?.url} ${broker?.kind}, model ${model}. Data: ${dir}`,
        );
        for (const problem of problems) terminal.err(`! ${problem}`);
        if (flags.demo) terminal.out(whatToTry(invocation));
        await stopped;
        terminal.out('Stopping.');
      } finally {
        await daemon.stop();
      }
      return 0;
    } finally {
      // What hangs at the end must still give way to a signal.
      for (const signal of SIGNALS) process.removeAllListeners(signal);
      ended.abort();
      lock?.release();
    }
  },
};

function readHousehold(flags: Flags, dir: string): Household {
  const zone = Intl.DateTimeFormat().resolvedOptions();
  const defaults: HouseholdDefaults = { locale: zone.locale, timezone: zone.timeZone };
  const named = textFlag(flags, 'home');
  const path = named ?? join(dir, 'home.yaml');
  if (named === undefined && flags.demo) return parseHouseholdText(demoHomeFile, defaults);
  if (named === undefined && !existsSync(path)) return parseHouseholdText('', defaults);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new HearthError('bad-argument', `cannot read ${path}: ${(cause as Error).message}`, cause);
  }
  try {
    return parseHouseholdText(text, defaults);
  } catch (error) {
    if (isHearthError(error)) throw new HearthError(error.code, `${path}: ${error.message}`, error);
    throw error;
  }
}

/** What may be slips in the household file: at the start, and among the faults that doctor shows. */
function tellDoubts(household: Household, terminal: Invocation['terminal'], fault: RunningDaemon['fault']): void {
  const doubts = householdDoubts(household);
  for (const { of, why } of doubts.slice(0, DOUBTS_TOLD_MAX)) {
    terminal.err(`Household file: ${of} ${why}`);
    fault(new HearthError('bad-household', `${of} ${why}`), of);
  }
  if (doubts.length > DOUBTS_TOLD_MAX)
    terminal.err(`Household file: and ${doubts.length - DOUBTS_TOLD_MAX} more like these`);
}

/** A directory that cannot be written has no second writer either: the daemon goes on, and says so. */
function lockOrReport(dir: string, { terminal }: Invocation): ReturnType<typeof lockDataDir> | undefined {
  try {
    return lockDataDir(dir);
  } catch (error) {
    if (!isHearthError(error) || error.code === 'daemon-already-running') throw error;
    terminal.err(`${error.code}: ${error.message}; nothing that is learned will last`);
    return undefined;
  }
}

function brokerUrl({ flags, env }: Invocation): string | undefined {
  return textFlag(flags, 'broker') ?? (env.HEARTH_BROKER || undefined);
}

/** The broker inside the daemon, where no other is named. */
async function ownBroker(invocation: Invocation, signal: AbortSignal): Promise<{ readonly url: string } | undefined> {
  const { flags } = invocation;
  const named = brokerUrl(invocation);
  const port = textFlag(flags, 'port');
  if (named !== undefined && port !== undefined)
    throw new HearthError('bad-argument', '--port is for the own broker; it cannot stand beside --broker');
  if (named !== undefined) return undefined;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= PORT_MAX))
    throw new HearthError('bad-argument', `--port takes a number up to ${PORT_MAX}, not "${port}"`);
  const { EmbeddedBroker } = await import('../adapters/mqtt/embeddedBroker.ts');
  const start = async (at: number): Promise<{ readonly url: string }> => {
    const broker = new EmbeddedBroker({ port: at });
    await broker.start(signal);
    return broker;
  };
  try {
    return await start(port === undefined ? BROKER_PORT : Number(port));
  } catch (error) {
    // A broker of the household's own may have the port; a demo takes any.
    if (!flags.demo || port !== undefined) throw error;
    return start(0);
  }
}

function credentials(flags: Flags, env: Invocation['env']) {
  const [username, password] = [env.HEARTH_BROKER_USER, env.HEARTH_BROKER_PASSWORD];
  const [caFile, certFile, keyFile] = ['ca', 'cert', 'key'].map((name) => textFlag(flags, name));
  const tls = { ...(caFile && { caFile }), ...(certFile && { certFile }), ...(keyFile && { keyFile }) };
  return { ...(username && { username }), ...(password && { password }), ...(Object.keys(tls).length > 0 && { tls }) };
}

async function startDemo(url: string, signal: AbortSignal): Promise<void> {
  const { DemoHome } = await import('../../devices/demo/demoHome.ts');
  await new DemoHome().start(url, signal);
}

/** Waits until the devices that announced themselves are known: the broker sends what it kept in one burst. */
async function isPopulated({ loop, home }: Hub): Promise<void> {
  const late = performance.now() + POPULATE_MS_MAX;
  for (let known = -1, quiet = 0; quiet < 2 && performance.now() < late; ) {
    await new Promise((resolve) => setTimeout(resolve, POPULATE_POLL_MS));
    await loop.settled();
    quiet = home.definitionsVersion === known ? quiet + 1 : 0;
    known = home.definitionsVersion;
  }
}

/** How this program was called, so that what is printed can be pasted. */
function whatToTry({ flags }: Invocation): string {
  const data = textFlag(flags, 'data') ? ` --data ${textFlag(flags, 'data')}` : '';
  const hearth = `${process.env.npm_config_user_agent ? 'npx ' : ''}hearth`;
  const tries = [
    ['what is the temperature', ' --area Kitchen'],
    ['turn on the oven', ' --area Kitchen'],
    ['yes', ' --area Kitchen'],
    ['what is the temperature', ' --area Kitchen'],
    ['why did you say that', ' --area Kitchen'],
    ['turn off all the lights except the bedroom', ''],
    ['when I say movie time, dim the living room lights to 20 percent', ''],
  ];
  return [
    '\nIn a second terminal, one after the other:',
    ...tries.map(([text, more]) => `  ${hearth} say "${text}"${more}${data}`),
    `  ${hearth} doctor${data}`,
    '\nCtrl-C stops it.',
  ].join('\n');
}
