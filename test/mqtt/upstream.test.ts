import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EmbeddedBroker } from '../../runtime/adapters/mqtt/embeddedBroker.ts';
import { type Outbox, Upstream, upstreamUrl } from '../../runtime/adapters/mqtt/upstream.ts';
import { SqliteContextStore } from '../../runtime/adapters/sqlite/sqliteContextStore.ts';
import type { Signal, Verdict } from '../../runtime/domain/decision.ts';
import { type HearthError, isHearthError } from '../../runtime/domain/errors.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { Collector, type ReceiptFate } from '../peers/collector.ts';
import { until } from '../peers/tools.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const signalOf = (number: number, epoch = 'e1'): Signal => ({
  id: `${epoch}-${number}`,
  epoch,
  failurePoint: 'nlu',
  intent: 'HassTurnOn',
  outcome: 'act',
  template: 'turn on the {name}',
  evidence: ['rephrase'],
  modelVersion: '1',
});
const signalsOf = (count: number, epoch?: string) => Array.from({ length: count }, (_, n) => signalOf(n, epoch));

async function startBroker(port = 0): Promise<EmbeddedBroker> {
  const broker = new EmbeddedBroker({ port });
  await broker.start(new AbortController().signal);
  cleanUps.push(() => broker.stop());
  return broker;
}

interface StoredOutbox extends Outbox {
  add(signals: readonly Signal[]): void;
  dropped(): number;
  close(): void;
}

/** The daemon's own store; the same file again is a restart. */
function openOutbox(path = join(mkdtempSync(join(tmpdir(), 'hearth-outbox-')), 'hearth.db')) {
  const store = SqliteContextStore.open(path);
  let open = true;
  const outbox: StoredOutbox = {
    pendingSignals: (limit) => store.pendingSignals(limit),
    acknowledge: (ids) => store.acknowledgeSignals(ids),
    add: (signals) => {
      for (const signal of signals) store.commitVerdict(verdictOf(signal), signal);
    },
    dropped: () => store.droppedSignals(),
    close: () => {
      if (open) store.close();
      open = false;
    },
  };
  cleanUps.push(() => outbox.close());
  return { outbox, path };
}

const verdictOf = (signal: Signal): Verdict => ({
  of: `turn ${signal.id}`,
  at: 0,
  defect: true,
  evidence: signal.evidence,
  failurePoint: signal.failurePoint,
  confidence: 0.9,
});

async function startHub(
  url: string,
  outbox: StoredOutbox,
  resendMsMin = 30,
): Promise<{ hub: Upstream; faults: HearthError[] }> {
  const faults: HearthError[] = [];
  const hub = new Upstream({
    url,
    outbox,
    jitter: () => 0,
    fault: (error) => faults.push(error),
    resend: { msMin: resendMsMin, msMax: Math.max(200, resendMsMin) },
    retry: { msMin: 20, msMax: 100 },
  });
  cleanUps.push(() => hub.stop());
  await hub.start(new AbortController().signal);
  return { hub, faults };
}

async function startCollector(url: string, fate?: (batch: number) => ReceiptFate): Promise<Collector> {
  const collector = new Collector(fate);
  cleanUps.push(() => collector.stop());
  await collector.start(url);
  return collector;
}

const isEmpty = (outbox: StoredOutbox) => outbox.pendingSignals(1).length === 0;

