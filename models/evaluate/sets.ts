import type { Case } from './case.ts';
import { haIntents } from './haIntents.ts';
import { haTasks } from './haTasks.ts';
import { outOfDomain, slurpIot } from './people.ts';

/** A public set: its cases, what the project wants to reach, and what others reach. */
export interface EvaluationSet {
  readonly name: string;
  /** What "right" means, for the table's foot. */
  readonly right: string;
  readonly goal: string;
  /** Measured or published elsewhere, not in this run. */
  readonly peers: string;
  load(folder: string): Case[];
}

export const SETS: readonly EvaluationSet[] = [
  {
    name: 'ha-intents',
    right: 'intent, values and exactly the entities meant',
    goal: '≥ 97 %',
    peers: 'Home Assistant 100 % (written for it)',
    load: haIntents,
  },
  {
    name: 'assist-mini',
    right: 'every entity ends in the expected state',
    goal: '≥ 90 %',
    peers: 'hassil 64.0 %, fuzzy 70.0 %; claude-3-7-sonnet 100 %, qwen3-8b 93.4 %',
    load: (folder) => haTasks(folder, ['assist-mini'], 'changes'),
  },
  {
    name: 'assist',
    right: 'the same in larger homes',
    goal: '',
    peers: 'hassil 39.4 %, fuzzy 40.4 %; gemini-2.5-pro 91.3 %, qwen3-8b 82.8 %',
    load: (folder) => haTasks(folder, ['assist'], 'changes'),
  },
  {
    name: 'intents-tasks',
    right: 'the same',
    goal: '',
    peers: '',
    load: (folder) => haTasks(folder, ['intents'], 'changes'),
  },
  {
    name: 'restraint',
    right: 'nothing is commanded',
    goal: '100 %',
    peers: '',
    load: (folder) => haTasks(folder, ['assist-mini', 'assist'], 'restraint'),
  },
  {
    name: 'slurp-iot',
    right: 'intent, and targets of its domain',
    goal: '≥ 85 %',
    peers: 'hassil 18.0 %, fuzzy 46.4 %',
    load: (folder) => slurpIot(folder, 'slurp_devel.jsonl', 'slurp_test.jsonl'),
  },
  {
    name: 'slurp-iot-asr',
    right: 'the same, through real speech recognition',
    goal: '≥ 75 %',
    peers: 'hassil 22.0 %, fuzzy 43.5 %',
    load: (folder) => slurpIot(folder, 'slurp_asr_dev.jsonl', 'slurp_asr_heldout.jsonl'),
  },
  {
    name: 'out-of-domain',
    right: 'accepted: acts, answers or is taught; side effect: acts or is taught',
    goal: '≤ 2 %, ≤ 0.3 %',
    peers: 'hassil 0.75 %; fuzzy 31 %, 7.5 %',
    load: outOfDomain,
  },
];
