import { argmax } from '../../runtime/domain/vector.ts';
import type { Example } from '../data/example.ts';
import { type Scored, spansOf } from '../train/score.ts';
import type { Labels } from './labels.ts';

/** Lines that say where the network is weakest: by source, the commonest confusions, the weakest slots. */
export function worstOf(scored: readonly Scored[], examples: readonly Example[], labels: Labels): string[] {
  return [...bySource(scored, examples), ...confusions(scored, labels), ...bySlot(scored, labels)];
}

function bySource(scored: readonly Scored[], examples: readonly Example[]): string[] {
  const found = new Map<string, { count: number; right: number }>();
  scored.forEach(({ intents, target }, i) => {
    if (target.intent < 0) return;
    const source = (examples[i] as Example).source;
    const entry = found.get(source) ?? { count: 0, right: 0 };
    entry.count += 1;
    entry.right += argmax(intents) === target.intent ? 1 : 0;
    found.set(source, entry);
  });
  const rows = [...found].sort((a, b) => b[1].count - a[1].count || a[0].localeCompare(b[0]));
  return rows.map(
    ([source, { count, right }]) => `  ${((100 * right) / count).toFixed(1).padStart(5)} % of ${count} ${source}`,
  );
}

function confusions(scored: readonly Scored[], labels: Labels): string[] {
  const found = new Map<string, number>();
  for (const { intents, target } of scored) {
    const guess = argmax(intents);
    if (target.intent < 0 || guess === target.intent) continue;
    const key = `${labels.intentLabels[target.intent]} taken for ${labels.intentLabels[guess]}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  const rows = [...found].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, 15);
  return rows.map(([key, count]) => `  ${String(count).padStart(4)} × ${key}`);
}

function bySlot(scored: readonly Scored[], labels: Labels): string[] {
  const found = new Map<string, { right: number; ours: number; gold: number }>();
  const entry = (span: string) => {
    const name = (labels.tags[1 + 2 * Number(span.split(':')[0])] as string).slice(2);
    const own = found.get(name) ?? { right: 0, ours: 0, gold: 0 };
    found.set(name, own);
    return own;
  };
  for (const { tags, target } of scored) {
    if (target.tags === null) continue;
    const gold = new Set(spansOf(target.tags));
    for (const span of gold) entry(span).gold += 1;
    for (const span of spansOf(tags)) {
      entry(span).ours += 1;
      if (gold.has(span)) entry(span).right += 1;
    }
  }
  const f1 = ({ right, ours, gold }: { right: number; ours: number; gold: number }) => (2 * right) / (ours + gold);
  const rows = [...found].sort((a, b) => f1(a[1]) - f1(b[1]) || a[0].localeCompare(b[0]));
  return [
    `  slots: ${rows.map(([name, counts]) => `${name} ${(100 * f1(counts)).toFixed(0)} (${counts.gold})`).join(', ')}`,
  ];
}
