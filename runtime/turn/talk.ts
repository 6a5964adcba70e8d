import type { Deed } from '../act/deeds.ts';
import type { ActContext } from '../act/parts.ts';
import { isPlainYes } from '../act/policy.ts';
import * as replies from '../act/replies.ts';
import * as talk from '../act/talk.ts';
import type { UtteranceEvent } from '../domain/event.ts';
import { limits } from '../domain/limits.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import type { Ranked } from '../resolve/candidate.ts';
import type { ClauseResolution } from '../resolve/resolve.ts';
import { alarmMoved, corrected } from './deeds.ts';
import type { Read } from './doubt.ts';
import { lessonOf } from './teaching.ts';

/** The one request of an utterance, as it was settled. */
interface Only {
  readonly clause: ClauseResolution;
  readonly ranked: Ranked;
}

/** What is done about words that are about the conversation, or a lesson; undefined where they are about the home. */
export function talkOf(
  { scene, parts }: Pick<Read, 'scene' | 'parts'>,
  { clause, ranked }: Only,
  context: ActContext,
  event: UtteranceEvent,
  rewrites: Rewrites,
): Deed | undefined {
  const { candidate, because } = ranked;
  const { home, turns, asked } = scene;
  const { text } = clause.reading;
  const said: talk.TalkContext = { home, turns, asked, speaker: event.speaker, because, named: candidate.targets };
  switch (candidate.intent) {
    case 'HearthConfirm':
      if (asked?.question?.kind === 'feedback') return replies.rated(said, 'positive');
      return replies.confirm(said, isPlainlyYes(event));
    case 'HearthDeny':
    case 'HassNevermind':
      if (asked?.question?.kind === 'feedback' && candidate.intent === 'HearthDeny')
        return replies.rated(said, 'negative');
      return replies.deny(said, candidate.intent);
    case 'HearthUndo':
      return talk.undo(said, text);
    case 'HearthRepeat':
      return talk.repeat(said, text);
    case 'HearthExplain':
      return talk.explain(said, text);
    case 'HearthTeach':
    case 'HearthForget':
    case 'HearthSetPreference': {
      const { wakeConfidence } = event;
      const picked = candidate.follows?.how === 'answer' ? candidate.targets : undefined;
      const lesson = { text, scene, choices: [], wakeConfidence, isRewritten: false, parts, picked };
      return lessonOf(candidate.intent, candidate.slots, lesson, rewrites, because);
    }
    case 'HearthCorrect':
      return talk.nothingFits(home, [], 'HearthCorrect', candidate.slots, undefined, because);
    case 'HearthSetAlarm':
      return candidate.follows?.how === 'continue' ? alarmMoved(context, clause, ranked) : undefined;
    default:
      return candidate.follows?.how === 'correct' ? corrected(said, context, clause, ranked) : undefined;
  }
}

/** Whether every text that may be what was said is a yes and nothing more. */
function isPlainlyYes({ hypotheses }: UtteranceEvent): boolean {
  const least = limits.questionShareMin * (hypotheses[0]?.confidence ?? 1);
  return hypotheses.filter(({ confidence }) => confidence >= least).every(({ text }) => isPlainYes(text));
}
