import type { IntentLabel, TargetDomain } from '../../../runtime/domain/intent.ts';

/** What a source's label means in this project's terms. */
export interface Label {
  readonly intent: IntentLabel | null;
  readonly domain: TargetDomain | null;
  readonly weight?: number;
}

export const HANDOFF: Label = { intent: 'Handoff', domain: 'none' };
/** The source's label says too little, or says it too carelessly: only other losses learn from the text. */
export const UNKNOWN: Label = { intent: null, domain: null };

/** A rule by words, tried before the source's label is believed: the first that matches wins. */
export type WordRule = readonly [pattern: RegExp, label: Label];

export function byWords(text: string, rules: readonly WordRule[], otherwise: Label): Label {
  const lower = text.toLowerCase();
  return rules.find(([pattern]) => pattern.test(lower))?.[1] ?? otherwise;
}

export function label(intent: IntentLabel, domain: TargetDomain | null = null, weight = 1): Label {
  return { intent, domain, weight };
}
