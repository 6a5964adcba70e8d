import { BARE_DONE, FLOOD_END } from './bareSubscriber.ts';
import { DataFolder, OwnProcess, programOf, startDaemon } from './daemon.ts';
import { type BenchHome, benchHome, type Message, ROOMS } from './home.ts';
import { Listener } from './listener.ts';
import { type BenchBroker, floodBroker, quickClient, startBenchBroker } from './mqttBench.ts';
import { median, medianSpread, type Spread, spreadOf } from './spread.ts';

export interface LivePlan {
  readonly entities: number;
  readonly starts: number;
  readonly rounds: number;
  readonly commands: number;
  readonly flood: number;
  readonly embedded: boolean;
}

export interface LiveFigures {
  readonly broker: BenchBroker['kind'];
  /** From spawning the program to its first right answer, with all of the home retained at the broker. */
  readonly readyMs: number;
  /** Reference: from spawning Node with a bare mqtt.js subscriber to the last retained message parsed. */
  readonly bareReadyMs: number;
  readonly rssMb: number;
  readonly bareRssMb: number;
  readonly rssPeakMb: number;
  /** One message of 240 bytes to the broker and back to the same bare client. */
  readonly roundTrip: Spread;
  /** From publishing an utterance to the device's command, both at that client; and to the decision, disk included. */
  readonly command: Spread;
  readonly answer: Spread;
  readonly commandOverRoundTripMs: number;
  /** The same where each utterance follows the decision before at once: it waits for what that turn leaves to do. */
  readonly commandAtOnce: Spread;
  readonly ingest: Ingest;
  readonly ingestBare: Ingest;
}
interface Ingest {
  readonly perSecond: number;
  /** Processor time of the process, all threads, for one message. */
  readonly cpuMicros: number;
}

const DECISION = 'hearth/v1/out/decision';
const UTTERANCE = 'hearth/v1/in/utterance';
const WAIT_MS_MAX = 30_000;

/** The daemon as its own process at a real broker. */
export async function liveFigures(plan: LivePlan): Promise<LiveFigures> {
  const home = benchHome(plan.entities);
  const broker = await startBenchBroker(plan.embedded || undefined);
  const bareBroker = await startBenchBroker(plan.embedded || undefined);
  const folder = new DataFolder(home.householdFile);
  const heard = new Listener(await quickClient(broker.url));
  const heardBare = new Listener(await quickClient(bareBroker.url));
  try {
    await retainHome(heard, home);
    await retainHome(heardBare, home);
    await heard.client.subscribeAsync(['bench/+/set', 'hearth-bench/#', DECISION]);
    await heardBare.client.subscribeAsync(BARE_DONE);
    const ready: number[] = [];
    const bareReady: number[] = [];
    let daemon: OwnProcess | undefined;
    let bare: OwnProcess | undefined;
    for (let start = 0; start < plan.starts; start++) {
      await bare?.stop();
      await daemon?.stop();
      bare = startBare(bareBroker.url, home);
      bareReady.push(await bareReadyAfter(bare, heardBare));
      daemon = startDaemon(broker.url, folder.path);
      ready.push(await readyAfter(daemon, heard, home));
    }
    if (daemon === undefined || bare === undefined) throw new Error('at least one start');
    try {
      const memory = { rssMb: daemon.rssMb(), bareRssMb: bare.rssMb() };
      const commands = await commandFigures(heard, plan);
      const floods = await ingestFigures(plan, home, [
        { process: daemon, url: broker.url, heard },
        { process: bare, url: bareBroker.url, heard: heardBare },
      ]);
      const times = { readyMs: median(ready), bareReadyMs: median(bareReady) };
      return { broker: broker.kind, ...times, ...memory, rssPeakMb: daemon.rssPeakMb(), ...commands, ...floods };
    } finally {
      await daemon.stop();
      await bare.stop();
    }
  } finally {
    await heard.client.endAsync();
    await heardBare.client.endAsync();
    await broker.stop();
    await bareBroker.stop();
    folder.remove();
  }
}

async function retainHome({ client }: Listener, home: BenchHome): Promise<void> {
  const all = [...home.announcements, ...home.states];
  await Promise.all(all.map(([topic, payload]) => client.publishAsync(topic, payload, { qos: 1, retain: true })));
}

function startBare(url: string, home: BenchHome): OwnProcess {
  const retained = home.announcements.length + home.states.length;
  return new OwnProcess([programOf('bench.js'), '--bare-subscriber', url, '--retained', String(retained)]);
}

