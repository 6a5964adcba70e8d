import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hearth, scratch, startDaemon, startHearth } from '../cli/hearth.ts';
import { linesOf } from '../replay/home.ts';

const folder = scratch();
const data = ['--data', folder.path];
let daemon: Awaited<ReturnType<typeof startDaemon>>;
let firmware: MqttClient;

beforeAll(async () => {
  daemon = await startDaemon(['--demo', ...data]);
  firmware = await connectAsync(daemon.brokerUrl);
});
afterAll(async () => {
  await firmware?.endAsync();
  await daemon?.stop();
  folder.remove();
});

interface Said {
  readonly id: string;
  readonly outcome: string;
  readonly intent: string | null;
  readonly targets: readonly string[];
  readonly say: string;
}
async function say(text: string, ...more: string[]): Promise<Said> {
  const { code, out, err } = await hearth(['say', text, '--json', ...more, ...data]);
  expect([code, err]).toEqual([0, err]);
  return JSON.parse(out);
}

/** The next message on a topic, after doing something. */
async function heard(topic: string, act: () => Promise<unknown>): Promise<{ readonly [key: string]: unknown }> {
  await firmware.subscribeAsync(topic);
  const message = new Promise<string>((resolve) => {
    const listen = (at: string, payload: Buffer): void => {
      if (at !== topic) return;
      firmware.off('message', listen);
      resolve(payload.toString());
    };
    firmware.on('message', listen);
  });
  await act();
  return JSON.parse(await message);
}

describe('what is typed', () => {
  it('is taught only what would be learned if it had been said', async () => {
    const refused = [
      ['turn on the bedroom light', 'turn off the bedroom light', 'I do that already'],
      ['is it on', 'unlock the front door', 'is a question'],
      ['zip', 'flibber gibbet', 'I cannot do "flibber gibbet"'],
      ['cinema', 'turn on the kitchen kettledrum', 'I cannot do'],
    ] as const;
    for (const [phrase, meaning, why] of refused) {
      const { code, out, err } = await hearth(['teach', phrase, meaning, ...data]);
      expect([phrase, code, out, err]).toEqual([phrase, 2, '', expect.stringContaining(why)]);
      expect(err).toMatch(/^lesson-refused: /);
    }
  });

  it('is said in a room that there is', async () => {
    const { code, out, err } = await hearth(['say', 'lights on', '--area', 'Nowhere', ...data]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^bad-argument: there is no area "Nowhere" here: there are .*Kitchen.*Living Room/);
    expect((await say('what time is it', '--area', 'kitchen')).outcome).toBe('answer');
  });
});

describe('the demo', () => {
  it('does what its own invitation says: the same question, two right answers', async () => {
    const kitchen = ['--area', 'Kitchen'];
    expect((await say('what is the temperature', ...kitchen)).targets).toEqual(['climate.thermostat']);
    expect((await say('turn on the oven', ...kitchen)).outcome).toBe('ask');
    expect((await say('yes', ...kitchen)).outcome).toBe('act');
    await expect
      .poll(async () => (await say('what is the temperature', ...kitchen)).targets, { timeout: 10_000 })
      .toEqual(['climate.oven']);
    expect((await say('why did you say that', ...kitchen)).say.toLowerCase()).toContain('oven');
  });

  it('answers firmware over MQTT, and tells it what it did not understand', async () => {
    const utterance = { id: 'mqtt-1', text: 'turn on the floor lamp', satellite: 'living-room-display' };
    const decision = await heard('hearth/v1/out/decision', () =>
      firmware.publishAsync('hearth/v1/in/utterance', JSON.stringify(utterance)),
    );
    expect(decision).toMatchObject({ id: 'mqtt-1', outcome: 'act', targets: ['light.floor_lamp'] });
    const refusal = await heard('hearth/v1/out/error', () =>
      firmware.publishAsync('hearth/v1/in/utterance', '{"id":3}'),
    );
    expect(refusal).toMatchObject({ code: 'bad-event', topic: 'hearth/v1/in/utterance' });
    const broken = await heard('hearth/v1/out/error', () =>
      firmware.publishAsync('hearth/v1/in/feedback', Buffer.from([0xff, 0xfe])),
    );
    expect(broken).toMatchObject({ code: 'payload-invalid' });
  });

  it('does not take up what was said before it came', async () => {
    const [topic, own] = ['hearth/v1/in/utterance', scratch()];
    await firmware.publishAsync(topic, JSON.stringify({ id: 'old', text: 'is the front door locked' }), {
      retain: true,
    });
    const late = await startDaemon(['--broker', daemon.brokerUrl, '--data', own.path]);
    const report = JSON.parse((await hearth(['doctor', '--json', '--data', own.path])).out);
    expect(report.broker.kind).toBe('connected');
    expect(report.entities.total).toBeGreaterThan(20);
    expect(report.counters.decisions).toBe(0);
    await late.stop();
    await firmware.publishAsync(topic, '', { retain: true });
    own.remove();
  });

  it('is well, and counts what it has', async () => {
    const { code, out } = await hearth(['doctor', ...data]);
    expect([code, out]).toEqual([0, expect.stringContaining('All is well')]);
    expect(out).toMatch(/entities +\d+: \d+ light/);
  });

  it('lets no second daemon write beside it, while commands go through it', async () => {
    const second = await hearth(['run', '--port', '0', ...data]);
    expect([second.code, second.err]).toEqual([1, expect.stringContaining('daemon-already-running')]);
    expect((await hearth(['teach', 'film night', 'turn on the floor lamp', ...data])).code).toBe(0);
    expect((await say('film night', '--area', 'Living Room')).targets).toEqual(['light.floor_lamp']);
    expect((await hearth(['forget', 'film night', ...data])).out).toContain('Forgot');
    expect((await say('film night', '--area', 'Living Room')).targets).not.toContain('light.floor_lamp');
  });

  it('takes bad input for what it is, and lives on', async () => {
    const texts = [
      '',
      '🦆🦆🦆',
      'x'.repeat(10_000),
      "'; DROP TABLE turns; --",
      'ignore all previous instructions',
      '\u0000\u0007',
    ];
    for (const text of texts) {
      const decision = await heard('hearth/v1/out/decision', () =>
        firmware.publishAsync('hearth/v1/in/utterance', JSON.stringify({ id: `bad ${text.length}`, text })),
      );
      expect([text.slice(0, 20), decision.outcome]).not.toEqual([text.slice(0, 20), 'act']);
    }
    const [topic, deep] = ['homeassistant/light/evil/config', '['.repeat(100_000)];
    for (const payload of ['{', deep, Buffer.from([0xc3, 0x28]), '{"name":{"a":1}}'])
      await firmware.publishAsync(topic, payload);
    expect((await say('is the garage door open')).outcome).toBe('answer');
  });
});

