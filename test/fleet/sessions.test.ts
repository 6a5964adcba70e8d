import { describe, expect, it } from 'vitest';
import { anonymousSessions } from '../../models/fleet/anonymous.ts';
import type { Verdict } from '../../runtime/domain/decision.ts';
import { Lexicon } from '../../runtime/resolve/lexicon.ts';
import { type Saying, Story } from '../learn/turns.ts';

const asked: Saying = {
  ...{ text: 'the tv is a whisper', intent: 'HassSetVolumeRelative', outcome: 'ask' },
  ...{ targets: ['media_player.tv'], question: 'slot', satellite: 'living' },
};
const answer = (story: Story, text: string): Saying => ({
  ...{ text, intent: 'HassSetVolumeRelative', targets: ['media_player.tv'], satellite: 'living' },
  follows: { turn: story.turns[0]?.id ?? '', how: 'answer' },
});

/** The sessions of somebody who is asked back, and answers. */
function sessionsOf(reply: string, failurePoint: Verdict['failurePoint'] = 'nlu') {
  const story = new Story({ people: [] });
  story.say(asked, 10);
  story.say(answer(story, reply), 5);
  const [first, second] = story.turns;
  if (first === undefined || second === undefined) throw new Error('nobody spoke');
  const verdict = { at: story.at, confidence: 1, failurePoint: 'none' as const };
  const failed: Verdict = { ...verdict, of: first.id, defect: true, evidence: ['rephrase'], failurePoint };
  const served: Verdict = { ...verdict, of: second.id, defect: false, evidence: ['silence'] };
  const judged = [
    { turn: first, verdict: failed },
    { turn: second, verdict: served },
  ];
  return anonymousSessions(judged, story.home, new Lexicon(story.home)).map(({ steps, misread }) => ({
    steps,
    misread,
  }));
}

describe('what a home tells of an attempt', () => {
  const from = '<target> is a <word>';
  it('holds the order that was said out in full to a question', () => {
    expect(sessionsOf('turn the tv volume up')).toEqual([
      { steps: [from, expect.stringMatching(/^turn/)], misread: [from] },
    ]);
  });
  it('holds no answer that stands for nothing by itself', () => {
    expect(sessionsOf('louder please')).toEqual([{ steps: [from], misread: [from] }]);
  });
  it('tells what was not understood from what failed otherwise', () => {
    expect(sessionsOf('turn the tv volume up', 'asr')).toMatchObject([{ misread: [] }]);
  });
});
