import { join } from 'node:path';
import type { Example } from '../example.ts';
import { readRecords } from './records.ts';

/**
 * Turns of task dialogues. They are unlabelled, except what two people say to each other in the middle of one: that was
 * not meant for a hub.
 *
 * CQR (P. Rastogi et al., NAACL 2019; github.com/alexa/alexa-dataset-contextual-query-rewrite, MIT-0; the dialogues are
 * from Stanford's in-car KVRET): `cqr_dev.jsonl`. DSTC10 track 2 (github.com/alexa/alexa-with-dstc10-track2-dataset,
 * Apache-2.0, Copyright Amazon.com, Inc. or its affiliates): `dstc10_asr_nbest.jsonl`, recognised speech.
 */
export function readDialogues(dataDir: string): { examples: Example[]; unlabelled: string[] } {
  const examples: Example[] = [];
  const unlabelled: string[] = [];
  for (const record of readRecords(join(dataDir, 'dstc10_asr_nbest.jsonl'))) {
    const { text } = record;
    if (text === null) continue;
    const words = text.split(/\s+/).length;
    // Talk to a travel guide: requests for another agent when they ask for something, chatter when they do not.
    if (
      /\b(restaurant|hotel|museum|parking|reservation|book|place to (eat|stay)|attraction|wifi|guest ?house|address|price|phone number)\b/i.test(
        text,
      )
    ) {
      examples.push({ text, intent: 'Handoff', domain: 'none', tags: null, source: 'dstc10', weight: 0.5 });
    } else if (words > 8)
      examples.push({ text, intent: 'Ignore', domain: 'none', tags: null, source: 'dstc10', weight: 0.5 });
    else unlabelled.push(text);
  }
  for (const record of readRecords(join(dataDir, 'cqr_dev.jsonl'))) {
    const { text, intent } = record;
    if (text === null) continue;
    if ((intent === 'navigate' || intent === 'schedule') && text.split(/\s+/).length > 4) {
      examples.push({ text, intent: 'Handoff', domain: 'none', tags: null, source: 'cqr', weight: 0.5 });
    } else unlabelled.push(text);
  }
  return { examples, unlabelled };
}
