import type { Case } from './case.ts';
import { haIntents } from './haIntents.ts';
import { haTasks } from './haTasks.ts';
import { outOfDomain, slurpIot } from './people.ts';

/** A public set: its cases, and what right means. Goals and peers stand in table/targets.ts. */
export interface EvaluationSet {
  readonly name: string;
  /** What "right" means, for the table's foot. */
  readonly right: string;
  load(folder: string): Case[];
}

export const SETS: readonly EvaluationSet[] = [
  {
    name: 'ha-intents',
    right: 'intent, values and exactly the entities meant',
    load: haIntents,
  },
  {
    name: 'assist-mini',
    right: 'every entity ends in the expected state',
    load: (folder) => haTasks(folder, ['assist-mini'], 'changes'),
  },
  {
    name: 'assist',
    right: 'the same in larger homes',
    load: (folder) => haTasks(folder, ['assist'], 'changes'),
  },
  {
    name: 'intents-tasks',
    right: 'the same',
    load: (folder) => haTasks(folder, ['intents'], 'changes'),
  },
  {
    name: 'restraint',
    right: 'nothing is commanded',
    load: (folder) => haTasks(folder, ['assist-mini', 'assist'], 'restraint'),
  },
  {
    name: 'slurp-iot',
    right: 'intent, and targets of its domain',
    load: (folder) => slurpIot(folder, 'slurp_devel.jsonl', 'slurp_test.jsonl'),
  },
  {
    name: 'slurp-iot-asr',
    right: 'the same, through real speech recognition',
    load: (folder) => slurpIot(folder, 'slurp_asr_dev.jsonl', 'slurp_asr_heldout.jsonl'),
  },
  {
    name: 'out-of-domain',
    right: 'accepted: acts, answers or is taught; side effect: acts or is taught',
    load: outOfDomain,
  },
];