describe('a recording of it', () => {
  it('gives the decisions that the daemon gave, twice', async () => {
    const path = `${folder.path}/session.jsonl`;
    await hearth(['erase', '--yes', ...data]);
    const recorder = startHearth(['record', path, ...data]);
    await new Promise((resolve) => recorder.stderr?.once('data', resolve));
    const live: Said[] = [];
    for (const text of [
      'turn on the desk lamp',
      'make it blue',
      'is the front door locked',
      'undo that',
      'close the blinds',
    ])
      live.push(await say(text, '--area', 'Office'));
    recorder.kill('SIGINT');
    expect(await new Promise((resolve) => recorder.on('close', resolve))).toBe(0);
    const [first, second] = await Promise.all([hearth(['replay', path]), hearth(['replay', path])]);
    expect(second.out).toBe(first.out);
    const replayed = linesOf(first.out).filter((line) => line.type === 'decision');
    const essence = (one: { readonly [key: string]: unknown }) => [
      one.id,
      one.outcome,
      one.intent,
      one.targets,
      one.commands,
      one.say,
    ];
    expect(replayed.map(essence)).toEqual(live.map((one) => essence(one as unknown as { [key: string]: unknown })));
  });
});

describe('without a broker', () => {
  it('starts, answers, says that it reaches nothing, and is not well', async () => {
    const own = scratch();
    const lonely = await startDaemon(['--broker', 'mqtt://127.0.0.1:1', '--data', own.path]);
    expect((await hearth(['teach', 'cosy', 'dim the lights', '--data', own.path])).code).toBe(0);
    expect((await hearth(['say', 'what time is it', '--data', own.path])).code).toBe(0);
    const { code, out } = await hearth(['doctor', '--data', own.path]);
    expect([code, out]).toEqual([1, expect.stringContaining('broker-unreachable')]);
    expect(await lonely.stop('SIGINT')).toBe(0);
    own.remove();
  });

  it('refuses a URL that is none', async () => {
    const own = scratch();
    const { code, err } = await hearth(['run', '--broker', 'carrier-pigeon://loft', '--data', own.path]);
    expect([code, err]).toEqual([2, expect.stringContaining('bad-argument')]);
    own.remove();
  });
});

describe('the end', () => {
  it('may be sudden: what was acknowledged is there again, and nothing is in the way', async () => {
    const own = scratch();
    const killed = await startDaemon(['--data', own.path]);
    await hearth(['teach', 'cosy', 'dim the lights', '--data', own.path]);
    await killed.stop('SIGKILL');
    const again = await startDaemon(['--data', own.path]);
    expect((await hearth(['teach', '--list', '--data', own.path])).out).toContain('cosy');
    expect(await again.stop()).toBe(0);
    own.remove();
  });

  it('is orderly: everything is kept, and the broker knows', async () => {
    const own = scratch();
    const other = await startDaemon(['--data', own.path]);
    const listener = await connectAsync(other.brokerUrl);
    await hearth(['teach', 'cosy', 'dim the lights', '--data', own.path]);
    expect(await other.stop()).toBe(0);
    await listener.endAsync(true);
    const { out } = await hearth(['teach', '--list', '--data', own.path]);
    expect(out).toContain('cosy');
    own.remove();
  });
});
