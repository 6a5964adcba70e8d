import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callDaemon } from '../../runtime/adapters/control/client.ts';
import { socketPathOf } from '../../runtime/adapters/control/dataDir.ts';
import { EmbeddedBroker } from '../../runtime/adapters/mqtt/embeddedBroker.ts';
import { normalPhrase } from '../../runtime/domain/phrase.ts';
import { scratch, startDaemon } from '../cli/hearth.ts';
import { lamp } from '../replay/home.ts';

const KILLS = 24;
/** A round's kill comes within this of its first word. */
const ROUND_MS_MAX = 250;

const folder = scratch();
const socket = socketPathOf(folder.path);
const ended = new AbortController();
const broker = new EmbeddedBroker({ port: 0 });
let firmware: MqttClient;
/** What the daemon said it had: phrases that were taught, and turns that were decided. */
const phrases = new Set<string>();
const turns = new Set<string>();

beforeAll(async () => {
  await broker.start(ended.signal);
  firmware = await connectAsync(broker.url);
  for (const line of lamp('l', 'Desk Lamp', 'Office')) {
    const { topic, payload } = JSON.parse(line);
    await firmware.publishAsync(topic, JSON.stringify(payload), { retain: true });
  }
  await firmware.subscribeAsync('hearth/v1/out/decision');
  firmware.on('message', (_topic, payload) => {
    const { id, outcome, slots } = JSON.parse(payload.toString());
    turns.add(id);
    if (outcome === 'teach') phrases.add(normalPhrase(slots.phrase));
  });
});
afterAll(async () => {
  await firmware.endAsync(true);
  ended.abort();
  folder.remove();
});

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LETTERS = 'bcdfghklmnprstvz';
/** A word for a number, such as nobody says. */
function wordOf(n: number): string {
  return [...n.toString(16)].map((digit) => `${LETTERS[Number.parseInt(digit, 16)]}o`).join('');
}

/** Speaks and teaches from every side until the daemon is gone. */
async function press(round: number): Promise<void> {
  const teach = async (): Promise<void> => {
    for (let i = 0; ; i++) {
      const phrase = `${wordOf(round)} ${wordOf(i + 4096)}`;
      await callDaemon(socket, 'teach', { phrase, meaning: 'turn on the desk lamp' });
      phrases.add(phrase);
    }
  };
  const say = async (): Promise<void> => {
    for (let i = 0; ; i++) {
      const text = i % 2 ? 'turn off the desk lamp' : `when I say ${wordOf(round)} ${wordOf(i)}, turn on the desk lamp`;
      const { id } = (await callDaemon(socket, 'say', { text })) as { id: string };
      turns.add(id);
    }
  };
  const publish = setInterval(() => {
    const utterance = { id: `${round}-${Math.random()}`, text: 'turn on the desk lamp' };
    firmware.publish('hearth/v1/in/utterance', JSON.stringify(utterance));
    firmware.publish('x/l', JSON.stringify({ state: round % 2 ? 'ON' : 'OFF' }));
  }, 5);
  await Promise.allSettled([teach(), say()]);
  clearInterval(publish);
}

it(`keeps what it acknowledged over ${KILLS} kills`, { timeout: 180_000 }, async () => {
  const seed = Date.now();
  console.log(`seed ${seed}`);
  const random = randomOf(seed);
  for (let round = 0; ; round++) {
    const daemon = await startDaemon(['--broker', broker.url, '--data', folder.path]);
    const exported = (await callDaemon(socket, 'export', {})) as {
      turns: { id: string }[];
      rewrites: { from: string }[];
    };
    const kept = {
      turns: new Set(exported.turns.map(({ id }) => id)),
      from: exported.rewrites.map(({ from }) => from),
    };
    expect([...turns].filter((id) => !kept.turns.has(id))).toEqual([]);
    expect([...phrases].filter((phrase) => !kept.from.includes(phrase))).toEqual([]);
    expect(await callDaemon(socket, 'doctor', {})).toMatchObject({
      store: { opened: round === 0 ? 'created' : 'opened' },
    });
    if (round === KILLS) {
      expect(await daemon.stop()).toBe(0);
      break;
    }
    const pressing = press(round);
    await new Promise((resolve) => setTimeout(resolve, random() * ROUND_MS_MAX));
    await daemon.stop('SIGKILL');
    await pressing;
  }
  // Enough was at stake.
  expect(Math.min(phrases.size, turns.size)).toBeGreaterThan(KILLS);
});
