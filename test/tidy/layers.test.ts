import { describe, expect, it } from 'vitest';
import { type Source, sources } from './sources.ts';

const STAGES = ['context', 'rewrite', 'understand', 'resolve', 'act', 'learn', 'uplink'];

/** The first folder, and inside runtime/ the second: "runtime/resolve"; a file right in runtime/, or of a turn, is its own layer. */
function layerOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (second === 'turn') return path;
  return top === 'runtime' ? `runtime/${second}` : top;
}

/** What each layer may import; a layer that is not listed here may not exist. */
const ALLOWED: { readonly [layer: string]: readonly RegExp[] } = {
  'runtime/domain': [],
  'runtime/ports': [/^runtime\/domain\//],
  ...Object.fromEntries(STAGES.map((stage) => [`runtime/${stage}`, [/^runtime\/(domain|ports)\//]])),
  // Adapters share the encoder with training, hand the bundle's parts to their owners' parsers, and know the household's
  // memory by its type.
  'runtime/adapters': [
    /^runtime\/(domain|ports|understand)\//,
    /^runtime\/(resolve\/rankerFile|learn\/modelFile|rewrite\/globalFile)\.ts$/,
    /^runtime\/householdMemory\.ts$/,
  ],
  // The turn alone names the order of the stages.
  'runtime/turn/pipeline.ts': [
    /^runtime\/(domain|ports|rewrite|understand|resolve|act|learn)\//,
    /^runtime\/turn\/(trace|act|deeds|teaching|doubt|later|named|read)\.ts$/,
  ],
  'runtime/turn/act.ts': [
    /^runtime\/(domain|ports|resolve|act)\//,
    /^runtime\/turn\/(deeds|compound|teaching|doubt|talk)\.ts$/,
  ],
  'runtime/turn/talk.ts': [/^runtime\/(domain|ports|resolve|act)\//, /^runtime\/turn\/(deeds|teaching|doubt)\.ts$/],
  'runtime/turn/teaching.ts': [/^runtime\/(domain|ports|resolve|act|learn)\//, /^runtime\/turn\/(unfit|doubt)\.ts$/],
  'runtime/turn/unfit.ts': [/^runtime\/(domain|resolve)\//],
  // What is typed is read by the stages that read what is said, and in their order.
  'runtime/turn/taught.ts': [
    /^runtime\/(domain|ports|rewrite|understand|resolve)\//,
    /^runtime\/(turn\/(read|unfit)|householdMemory)\.ts$/,
  ],
  'runtime/turn/doubt.ts': [/^runtime\/(domain|resolve)\//, /^runtime\/turn\/unfit\.ts$/],
  'runtime/turn/read.ts': [
    /^runtime\/(domain|ports|rewrite|understand|resolve)\//,
    /^runtime\/turn\/(deeds|doubt)\.ts$/,
  ],
  'runtime/turn/later.ts': [/^runtime\/(resolve|act)\//, /^runtime\/turn\/doubt\.ts$/],
  'runtime/turn/trials.ts': [/^runtime\/domain\//],
  'runtime/turn/named.ts': [/^runtime\/(domain|rewrite)\//, /^runtime\/turn\/doubt\.ts$/],
  'runtime/turn/deeds.ts': [/^runtime\/(domain|resolve|act)\//],
  'runtime/turn/compound.ts': [/^runtime\/(domain|resolve|act)\//, /^runtime\/turn\/deeds\.ts$/],
  'runtime/turn/trace.ts': [/^runtime\/(domain|resolve)\//],
  'runtime/turn/faults.ts': [/^runtime\/domain\//, /^runtime\/turn\/trace\.ts$/],
  'runtime/queue.ts': [/^runtime\/domain\//],
  'runtime/faults.ts': [/^runtime\/domain\//],
  'runtime/householdMemory.ts': [/^runtime\/(domain|ports)\//],
  'runtime/report.ts': [/^runtime\/(domain|ports)\//, /^runtime\/faults\.ts$/],
  'runtime/loopDeps.ts': [/^runtime\/(domain|ports)\//, /^runtime\/faults\.ts$/],
  'runtime/loop.ts': [/^runtime\/(domain|ports)\//, /^runtime\/(loopDeps|queue|turn\/faults|faults)\.ts$/],
  'runtime/hub.ts': [/^runtime\/(?!main\.ts|cli\/)/, /^devices\//],
  'runtime/main.ts': [/^runtime\//, /^devices\//],
  'runtime/cli': [/^runtime\//, /^devices\/demo\//, /^package\.json$/],
  devices: [/^devices\//, /^runtime\/(domain|ports)\//],
  models: [/^models\//, /^runtime\//, /^devices\//],
  test: [/./],
};

/** Stages are pure: values in, values out. Whoever imports one of these does IO, tells the time or is not repeatable. */
const IO = /^(node:(?!crypto$|path$|util$)|fs$|net$|mqtt|aedes|better-sqlite3|onnxruntime-node)/;
const PURE =
  /^runtime\/(domain|ports|context|rewrite|understand|resolve|act|learn|uplink)\/|^runtime\/(turn\/)?[a-zA-Z]+\.ts$/;
const EDGES: ReadonlySet<string> = new Set(['runtime/main.ts']);
/** Calls that make a stage's answer depend on more than its arguments. */
const IMPURE_CALLS =
  /\b(Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|randomUUID\(|randomBytes\(|process\.)/;

function importsWithin(source: Source): string[] {
  return source.imports.flatMap(({ path }) => (path === undefined ? [] : [path]));
}

describe('layers', () => {
  it('looks at files', () => {
    expect(sources.length).toBeGreaterThan(150);
  });

  it('has a rule for every layer', () => {
    const layers = new Set(sources.map(({ path }) => layerOf(path)));
    expect([...layers].filter((layer) => ALLOWED[layer] === undefined)).toEqual([]);
    expect(Object.keys(ALLOWED).filter((layer) => !layers.has(layer))).toEqual([]);
  });

  it('imports only downwards', () => {
    const wrong = sources.flatMap((source) => {
      const layer = layerOf(source.path);
      const allowed = [new RegExp(`^${layer.replaceAll('.', '\\.')}(/|$)`), ...(ALLOWED[layer] ?? [])];
      return importsWithin(source)
        .filter((path) => !allowed.some((pattern) => pattern.test(path)))
        .map((path) => `${source.path} imports ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps IO at the edges', () => {
    const wrong = sources
      .filter(({ path }) => PURE.test(path) && !EDGES.has(path))
      .flatMap(({ path, imports }) =>
        imports.filter(({ specifier }) => IO.test(specifier)).map(({ specifier }) => `${path} imports ${specifier}`),
      );
    expect(wrong).toEqual([]);
  });

  it('keeps clock, chance and process out of the stages', () => {
    const wrong = sources
      .filter(({ path }) => PURE.test(path) && !EDGES.has(path))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .filter((line) => IMPURE_CALLS.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has no cycles, type imports included', () => {
    const edges = new Map(sources.map((source) => [source.path, importsWithin(source)]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      const seen = trail.indexOf(path);
      if (seen >= 0) cycles.push([...trail.slice(seen), path].join(' → '));
      if (seen >= 0 || done.has(path)) return;
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });
});
