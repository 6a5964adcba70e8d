import { readFileSync } from 'node:fs';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hearth, scratch, startDaemon } from '../cli/hearth.ts';

const folder = scratch();
const path = `${folder.path}/evening.jsonl`;
let daemon: Awaited<ReturnType<typeof startDaemon>>;
let firmware: MqttClient;
/** What the daemon said, as it said it. */
const decisions: string[] = [];
const verdicts: string[] = [];

beforeAll(async () => {
  daemon = await startDaemon(['--demo', '--record', path, '--data', `${folder.path}/data`]);
  firmware = await connectAsync(daemon.brokerUrl);
  await firmware.subscribeAsync('hearth/v1/out/+');
  firmware.on('message', (topic, payload) => {
    if (topic.endsWith('/decision')) decisions.push(payload.toString());
    if (topic.endsWith('/verdict')) verdicts.push(payload.toString());
  });
});
afterAll(async () => {
  await firmware?.endAsync(true);
  folder.remove();
});

let said = 0;
async function say(text: string, fields: object = {}): Promise<string> {
  const id = `r${said++}`;
  const utterance = { id, text, satellite: 'living-room-display', speaker: 'Anna', wakeConfidence: 0.9, ...fields };
  await firmware.publishAsync('hearth/v1/in/utterance', JSON.stringify(utterance));
  await expect.poll(() => decisions.some((line) => JSON.parse(line).id === id), { timeout: 10_000 }).toBe(true);
  return id;
}

it('gives a recording’s decisions and verdicts again, byte for byte', { timeout: 60_000 }, async () => {
  const wrong = await say('turn on the floor lamp');
  await firmware.publishAsync('hearth/v1/in/bargeIn', JSON.stringify({ of: wrong }));
  const texts = [
    ...['make it blue', 'a bit brighter', 'no, the desk lamp', 'undo that', 'turn on the oven', 'yes', 'turn it off'],
    ...['what is the temperature', 'is the front door locked', 'unlock the front door', 'no', 'why did you say that'],
    'when I say cosy time, dim the living room lights to 20 percent',
    ...['turn on the flux capacitor', 'play some jazz', 'set a timer for five minutes', 'purple monkey dishwasher', ''],
    ...['close the blinds', 'close the blinds', 'open them again', 'turn off all the lights except the bedroom'],
  ];
  for (const text of texts) await say(text);
  await say('turn on the hall light', { hypotheses: [{ text: 'turn on the hole light', confidence: 0.6 }] });
  // A bad rating settles at once what other words than those said were taken for.
  for (let i = 1; i <= 2; i++) {
    const rated = await say('cosy time');
    await firmware.publishAsync('hearth/v1/in/feedback', JSON.stringify({ of: rated, value: 'negative' }));
    await expect.poll(() => verdicts.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(i);
  }
  await say('forget cosy time');
  expect(await daemon.stop()).toBe(0);
  expect(JSON.parse(readFileSync(path, 'utf8').split('\n')[0] ?? '')).toMatchObject({ type: 'home' });

  const [first, second] = await Promise.all([hearth(['replay', path]), hearth(['replay', path])]);
  expect([first.code, first.err]).toEqual([0, '']);
  expect(second.out).toBe(first.out);
  const replayed = (type: string) => first.out.split('\n').filter((line) => line.startsWith(`{"type":"${type}"`));
  expect(replayed('decision')).toEqual(decisions);
  expect(replayed('verdict')).toEqual(verdicts);
});
