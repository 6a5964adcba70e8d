import type { Figure } from './figures.ts';

/** How a figure is written. */
export type Unit = 'share' | 'error' | 'ratio' | 'ms' | 'mib' | 'mb' | 'number';

export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** What somebody else reaches. */
export interface Peer {
  readonly name: string;
  /** As it was published or measured: "83.6 %". */
  readonly figure: string;
}

/** One row of the table: what is measured, what the project wants to reach, what others reach. */
export interface Target {
  readonly key: string;
  readonly section: string;
  readonly what: string;
  readonly unit: Unit;
  readonly goal?: Goal;
  readonly peers?: readonly Peer[];
  /** Where the peers' figures are from. */
  readonly source?: string;
  /** What runs it, for where it has not been run. */
  readonly command: string;
}

const peer = (name: string, figure: string): Peer => ({ name, figure });
const ON_OUR_MACHINE = 'measured on the same two cores as this project was made on';
const PAPERS = 'published; the npm packages and USE-lite measured with the same split';
const HOME_DATASETS = 'hassil measured here; language models as published with home-assistant-datasets';

const home = (name: string, what: string, goal: Goal | undefined, peers: readonly Peer[], source?: string): Target => ({
  key: `home.${name}`,
  section: 'the daemon on public sets',
  what,
  unit: 'share',
  ...(goal && { goal }),
  peers,
  ...(source !== undefined && { source }),
  command: `npm run evaluate -- --set ${name.replace(/\..*/, '')} --data DIR`,
});

const HOMES: readonly Target[] = [
  home('ha-intents', "Home Assistant's sentences", { atLeast: 0.97 }, [
    peer('Home Assistant', '100 % (written for it)'),
  ]),
  home(
    'assist-mini',
    'assist-mini, end states',
    { atLeast: 0.96 },
    [
      peer('hassil', '64.0 %'),
      peer('fuzzy', '70.0 %'),
      peer('claude-3-7-sonnet', '100 %'),
      peer('gemini-2.5-pro', '98.5 %'),
      peer('qwen3-8b', '93.4 %'),
    ],
    HOME_DATASETS,
  ),
  home(
    'assist',
    'assist (two homes), end states',
    { atLeast: 0.85 },
    [
      peer('hassil', '39.4 %'),
      peer('fuzzy', '40.4 %'),
      peer('gemini-2.5-pro', '91.3 %'),
      peer('claude-3-7-sonnet', '89.4 %'),
      peer('qwen3-8b', '82.8 %'),
    ],
    HOME_DATASETS,
  ),
  home('intents-tasks', 'intents tasks, end states', undefined, []),
  home('restraint', 'tasks where nothing may change', { atLeast: 1 }, []),
  home(
    'slurp-iot',
    'SLURP smart home, as written',
    { atLeast: 0.92 },
    [peer('hassil', '18.0 %'), peer('fuzzy', '46.4 %')],
    ON_OUR_MACHINE,
  ),
  home(
    'slurp-iot-asr',
    'SLURP smart home, as recognised',
    { atLeast: 0.85 },
    [peer('hassil', '22.0 %'), peer('fuzzy', '43.5 %')],
    ON_OUR_MACHINE,
  ),
  home(
    'out-of-domain.accepted',
    'not for a hub: accepted',
    { atMost: 0.02 },
    [peer('hassil', '0.75 %'), peer('fuzzy', '31 %')],
    ON_OUR_MACHINE,
  ),
  home(
    'out-of-domain.sideEffects',
    'not for a hub: side effects',
    { atMost: 0.001 },
    [peer('fuzzy', '7.5 %')],
    ON_OUR_MACHINE,
  ),
];

const benchmark = (key: string, what: string, goal: Goal | undefined, peers: readonly Peer[]): Target => ({
  key,
  section: 'the architecture on benchmarks',
  what,
  unit: 'share',
  ...(goal && { goal }),
  peers,
  source: PAPERS,
  command: `node models/run.mjs benchmark --set ${commandSet(key)} --data DIR`,
});

function commandSet(key: string): string {
  return key.startsWith('clinc.retrieval') ? 'retrieval' : key.replace(/\..*/, '');
}