async function bareReadyAfter(bare: OwnProcess, heard: Listener): Promise<number> {
  const done = await heard.next((topic, payload) => topic === BARE_DONE && payload.startsWith('retained'), WAIT_MS_MAX);
  if (done === undefined) throw new Error(`the bare subscriber did not get ready: ${bare.output}`);
  return done.at - bare.startedAt;
}

/**
 * Asks for two things in turn until both were answered rightly: one of the home's first announcements, one of its last.
 */
async function readyAfter(daemon: OwnProcess, heard: Listener, home: BenchHome): Promise<number> {
  const last = home.announcements.findLast(([topic]) => topic.includes('/light/')) as Message;
  const light = (JSON.parse(last[1]) as { name: string }).name;
  const questions = [
    { text: 'is the front door locked', right: '"targets":["lock.front_door"]', answered: false },
    { text: `is the ${light.toLowerCase()} on`, right: '"targets":["light.', answered: false },
  ];
  const end = daemon.startedAt + WAIT_MS_MAX;
  for (let asked = 0; performance.now() < end && !daemon.ended; asked++) {
    const question = questions.find((one) => !one.answered);
    if (question === undefined) break;
    // On a busy machine an answer may be later than the next asking.
    const asking = `ready-${daemon.startedAt}-${questions.indexOf(question)}-`;
    const answer = heard.next((topic, payload) => topic === DECISION && payload.includes(`"${asking}`), 25);
    heard.client.publish(UTTERANCE, JSON.stringify({ id: `${asking}${asked}`, text: question.text }));
    const got = await answer;
    const right = got?.payload.includes('"outcome":"answer"') && got.payload.includes(question.right);
    if (!right) continue;
    question.answered = true;
    if (questions.every((one) => one.answered)) return (got?.at ?? Number.NaN) - daemon.startedAt;
  }
  throw new Error(`the daemon did not get ready: ${daemon.output}`);
}

interface Order {
  readonly text: string;
  readonly topic: string;
}

/** Utterances that each command one device, turned on and off in turn so that none is a repetition. */
function orders(): Order[] {
  return ['on', 'off'].flatMap((onOff) =>
    ['Kitchen', 'Living Room', ROOMS[4][0], ROOMS[9][0]].flatMap((room) =>
      ['Ceiling Light', 'Lamp', 'Strip'].map((thing) => {
        const name = `${room} ${thing}`;
        const topic = `bench/${name.toLowerCase().replaceAll(' ', '_')}/set`;
        return { text: `turn ${onOff} the ${name.toLowerCase()}`, topic };
      }),
    ),
  );
}

/** What a turn leaves to do (the disk, learning) is done by then; people speak slower. */
const BREATH_MS = 25;

type CommandFigures = Pick<
  LiveFigures,
  'roundTrip' | 'command' | 'answer' | 'commandOverRoundTripMs' | 'commandAtOnce'
>;

/** Utterances and bare messages in turn, so that both see the same machine, and then utterances without a breath. */
async function commandFigures(heard: Listener, plan: LivePlan): Promise<CommandFigures> {
  const usable = await understood(heard);
  const orderAt = (i: number) => usable[i % usable.length] as Order;
  const breathe = () => new Promise((resolve) => setTimeout(resolve, BREATH_MS));
  const rounds = { roundTrip: [] as Spread[], command: [] as Spread[], answer: [] as Spread[], atOnce: [] as Spread[] };
  const over: number[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const times = {
      roundTrip: [] as number[],
      command: [] as number[],
      answer: [] as number[],
      atOnce: [] as number[],
    };
    for (let i = 0; i < plan.commands; i++) {
      await breathe();
      const said = await say(heard, orderAt(i), `command-${round}-${i}`);
      if (said === undefined) continue;
      times.command.push(said.commandMs);
      times.answer.push(said.answerMs);
      await breathe();
      times.roundTrip.push(await echoMs(heard));
    }
    for (let i = 0; i < plan.commands; i++) {
      const said = await say(heard, orderAt(i), `at-once-${round}-${i}`);
      if (said !== undefined) times.atOnce.push(said.commandMs);
    }
    for (const key of ['roundTrip', 'command', 'answer', 'atOnce'] as const) rounds[key].push(spreadOf(times[key]));
    over.push(spreadOf(times.command).p50Ms - spreadOf(times.roundTrip).p50Ms);
  }
  return {
    roundTrip: medianSpread(rounds.roundTrip),
    command: medianSpread(rounds.command),
    answer: medianSpread(rounds.answer),
    commandOverRoundTripMs: median(over),
    commandAtOnce: medianSpread(rounds.atOnce),
  };
}

