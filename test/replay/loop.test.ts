import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseHousehold, REPLAY_DEFAULTS } from '../../runtime/adapters/household/household.ts';
import { parseEventLine } from '../../runtime/adapters/replay/parse.ts';
import type { Command } from '../../runtime/domain/entity.ts';
import { HearthError } from '../../runtime/domain/errors.ts';
import type { HearthEvent } from '../../runtime/domain/event.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { FaultLog } from '../../runtime/faults.ts';
import { type HubParts, makeHub } from '../../runtime/hub.ts';
import { loadModel, openStore } from '../../runtime/main.ts';
import type { ContextStore } from '../../runtime/ports/contextStore.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import type { Output } from '../../runtime/ports/output.ts';
import { event, lamp, say } from './home.ts';

let inference: Inference;
beforeAll(async () => {
  inference = await loadModel(undefined);
});
afterAll(() => inference.close());

const household = parseHousehold({ areas: [{ name: 'Kitchen' }], policy: { confirm: [] } }, REPLAY_DEFAULTS);
const eventOf = (line: string): HearthEvent => parseEventLine(line);

const edges = {
  entropy: 'test',
  firstSignal: 0,
  publish: async () => [],
  handOver: async () => {},
  emit: () => {},
  listen: () => {},
  stopwatch: () => 0,
};
const SWITCH = {
  type: 'switch',
  features: [{ type: 'binary', name: 'state', property: 'state', access: 7, value_on: 'ON', value_off: 'OFF' }],
};

/** A live hub with a lamp, whose edges are in the test's hands. */
async function hubWith(parts: Partial<HubParts> = {}) {
  const sent: Command[] = [];
  const said: Output[] = [];
  const topics: (readonly string[])[] = [];
  const store = parts.store ?? openStore(undefined);
  const faults = new FaultLog();
  const hub = makeHub({
    household,
    clock: 'live',
    inference,
    faults,
    ...edges,
    publish: async (commands) => {
      sent.push(...commands);
      return [];
    },
    emit: (output) => void said.push(output),
    listen: (wanted) => topics.push(wanted),
    ...parts,
    store,
  });
  for (const line of lamp('kitchen_lamp', 'Kitchen Lamp', 'Kitchen')) await hub.loop.offer(eventOf(line));
  const decide = async (seconds: number, text: string) => {
    await hub.loop.offer(eventOf(say(seconds, `u${seconds}`, text)));
    const output = said.findLast((one) => one.type === 'decision');
    if (output?.type !== 'decision') throw new Error('no decision');
    return output.decision;
  };
  return { ...hub, store, faults, sent, said, topics, decide };
}

/** A store whose disk is full. */
function fullStore(): ContextStore {
  const store = openStore(undefined);
  store.commitTurn = () => {
    throw new HearthError('store-full', 'no space left on the device');
  };
  return store;
}

