import type { EntityDefinition, EntityState } from './domain/entity.ts';
import { limits } from './domain/limits.ts';
import type { Fault, FaultLog } from './faults.ts';
import type { BusStatus } from './ports/bus.ts';
import type { ContextStore } from './ports/contextStore.ts';

/** What `hearth doctor` tells. */
export interface Report {
  readonly healthy: boolean;
  /** What is wrong now, in words; empty where nothing is. */
  readonly problems: readonly string[];
  /** What could be better, and does not make it unhealthy. */
  readonly warnings: readonly string[];
  readonly version: string;
  readonly uptimeSeconds?: number;
  readonly store: {
    readonly path: string;
    readonly opened: string;
    readonly detail: string;
    readonly bytesWritten: number;
    readonly fault?: string;
  };
  readonly signals: { readonly pending: number; readonly dropped: number };
  readonly broker?: BusStatus & { readonly url: string };
  readonly model?: string;
  readonly entities?: EntityCounts;
  /** Parts of discovery messages that no rule understands, by reason. */
  readonly notUnderstood?: ReturnType<FaultLog['reasons']>;
  readonly queue?: { readonly size: number; readonly merged: number; readonly dropped: number };
  readonly counters: { readonly [name: string]: number };
  readonly faults: readonly Fault[];
}
export interface EntityCounts {
  readonly total: number;
  readonly byDomain: { readonly [domain: string]: number };
  readonly byConvention: { readonly [convention: string]: number };
  readonly withoutArea: number;
  readonly withoutState: number;
  readonly unavailable: number;
}

/** What a report is made of; the second half exists only where a daemon runs. */
export interface ReportSources {
  readonly version: string;
  readonly storePath: string;
  readonly store: ContextStore;
  readonly faults: FaultLog;
  readonly counters: { readonly [name: string]: number };
  readonly pending: number;
  readonly live?: {
    readonly uptimeSeconds: number;
    readonly url: string;
    readonly status: BusStatus;
    readonly model: string;
    /** Parts of the model that were fitted with another network. */
    readonly outdated: readonly string[];
    readonly queue: { readonly size: number; readonly merged: number; readonly dropped: number };
    readonly definitions: Iterable<EntityDefinition>;
    readonly state: (id: string) => EntityState | undefined;
  };
}

export function reportOf(sources: ReportSources): Report {
  const { version, storePath, store, faults, live, pending } = sources;
  const fault = store.fault();
  const { kind: opened, detail } = store.opened;
  const problems: string[] = [];
  if (fault) problems.push(`${fault.code}: ${fault.message}`);
  if (opened === 'rebuilt') problems.push(`store-damaged: ${detail}`);
  if (live && live.status.kind !== 'connected') problems.push(brokerProblem(live.url, live.status));
  if (live && live.queue.dropped > 0) problems.push(`queue-full: ${live.queue.dropped} state messages were dropped`);
  const limited = sources.counters.entitiesRejected ?? 0;
  if (limited > 0)
    problems.push(`discovery-limit: ${limited} entities found no room beside the first ${limits.entitiesMax}`);
  const entities = live && countEntities(live.definitions, live.state);
  if (entities?.total === 0)
    problems.push('no entities: no device announced itself, and the household file names none');
  return {
    healthy: problems.length === 0,
    problems,
    warnings: (live?.outdated ?? []).map((part) => `${part} was fitted with another network than the model's`),
    version,
    ...(live && { uptimeSeconds: Math.round(live.uptimeSeconds) }),
    store: {
      path: storePath,
      opened,
      detail,
      bytesWritten: store.bytesWritten(),
      ...(fault && { fault: `${fault.code}: ${fault.message}` }),
    },
    signals: { pending, dropped: store.droppedSignals() },
    ...(live && { broker: { url: withoutPassword(live.url), ...live.status } }),
    ...(live && { model: live.model }),
    ...(entities && { entities }),
    ...(live && { notUnderstood: faults.reasons() }),
    ...(live && { queue: { size: live.queue.size, merged: live.queue.merged, dropped: live.queue.dropped } }),
    counters: { ...sources.counters, ...faults.counts() },
    faults: faults.last(),
  };
}

function brokerProblem(url: string, status: BusStatus): string {
  const where = withoutPassword(url);
  switch (status.kind) {
    case 'connected':
      return '';
    case 'connecting':
      return `broker-unreachable: still connecting to ${where}, attempt ${status.attempt}`;
    case 'lost':
      return `broker-unreachable: ${where}: ${status.reason}`;
    case 'refused':
      return `broker-refused: ${where}: ${status.reason}`;
    case 'closed':
      return `broker-unreachable: not connected to ${where}`;
  }
}

function countEntities(
  definitions: Iterable<EntityDefinition>,
  state: (id: string) => EntityState | undefined,
): EntityCounts {
  const byDomain: Record<string, number> = {};
  const byConvention: Record<string, number> = {};
  const counts = { total: 0, withoutArea: 0, withoutState: 0, unavailable: 0 };
  for (const { id, domain, convention, area } of definitions) {
    counts.total++;
    byDomain[domain] = (byDomain[domain] ?? 0) + 1;
    byConvention[convention] = (byConvention[convention] ?? 0) + 1;
    if (area === undefined) counts.withoutArea++;
    const now = state(id);
    if (now === undefined) counts.withoutState++;
    else if (now.state === 'unavailable') counts.unavailable++;
  }
  return { ...counts, byDomain: sorted(byDomain), byConvention: sorted(byConvention) };
}

function sorted(counts: { readonly [name: string]: number }): { readonly [name: string]: number } {
  return Object.fromEntries(Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}