/** Warms up, and finds what this model understands of the orders. */
async function understood(heard: Listener): Promise<Order[]> {
  const usable: Order[] = [];
  for (const [i, order] of orders().entries())
    if ((await say(heard, order, `warm-up-${i}`)) !== undefined) usable.push(order);
  if (usable.length === 0) throw new Error('no utterance led to its command');
  return usable;
}

const ECHO = 'x'.repeat(240);
async function echoMs(heard: Listener): Promise<number> {
  const back = heard.next((topic) => topic === 'hearth-bench/echo', WAIT_MS_MAX);
  const before = performance.now();
  heard.client.publish('hearth-bench/echo', ECHO);
  return ((await back)?.at ?? Number.NaN) - before;
}

async function say(
  heard: Listener,
  { text, topic: wanted }: Order,
  id: string,
): Promise<{ readonly commandMs: number; readonly answerMs: number } | undefined> {
  const decided = heard.next((topic, payload) => topic === DECISION && payload.includes(`"${id}"`), WAIT_MS_MAX);
  let commandAt: number | undefined;
  void heard
    .next((topic) => topic === wanted, 3_000)
    .then((message) => {
      commandAt = message?.at;
    });
  const before = performance.now();
  heard.client.publish(UTTERANCE, JSON.stringify({ id, text, satellite: 'hallway_mic', wakeConfidence: 0.97 }));
  const decision = await decided;
  // The command was published before the decision, and the broker keeps their order.
  if (decision === undefined || commandAt === undefined) return undefined;
  return { commandMs: commandAt - before, answerMs: decision.at - before };
}

interface Reader {
  readonly process: OwnProcess;
  readonly url: string;
  readonly heard: Listener;
}

/** The same flood of states to the daemon and to the bare subscriber, in turn. */
async function ingestFigures(
  plan: LivePlan,
  home: BenchHome,
  [hub, bare]: readonly [Reader, Reader],
): Promise<Pick<LiveFigures, 'ingest' | 'ingestBare'>> {
  const results = { hub: [] as Ingest[], bare: [] as Ingest[] };
  const question = (id: string): Message => [
    UTTERANCE,
    JSON.stringify({ id, text: 'is the front door locked', satellite: 'hallway_mic' }),
  ];
  for (let round = -1; round < plan.rounds; round++) {
    const ofHub = await flood(plan, home, hub, question(`flood-${round}`), DECISION);
    const ofBare = await flood(plan, home, bare, [FLOOD_END, `flood-${round}`], BARE_DONE);
    if (round < 0) continue;
    results.hub.push(ofHub);
    results.bare.push(ofBare);
  }
  const middle = (all: readonly Ingest[]): Ingest => ({
    perSecond: Math.round(median(all.map((one) => one.perSecond))),
    cpuMicros: median(all.map((one) => one.cpuMicros)),
  });
  return { ingest: middle(results.hub), ingestBare: middle(results.bare) };
}

/** From the first message until the reader has done the last and says so. */
async function flood(plan: LivePlan, home: BenchHome, reader: Reader, last: Message, answer: string): Promise<Ingest> {
  const states = home.states.filter(([, payload]) => payload.startsWith('{'));
  const topics = states.map(([topic]) => topic);
  const payloadOf = (number: number) => changed((states[number % states.length] as Message)[1], number);
  const id = /flood-[\d-]+/.exec(last[1])?.[0] ?? '';
  const done = reader.heard.next((topic, payload) => topic === answer && payload.includes(id), 2 * WAIT_MS_MAX);
  const [before, cpuBefore] = [performance.now(), reader.process.cpuMs()];
  await floodBroker(reader.url, plan.flood, topics, payloadOf, last);
  const finished = await done;
  if (finished === undefined) throw new Error(`the flood was not read: ${reader.process.output}`);
  return {
    perSecond: (1000 * plan.flood) / (finished.at - before),
    cpuMicros: (1000 * (reader.process.cpuMs() - cpuBefore)) / plan.flood,
  };
}

/** The next report of a device: its first number moves, its length is 240 bytes. */
function changed(payload: string, number: number): string {
  const state = JSON.parse(payload) as { [key: string]: unknown };
  const key = Object.keys(state).find((name) => typeof state[name] === 'number') ?? 'linkquality';
  state[key] = (Number(state[key] ?? 0) % 40) + ((number * 7) % 50) / 10;
  if (state.state === 'ON' || state.state === 'OFF') state.state = (number * 7) % 3 === 0 ? 'ON' : 'OFF';
  const text = JSON.stringify({ ...state, seen: '' });
  return `${text.slice(0, -2)}${'x'.repeat(Math.max(0, 240 - text.length))}"}`;
}