describe('the loop', () => {
  it('turns words into commands, and remembers the turn', async () => {
    const { decide, sent, store } = await hubWith();
    const decision = await decide(5, 'turn on the kitchen lamp');
    expect(decision).toMatchObject({ outcome: 'act', commands: sent });
    expect(sent).toHaveLength(1);
    expect(store.decisions(1)[0]?.decision.say).toBe(decision.say);
  });

  it('makes a fault the turn’s outcome, and goes on', async () => {
    let broken = true;
    const flaky: Inference = {
      bundle: inference.bundle,
      run: (words) => (broken ? Promise.reject(new Error('out of memory')) : inference.run(words)),
      close: async () => {},
    };
    const { decide, faults, sent } = await hubWith({ inference: flaky });
    expect(await decide(5, 'turn on the kitchen lamp')).toMatchObject({
      outcome: 'handoff',
      intent: null,
      say: expect.stringContaining('turn-failed'),
    });
    expect([faults.counts()['turn-failed'], sent]).toEqual([1, []]);
    broken = false;
    expect((await decide(9, 'turn on the kitchen lamp')).outcome).toBe('act');
  });

  it('says so where the broker is away, and does nothing later', async () => {
    const { decide, store, faults } = await hubWith({
      publish: async (commands) =>
        commands.map((command) => ({ command, error: new HearthError('publish-failed', 'the broker is away') })),
    });
    const decision = await decide(5, 'turn on the kitchen lamp');
    expect(decision).toMatchObject({ commands: [], say: expect.stringContaining('publish-failed') });
    expect(store.decisions(1)[0]?.decision.commands).toEqual([]);
    expect(faults.counts()['publish-failed']).toBe(1);
  });

  it('acts where the disk is full, but learns nothing and says so', async () => {
    const { decide, sent, faults, rewrites } = await hubWith({ store: fullStore() });
    expect((await decide(5, 'turn on the kitchen lamp')).outcome).toBe('act');
    expect(sent).toHaveLength(1);
    const taught = await decide(9, 'when I say movie time, turn off the kitchen lamp');
    expect(taught).toMatchObject({ outcome: 'handoff', say: expect.stringContaining('store-full') });
    const learned = rewrites.list().filter(({ layer }) => layer !== 'global');
    expect([learned, faults.counts()['store-full']]).toEqual([[], 2]);
  });

  it('holds time to its order where the clock is set back', async () => {
    const { loop, home } = await hubWith();
    await loop.offer(eventOf(event(60, 'tick')));
    await loop.offer(eventOf(event(30, 'mqtt', { topic: 'x/kitchen_lamp', payload: { state: 'ON' } })));
    expect(home.state('light.kitchen_lamp')).toMatchObject({ state: 'on', changedAt: home.now });
  });

  it('takes an entity that never reports at its word, as an event that a recording holds', async () => {
    const { loop, home, decide } = await hubWith();
    const config = { name: 'Garden Pump', default_entity_id: 'switch.garden_pump', command_topic: 'x/pump/set' };
    const topic = 'homeassistant/switch/pump/config';
    await loop.offer(eventOf(event(1, 'mqtt', { topic, payload: config, retain: true })));
    const seen: HearthEvent[] = [];
    loop.tap = (one) => seen.push(one);
    expect((await decide(5, 'turn on the garden pump')).outcome).toBe('act');
    await loop.settled();
    expect(home.state('switch.garden_pump')?.state).toBe('on');
    expect(seen.map(({ type }) => type)).toEqual(['utterance', 'state']);
    await decide(9, 'turn off the garden pump');
    await loop.settled();
    expect(home.recentChanges()[0]).toMatchObject({ entity: 'switch.garden_pump', to: 'off', turn: 'u9' });
  });

  it('does not believe that who was away when it stopped is away', async () => {
    const store = openStore(undefined);
    const away = { state: 'unavailable', attributes: { brightness: 40 }, changedAt: 5, reportedAt: 5 };
    store.putState('light.kitchen_lamp', away);
    store.putState('light.hall', { ...away, state: 'on' });
    const hub = makeHub({ ...edges, household, clock: 'live', store, inference, faults: new FaultLog() });
    expect(hub.home.state('light.kitchen_lamp')).toEqual({ ...away, state: 'unknown' });
    expect(hub.home.state('light.hall')?.state).toBe('on');
  });

  it('reads more from a bridge than from a device', async () => {
    const { loop, home, faults } = await hubWith();
    const device = (i: number) => ({
      ieee_address: `0x${i}`,
      friendly_name: `Lamp ${i}`,
      type: 'Router',
      supported: true,
      definition: { model: 'L1', vendor: 'IKEA', description: 'x'.repeat(3_000), exposes: [SWITCH] },
    });
    const payload = JSON.stringify(Array.from({ length: 300 }, (_, i) => device(i)));
    expect(payload.length).toBeGreaterThan(limits.payloadBytesMax);
    await loop.offer({ type: 'mqtt', at: 0, topic: 'zigbee2mqtt/bridge/devices', payload, retain: true });
    expect([...home.definitions()].length).toBeGreaterThanOrEqual(301);
    expect(faults.counts()).toEqual({});
    const beyond = ' '.repeat(limits.bridgeBytesMax + 1);
    await loop.offer({ type: 'mqtt', at: 0, topic: 'zigbee2mqtt/bridge/devices', payload: beyond, retain: true });
    expect(faults.counts()).toEqual({ 'payload-too-large': 1 });
  });

  it('asks for topics once a burst of announcements is over, and again when they change', async () => {
    const { loop, topics } = await hubWith();
    await expect.poll(() => topics.length).toBe(1);
    expect(topics[0]).toContain('x/kitchen_lamp');
    for (let i = 0; i < 50; i++) for (const line of lamp(`l${i}`, `Lamp ${i}`, 'Kitchen')) loop.deliver(eventOf(line));
    await expect.poll(() => topics.length).toBe(2);
    expect(topics[1]).toHaveLength(51);
  });

  it('stands a flood: the newest state of a topic wins, words are answered', async () => {
    const { loop, home, decide } = await hubWith();
    for (let i = 0; i < limits.queueEventsMax * 2; i++)
      loop.deliver(eventOf(event(1, 'mqtt', { topic: 'x/kitchen_lamp', payload: { state: i % 2 ? 'ON' : 'OFF' } })));
    const decision = await decide(5, 'is the kitchen lamp on');
    expect(decision.outcome).toBe('answer');
    expect(home.state('light.kitchen_lamp')?.state).toBe('on');
    expect(loop.queue.merged).toBeGreaterThan(0);
    expect(loop.queue.dropped).toBe(0);
  });

  it('refuses words with queue-full where only words wait', async () => {
    const { loop } = await hubWith();
    const waiting = Array.from({ length: limits.queueEventsMax }, () => loop.offer(eventOf(event(2, 'tick'))));
    await expect(loop.offer(eventOf(say(3, 'u', 'hello')))).rejects.toMatchObject({ code: 'queue-full' });
    await Promise.all(waiting);
    await loop.stop();
    await expect(loop.offer(eventOf(event(4, 'tick')))).rejects.toMatchObject({ code: 'queue-full' });
  });

  it('counts what it cannot read, and reads on', async () => {
    const { loop, home, faults } = await hubWith();
    const payloads = ['{', '['.repeat(100_000), 'x'.repeat(limits.payloadBytesMax + 1), '"\u0000"'];
    for (const payload of payloads) {
      await loop.offer({ type: 'mqtt', at: 0, topic: 'homeassistant/light/bad/config', payload, retain: true });
      await loop.offer({ type: 'mqtt', at: 0, topic: 'x/kitchen_lamp', payload, retain: false });
    }
    await loop.offer(eventOf(event(2, 'mqtt', { topic: 'x/kitchen_lamp', payload: { state: 'ON' } })));
    expect(home.state('light.kitchen_lamp')?.state).toBe('on');
    const total = Object.values(faults.counts()).reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThanOrEqual(payloads.length);
    expect(faults.last().length).toBeLessThanOrEqual(limits.faultsKeptMax);
  });
});
