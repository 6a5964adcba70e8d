import type { IntentLabel, SlotTag, TargetDomain } from '../../runtime/domain/intent.ts';
import type { Labelled } from './episode.ts';

const MARK = /\[(\w+):([^\]]+)\]/g;

/** "turn on the [target:floor lamp]" as a text and its spans. */
export function labelled(marked: string, intent: IntentLabel, domain: TargetDomain): Labelled {
  let text = '';
  let from = 0;
  const spans: { tag: SlotTag; start: number; end: number }[] = [];
  for (const match of marked.matchAll(MARK)) {
    text += marked.slice(from, match.index);
    const start = text.length;
    text += match[2] as string;
    spans.push({ tag: match[1] as SlotTag, start, end: text.length });
    from = match.index + match[0].length;
  }
  return { text: text + marked.slice(from), intent, domain, spans };
}

/** What is spoken of a marked text. */
export function spoken(marked: string): string {
  return marked.replace(MARK, '$2');
}