const HERMIT = "trained on SLURP's own train part";
const BENCHMARKS: readonly Target[] = [
  benchmark('hwu64.intent', "HWU64 intent (encoder begun on CLINC150's labels)", { atLeast: 0.91 }, [
    peer('NLP.js', '79.9 %'),
    peer('fastText', '83.6 %'),
    peer('USE-lite + MLP', '88.0 %'),
    peer('USE-lite fine-tuned', '90.5 % (full part)'),
    peer('BERT-base', '92–93 %'),
  ]),
  benchmark('hwu64Alone.intent', '  from the original encoder, without the adversarial step', undefined, []),
  benchmark('snips.intent', 'SNIPS intent', { atLeast: 0.983 }, [
    peer('joint models', '97–98 %'),
    peer('BERT', '98.6–99 %'),
  ]),
  benchmark('snips.slotF1', 'SNIPS slot F1', { atLeast: 0.95 }, [
    peer('joint models', '88–94 %'),
    peer('BERT', '96–97 %'),
  ]),
  benchmark('slurp.gold', 'SLURP devel, scenario_action', { atLeast: 0.85 }, [peer('HERMIT', `84.8 % (${HERMIT})`)]),
  benchmark('slurp.asr', 'SLURP as recognised, scenario_action', { atLeast: 0.79 }, [
    peer('HERMIT', `78.3 % (${HERMIT})`),
  ]),
  benchmark('clinc.inScope', 'CLINC150 in scope, one threshold', { atLeast: 0.935 }, [
    peer('BERT', '96.9 %'),
    peer('BERT with a threshold', '96 %'),
    peer('fastText', '≈ 89 %'),
  ]),
  benchmark('clinc.oosRecall', 'CLINC150 out-of-scope recall', { atLeast: 0.83 }, [
    peer('BERT', '40 %'),
    peer('BERT with a threshold', '52 %'),
    peer('fastText', '≈ 10 %'),
  ]),
  benchmark('clinc.retrievalR1', 'CLINC150 retrieval R@1 among 1,000', { atLeast: 0.82 }, [peer('USE-lite', '80.7 %')]),
  benchmark('clinc.retrievalPlainR1', '  the embedding as it comes', undefined, []),
  benchmark('clinc.retrievalFrozenR1', '  USE-lite itself, the same way', undefined, []),
  benchmark('clinc.retrievalAllR1', '  among all 4,500', undefined, []),
];

const calibration = (key: string, what: string, goal?: Goal): Target => ({
  key: `calibration.${key}`,
  section: 'calibration (expected error, 15 bins)',
  what,
  unit: 'error',
  ...(goal && { goal }),
  command: 'npm run evaluate -- --set calibration --data DIR',
});
const model = (key: string, what: string, unit: Unit, goal: Goal, peers: readonly Peer[] = []): Target => ({
  key: `model.${key}`,
  section: 'what the model costs',
  what,
  unit,
  goal,
  peers,
  source: ON_OUR_MACHINE,
  command: 'npm run evaluate -- --set model',
});

const MODEL: readonly Target[] = [
  calibration('ece', 'intent, held-out sentences', { atMost: 0.03 }),
  calibration('domainEce', 'kind of thing, held-out sentences', { atMost: 0.03 }),
  calibration('unseenEce', 'intent, public sets never trained on'),
  calibration('decisionEce', 'whole decisions, public sets'),
  calibration('simulatedDecisionEce', 'whole decisions, simulated homes'),
  model('bytes', 'bundle', 'mb', { atMost: 8e6 }),
  model('p50Ms', 'one utterance read, p50, 1 thread', 'ms', { atMost: 0.6 }, [
    peer('hassil', '2.9 ms'),
    peer('fuzzy', '10.8 ms'),
  ]),
  model('rssMb', 'memory added to Node: library and model', 'mib', { atMost: 45 }),
];

