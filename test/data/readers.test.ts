import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contentKey, loadGuard, normalise } from '../../models/data/leakage.ts';
import { readRecords } from '../../models/data/read/records.ts';
import { readSnips } from '../../models/data/read/snips.ts';
import { tagHome } from '../../models/data/read/tagHome.ts';

const dir = mkdtempSync(join(tmpdir(), 'hearth-data-'));
afterAll(() => rmSync(dir, { recursive: true }));

function file(name: string, ...lines: unknown[]): string {
  const path = join(dir, name);
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return path;
}

describe('records', () => {
  it('names the file and the line that is malformed', () => {
    expect(() => readRecords(file('a.jsonl', { text: 'x' }, '{'))).toThrow(/a\.jsonl:2: not JSON/);
    expect(() => readRecords(file('b.jsonl', { text: 1 }))).toThrow(/b\.jsonl:1: "text" is not a string/);
    const outside = { text: 'ab', slots: [{ type: 't', value: 'x', start: 1, end: 9 }] };
    expect(() => readRecords(file('c.jsonl', outside))).toThrow(/c\.jsonl:1: slot t lies outside/);
    expect(() => readRecords(file('d.jsonl'))).toThrow(/d\.jsonl: holds no records/);
    const snips = { text: 'x', split: 'train', intent: 'PlayMusic' };
    const broken = (wrong: object) => () => readRecords(file('snips_train_full.jsonl', snips, { ...snips, ...wrong }));
    expect(broken({ text: ' ' })).toThrow(/full\.jsonl:2: has no "text"/);
    expect(broken({ intent: 'PlayMusik' })).toThrow(
      /full\.jsonl:2: has the label "PlayMusik", which the set does not know/,
    );
    expect(broken({ split: 'test' })).toThrow(/full\.jsonl:2: has the split "test", not one of train/);
    const lacksPart = file('hwu64.jsonl', { text: 'x', intent: 'iot_coffee' });
    expect(() => readRecords(lacksPart)).toThrow(/hwu64\.jsonl:1: has the split null/);
    for (const one of ['hwu64.jsonl', 'snips_train_full.jsonl']) rmSync(join(dir, one));
    expect(() => readRecords(join(dir, 'none.jsonl'))).toThrow(/none\.jsonl: cannot be read/);
  });
});

describe('SNIPS', () => {
  it('makes one query of a song and its artist', () => {
    const text = 'play the song Hurt by Johnny Cash on Spotify ';
    const slots = [
      { type: 'music_item', value: 'song', start: 9, end: 13 },
      { type: 'track', value: 'Hurt', start: 14, end: 18 },
      { type: 'artist', value: 'Johnny Cash', start: 22, end: 33 },
    ];
    file('snips_train_full.jsonl', { text, intent: 'PlayMusic', slots });
    const [example] = readSnips(dir);
    expect(example?.intent).toBe('HassMediaSearchAndPlay');
    expect(example?.tags?.join(' ')).toBe(
      'O O B-media_class B-search_query I-search_query I-search_query I-search_query O O',
    );
  });
});

describe('tags for smart-home requests', () => {
  it('are given only where every word is explained', () => {
    const slots = [{ type: 'house_place', value: 'the attic', start: 23, end: 32 }];
    expect(tagHome('turn on the lights in  the attic', slots)?.join(' ')).toBe('O O O B-target O O B-area');
    expect(tagHome('turn on the flux capacitor lights', [])).toBeNull();
  });
});

describe('leakage', () => {
  it('compares texts without case, punctuation and small words', () => {
    expect(normalise("What's on, then? 50%")).toBe('whats on then 50 percent');
    expect(contentKey('Please turn the lights off')).toBe(contentKey('turn off my lights'));
    expect(contentKey('turn the lights on')).not.toBe(contentKey('turn the lights off'));
  });

  it('finds equal texts in every set, and near ones in the smart-home sets', () => {
    file('ha_intents_en.jsonl', { text: 'Dim the attic lamp' });
    file('snips_validate.jsonl', { text: 'play some jazz', intent: 'PlayMusic' });
    const guard = loadGuard(dir);
    expect(guard.leaks('dim the attic lamp!')).toBe('exact');
    expect(guard.leaks('please dim my lamp in the attic')).toBe('near');
    expect(guard.leaks('play jazz')).toBeNull();
    expect(guard.missing).toContain('slurp_devel.jsonl');
    expect(guard.missing).not.toContain('slurp_test.jsonl');
  });

  it('guards the parts that not everybody has, where they are there', () => {
    file('slurp_test.jsonl', { text: 'make the attic brighter', intent: 'iot_hue_lightup' });
    file('slurp_asr_heldout.jsonl', {
      text: 'dim it',
      asr_text: 'dime it',
      gold_text: 'dim it',
      intent: 'iot_hue_lightdim',
    });
    const guard = loadGuard(dir);
    expect(guard.leaks('please make my attic brighter')).toBe('near');
    expect(guard.leaks('Dime it')).toBe('exact');
  });
});
