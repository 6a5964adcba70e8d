import { argmax } from '../../runtime/domain/vector.ts';
import { claimsAt, type LogitsAndLabel, reliabilityOf } from '../evaluate/measure/calibration.ts';
import type { Target } from './batch.ts';

/** What the network says of one sentence, with what is true of it. */
export interface Scored {
  readonly target: Target;
  readonly intents: Float32Array;
  readonly domains: Float32Array;
  /** BIO indices, [words]. */
  readonly tags: Int32Array;
}

/** Figures on held-out sentences; each is over the sentences that have that label. */
export interface Figures {
  readonly sentences: number;
  readonly intentAccuracy: number;
  readonly domainAccuracy: number;
  /** Exact spans with their tags, micro average. */
  readonly slotF1: number;
  /** Share of sentences whose spans are all right. */
  readonly slotsExact: number;
  /** Expected calibration error of the intent, 15 bins of equal width. */
  readonly intentEce: number;
  readonly domainEce: number;
}

export function figuresOf(scored: readonly Scored[], temperatures: { intent: number; domain: number }): Figures {
  const intents = scored.filter(({ target }) => target.intent >= 0);
  const domains = scored.filter(({ target }) => target.domain >= 0);
  const tagged = scored.filter(({ target }) => target.tags !== null);
  let [right, found, gold, exact] = [0, 0, 0, 0];
  for (const { target, tags } of tagged) {
    const ours = spansOf(tags);
    const theirs = new Set(spansOf(target.tags as Int32Array));
    const both = ours.filter((span) => theirs.has(span)).length;
    right += both;
    found += ours.length;
    gold += theirs.size;
    if (both === ours.length && both === theirs.size) exact += 1;
  }
  return {
    sentences: scored.length,
    intentAccuracy: share(intents, ({ intents: logits, target }) => argmax(logits) === target.intent),
    domainAccuracy: share(domains, ({ domains: logits, target }) => argmax(logits) === target.domain),
    slotF1: found + gold > 0 ? (2 * right) / (found + gold) : 0,
    slotsExact: tagged.length > 0 ? exact / tagged.length : 0,
    intentEce: calibrationError(
      intents.map(({ intents: logits, target }) => [logits, target.intent]),
      temperatures.intent,
    ),
    domainEce: calibrationError(
      domains.map(({ domains: logits, target }) => [logits, target.domain]),
      temperatures.domain,
    ),
  };
}

/** Spans as "tag:from:to"; BIO indices, B-x odd and I-x even. */
export function spansOf(tags: Int32Array): string[] {
  const spans: string[] = [];
  for (let from = 0; from < tags.length; ) {
    const tag = tags[from] as number;
    let to = from + 1;
    if (tag > 0) {
      while (to < tags.length && tags[to] === tag + (tag % 2)) to += 1;
      spans.push(`${(tag - 1) >> 1}:${from}:${to}`);
    }
    from = to;
  }
  return spans;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

/** Expected calibration error of the likeliest label at a temperature, 15 bins of equal width. */
export function calibrationError(rows: readonly LogitsAndLabel[], temperature: number): number {
  return reliabilityOf(claimsAt(rows, temperature)).ece;
}
