import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generate, TOPICS, WORDS } from '../../models/data/generate.ts';
import { parseSaying } from '../../models/data/grammar.ts';
import { INTENT_LABELS, SLOT_TAGS, TARGET_DOMAINS } from '../../runtime/domain/intent.ts';
import { splitWords } from '../../runtime/domain/words.ts';

const TAGS = new Set<string>(SLOT_TAGS);

/** Every tag is O, or B-/I- of a known slot; I- only goes on what stands before it. */
function faultOf(tags: readonly string[]): string | null {
  let open = '';
  for (const [i, tag] of tags.entries()) {
    const [prefix, slot = ''] = tag === 'O' ? ['O'] : [tag.slice(0, 1), tag.slice(2)];
    if (tag !== 'O' && !TAGS.has(slot)) return `word ${i}: unknown slot in ${tag}`;
    if (prefix === 'I' && slot !== open) return `word ${i}: ${tag} after ${open || 'O'}`;
    open = slot;
  }
  return null;
}

describe('generated speech', () => {
  it('can be parsed, every saying of it, and names only tables that exist', () => {
    const tables = Object.values(WORDS).flatMap((table) => (typeof table === 'function' ? [] : table));
    const rules = TOPICS.flatMap((topic) => topic.rules.flatMap((rule) => rule.say));
    for (const saying of [...tables, ...rules]) {
      parseSaying(saying);
      for (const [, name] of saying.matchAll(/<([^>]+)>/g)) expect(Object.keys(WORDS), saying).toContain(name);
    }
  });

  it('has one legal tag for each word, whatever the seed', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const { text, tags } of generate(seed, 0.02)) {
          if (tags === null) continue;
          expect(tags.length, text).toBe(splitWords(text).length);
          expect(faultOf(tags), text).toBeNull();
        }
      }),
      { numRuns: 12 },
    );
  });

  it('is the same for the same seed, and another for another', () => {
    const texts = (seed: number): string[] => generate(seed, 0.02).map((example) => JSON.stringify(example));
    expect(texts(7)).toEqual(texts(7));
    expect(texts(7)).not.toEqual(texts(8));
  });

  it('covers every intent and label, and no domain but known ones', () => {
    const examples = generate(1, 0.05);
    const intents = new Set(examples.map((example) => example.intent));
    expect(INTENT_LABELS.filter((label) => !intents.has(label))).toEqual([]);
    const domains = new Set(examples.map((example) => example.domain));
    for (const domain of domains) if (domain !== null) expect(TARGET_DOMAINS).toContain(domain);
  });

  it('says no sentence twice', () => {
    const texts = generate(3, 0.1).map((example) => example.text.toLowerCase());
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('commands without a conjunction', () => {
  const compounds = generate(1, 0.2).filter(
    (example) => example.intent === null && example.source === 'generated/spoken',
  );

  it('are parted at the first word of the later one, which is never the first of all', () => {
    expect(compounds.length).toBeGreaterThan(100);
    for (const { text, tags } of compounds) {
      expect(tags, text).toContain('B-split');
      expect(tags?.[0], text).not.toBe('B-split');
      expect(text).not.toContain('¦');
    }
  });

  it('are not what several things after one verb are', () => {
    const lists = generate(1, 0.2).filter(
      (example) => example.intent !== null && example.source === 'generated/spoken',
    );
    expect(lists.filter((example) => example.tags?.includes('B-split'))).toEqual([]);
    const several = lists.filter((example) => example.tags?.filter((tag) => tag === 'B-target').length === 3);
    expect(several.length).toBeGreaterThan(5);
  });
});
