import { describe, expect, test } from 'vitest';
import { HomeContext } from '../../runtime/context/homeContext.ts';
import type { RewriteEntry } from '../../runtime/domain/context.ts';
import type { Household } from '../../runtime/domain/household.ts';
import { rewriteAsked } from '../../runtime/learn/askedRewrite.ts';
import type { Heard } from '../../runtime/learn/proof.ts';
import { RewriteTable } from '../../runtime/rewrite/table.ts';
import { HOUSEHOLD } from './turns.ts';

interface Case {
  readonly name: string;
  readonly phrase?: string;
  readonly meaning?: string;
  readonly answer?: 'yes' | 'no';
  readonly targets?: readonly string[];
  readonly heard?: Heard;
  readonly household?: Partial<Household>;
  readonly known?: Partial<RewriteEntry>;
  /** undefined: nothing is learned. */
  readonly learned?: Partial<RewriteEntry>;
}

const ANNA: Heard = { speaker: 'Anna', satellite: 'kitchen', wakeConfidence: 0.9 };
const PHRASE = 'start the circus';
const MEANING = 'turn on the hall light';

function check({
  phrase = PHRASE,
  meaning = MEANING,
  answer = 'yes',
  targets = [],
  heard = ANNA,
  ...more
}: Case): void {
  const home = new HomeContext({
    merge: (definitions) => definitions,
    household: { ...HOUSEHOLD, ...more.household },
    clock: 'replay',
  });
  const table = new RewriteTable();
  if (more.known !== undefined)
    table.put({
      from: PHRASE,
      to: MEANING,
      layer: 'taught',
      status: 'active',
      wins: 0,
      losses: 0,
      createdAt: 0,
      ...more.known,
    });
  const entry = rewriteAsked({ phrase, meaning, answer, targets, heard }, table, home);
  if (more.learned === undefined) expect(entry).toBeUndefined();
  else expect(entry).toMatchObject(more.learned);
}

const probation = { layer: 'personal', status: 'probation', from: PHRASE, to: MEANING } as const;
const cases: readonly Case[] = [
  {
    name: 'a yes: on probation, hers, with where it is from',
    learned: {
      ...probation,
      speaker: 'Anna',
      proof: { days: [0], by: ['Anna', '@kitchen'], moments: [], asked: true },
    },
  },
  { name: 'a no: at rest', answer: 'no', learned: { status: 'retired', wins: 0, losses: 1 } },
  {
    name: 'a voice nobody recognised: of such voices only',
    heard: { satellite: 'kitchen' },
    learned: { ...probation, proof: { days: [0], by: ['@kitchen'], moments: [], asked: true } },
  },
  { name: 'politeness and wake words aside', phrase: 'Hey Hearth, start the circus please', learned: probation },
  { name: 'what was at rest', known: { layer: 'personal', status: 'retired', speaker: 'Anna' }, learned: probation },
  { name: 'another’s lesson is another’s', known: { speaker: 'Ben' }, learned: probation },
  { name: 'one’s own lesson stands', known: { speaker: 'Anna' } },
  { name: 'the household’s lesson stands', known: {} },
  { name: 'no chain', known: { from: MEANING, to: 'turn on the porch light' } },
  { name: 'a stranger by name', heard: { ...ANNA, speaker: 'Kevin' } },
  { name: 'hardly a wake word', heard: { ...ANNA, wakeConfidence: 0.7 } },
  { name: 'learning is off', household: { learning: { enabled: false } } },
  { name: 'a guarded meaning', meaning: 'unlock the front door' },
  { name: 'its safe contrary', meaning: 'lock the front door' },
  { name: 'a guarded phrase', phrase: 'open the garage' },
  { name: 'a guarded thing by an innocent name', meaning: 'let the air in now', targets: ['lock.front'] },
  { name: 'the contrary of the phrase', phrase: 'turn off the hall light' },
  { name: 'the phrase itself', meaning: `please ${PHRASE}` },
  { name: 'a fragment', phrase: 'lamp' },
  { name: 'what means something else each time', meaning: 'turn it on' },
];

describe('an answer to the hub’s own question', () => {
  test.each(cases)('$name', check);
});