describe('signals upstream', { timeout: 30_000 }, () => {
  it('arrive exactly as the outbox has them, and leave it when a receipt names them', async () => {
    const broker = await startBroker();
    const collector = await startCollector(broker.url);
    const { outbox } = openOutbox();
    const sent = [...signalsOf(120, 'e1'), ...signalsOf(30, 'e2')];
    outbox.add(sent);
    const { hub } = await startHub(broker.url, outbox, 20_000);
    await until('an empty outbox', () => isEmpty(outbox));
    expect([...collector.received.values()]).toEqual(sent);
    expect(collector.topics).toEqual(new Set(['hearth/v1/up/e1/signals', 'hearth/v1/up/e2/signals']));
    expect(collector.largestBatch).toBe(limits.outboxBatchMax);
    expect(hub.counters).toEqual({ sent: 150, acknowledged: 150, badReceipts: 0 });
    outbox.add([signalOf(1000, 'e3')]);
    hub.wake();
    await until('the one that came later', () => isEmpty(outbox));
    expect(collector.deliveries).toBe(151);
  });

  it('survive receipts that are lost, repeated, late, partial and garbage', async () => {
    const broker = await startBroker();
    const fates: ReceiptFate[] = ['lost', 'garbled', 'late', 'partial', 'repeated', 'lost', 'sent'];
    const collector = await startCollector(broker.url, (batch) => fates[batch % fates.length] as ReceiptFate);
    const { outbox } = openOutbox();
    const sent = signalsOf(400);
    outbox.add(sent);
    const { hub, faults } = await startHub(broker.url, outbox);
    await until('an empty outbox', () => isEmpty(outbox), 15_000);
    expect([...collector.received.keys()].sort()).toEqual(sent.map((signal) => signal.id).sort());
    expect(collector.deliveries).toBeGreaterThan(400);
    expect(hub.counters.acknowledged).toBe(400);
    expect(hub.counters.badReceipts).toBe(faults.filter((fault) => fault.code === 'payload-invalid').length);
    expect(hub.counters.badReceipts).toBeGreaterThan(0);
  });

  it('are all there after restarts of hub, collector and broker', async () => {
    let broker = await startBroker();
    const { url } = broker;
    const collector = await startCollector(url, (batch) => (batch % 3 === 0 ? 'lost' : 'partial'));
    const { outbox, path } = openOutbox();
    const sent: Signal[] = [];
    let file = outbox;
    for (let round = 0; round < 6; round++) {
      const more = Array.from({ length: 60 }, (_, number) => signalOf(round * 60 + number));
      sent.push(...more);
      file.add(more);
      const { hub } = await startHub(url, file);
      await new Promise((resolve) => setTimeout(resolve, 40));
      if (round % 3 === 1) {
        await collector.stop();
        await collector.start(url);
      }
      if (round % 3 === 2) {
        await broker.stop();
        broker = await startBroker(Number(new URL(url).port));
      }
      await hub.stop();
      file.close();
      file = openOutbox(path).outbox;
    }
    await startHub(url, file);
    await until('an empty outbox', () => isEmpty(file), 15_000);
    expect(collector.received.size).toBe(360);
    expect(new Set(collector.received.keys())).toEqual(new Set(sent.map((signal) => signal.id)));
  });

  it('wait, without a flood, while nobody acknowledges', async () => {
    const broker = await startBroker();
    const collector = await startCollector(broker.url, () => 'lost');
    const { outbox } = openOutbox();
    outbox.add(signalsOf(50));
    const { hub } = await startHub(broker.url, outbox);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    // 30, 60, 120, 200, 200, 200 ms: at most eight times, where no back-off would make it 33.
    expect(collector.deliveries).toBeGreaterThan(50);
    expect(collector.deliveries).toBeLessThanOrEqual(50 * 8);
    expect(outbox.pendingSignals(100).length).toBe(50);
    expect(hub.counters.acknowledged).toBe(0);
  });

  it('lose only the oldest, and count them, while the collector is away for long', async () => {
    const broker = await startBroker();
    const { outbox } = openOutbox();
    const { url } = broker;
    await broker.stop();
    const starting = startHub(url, outbox);
    outbox.add(signalsOf(limits.outboxSignalsMax + 200));
    expect([outbox.pendingSignals(5_000).length, outbox.dropped()]).toEqual([limits.outboxSignalsMax, 200]);
    const again = await startBroker(Number(new URL(url).port));
    const collector = await startCollector(again.url);
    await starting;
    await until('an empty outbox', () => isEmpty(outbox), 15_000);
    expect([...collector.received.keys()]).toEqual(
      signalsOf(1_200)
        .slice(200)
        .map((signal) => signal.id),
    );
  });

  const codeOf = (work: () => unknown) => {
    try {
      return work();
    } catch (error) {
      return isHearthError(error) ? error.code : error;
    }
  };
  it.each([
    [{ enabled: false, upstream: 'mqtts://collector.example' }, undefined],
    [{ enabled: true, upstream: 'mqtts://collector.example' }, 'mqtts://collector.example'],
    [{ enabled: true, upstream: 'https://collector.example' }, 'bad-household'],
    [{ enabled: true, upstream: 'mqtt://127.0.0.1:1883' }, 'mqtt://127.0.0.1:1883'],
    [{ enabled: true, upstream: 'mqtt://collector.example' }, 'bad-household'],
    [{ enabled: true, upstream: 'collector' }, 'bad-household'],
    [{ enabled: true }, 'bad-household'],
  ])('%j goes to %s', (sync, expected) => {
    expect(codeOf(() => upstreamUrl(sync))).toBe(expected);
  });
});