const HELD_OUT: readonly Target[] = (
  [
    ['intent', 'intent'],
    ['domain', 'kind of thing'],
    ['slotF1', 'slot F1'],
    ['slotsExact', 'all spans of a sentence right'],
  ] as const
).map(([key, what]) => ({
  key: `heldOut.${key}`,
  section: 'the shipped model on held-out sentences',
  what,
  unit: 'share',
  command: 'npm run evaluate -- --set calibration --data DIR',
}));

const RANKER: readonly Target[] = [
  {
    key: 'ranker.minimalPairs',
    section: 'the contextual ranker in simulated homes',
    what: 'minimal pairs, both sides right',
    unit: 'share',
    goal: { atLeast: 0.97 },
    command: 'npm run evaluate -- --set ranker',
  },
  {
    key: 'ranker.full',
    section: 'the contextual ranker in simulated homes',
    what: 'moments right, all signals',
    unit: 'share',
    command: 'npm run evaluate -- --set ranker',
  },
];

/** The row of one signal taken away. */
export function ablationTarget(signal: string): Target {
  return {
    key: `ablation.${signal}`,
    section: 'the contextual ranker in simulated homes',
    what: `  without ${signal}`,
    unit: 'share',
    command: 'npm run evaluate -- --set ranker',
  };
}

const learning = (key: string, what: string, unit: Unit, goal: Goal, peers: readonly Peer[] = []): Target => ({
  key,
  section: 'learning in simulated households',
  what,
  unit,
  goal,
  peers,
  source: "the keynote's systems, as published (arXiv 1911.02557; NAACL 2022 industry)",
  command: 'npm run evaluate -- learning',
});

/** What `npm run evaluate -- learning` measures. */
export const LEARNING_TARGETS: readonly Target[] = [
  learning('rewrites.winLoss', 'wins to losses of rewrites', 'ratio', { atLeast: 12 }, [
    peer('keynote', '8.5 : 1'),
    peer('paper', '11.8 : 1'),
  ]),
  learning('defects.ratio', 'defects at the end, against learning off', 'share', { atMost: 0.7 }, [
    peer('keynote', '−13 % global, −4 % personal'),
  ]),
  learning('defects.personalRatio', '  personal learning alone', 'share', { atMost: 0.85 }),
  learning('failurePoint.accuracy', 'failure point, six classes', 'share', { atLeast: 0.92 }, [
    peer('published', '92.2 % of human'),
  ]),
  learning('failurePoint.recall', '  the weakest class, recall', 'share', { atLeast: 0.85 }),
  learning('rephrase.f1', 'rephrase detection, F1', 'share', { atLeast: 0.92 }),
  learning('wrong.perTurn', 'wrongly learned rewrites that acted, per turn', 'number', { atMost: 1 / 2000 }),
  learning('asks.perDay', 'questions of its own accord, a day', 'ratio', { atMost: 1 }),
  learning('asks.useful', '  answered usefully', 'share', { atLeast: 0.6 }),
  learning('cost.turnMs', 'added to a turn, p50', 'ms', { atMost: 0.3 }),
  learning('cost.nightMs', 'nightly work', 'ms', { atMost: 2000 }),
  learning('cost.lookupMs', 'rewrite look-up, 10,000 entries', 'ms', { atMost: 0.1 }),
];

export const TARGETS: readonly Target[] = [...HOMES, ...BENCHMARKS, ...HELD_OUT, ...MODEL, ...RANKER];

/** What `--json` has for scripts, whether it was run or not. */
export const JSON_KEYS: readonly string[] = [
  ...['hwu64.intent', 'snips.intent', 'snips.slotF1', 'slurp.gold', 'slurp.asr', 'clinc.inScope', 'clinc.oosRecall'],
  ...['clinc.retrievalR1', 'calibration.ece', 'model.bytes', 'model.p50Ms', 'model.rssMb'],
];
export const LEARNING_KEYS: readonly string[] = [
  ...['rewrites.winLoss', 'defects.ratio', 'defects.personalRatio', 'failurePoint.accuracy', 'failurePoint.recall'],
  ...['rephrase.f1', 'wrong.perTurn', 'asks.perDay', 'cost.turnMs'],
];

export function isMet(goal: Goal, figure: Figure): boolean {
  const value = typeof figure === 'number' ? figure : figure.mean;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}
