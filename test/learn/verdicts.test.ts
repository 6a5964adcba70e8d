import { describe, expect, test } from 'vitest';
import type { FailurePoint } from '../../runtime/domain/decision.ts';
import { type Saying, Story } from './turns.ts';

const hall: Saying = { text: 'turn on the hall light', targets: ['light.hall'] };
const question: Saying = { text: 'what is the temperature', intent: 'HassClimateGetTemperature', outcome: 'answer' };

/** Plays a story about one turn, waits until everything is settled, and compares its verdict. */
function check(
  name: string,
  first: Saying,
  play: (story: Story, turn: ReturnType<Story['say']>) => void,
  want: { readonly defect: boolean; readonly evidence: readonly string[]; readonly point?: FailurePoint },
): void {
  test(name, () => {
    const story = new Story();
    const turn = story.say(first);
    play(story, turn);
    story.wait(120);
    const verdict = story.verdictOf(turn);
    expect(verdict).toMatchObject({ defect: want.defect, failurePoint: want.point ?? 'none' });
    expect([...(verdict?.evidence ?? [])].sort()).toEqual([...want.evidence].sort());
    expect(verdict?.confidence).toBeGreaterThanOrEqual(0.5);
  });
}

const answers = (story: Story): Story => story.report('light.hall', 'on');

describe('acceptance', () => {
  check('silence after a command that worked', hall, answers, { defect: false, evidence: ['fulfilled', 'silence'] });
  check('silence after an answer', question, () => undefined, { defect: false, evidence: ['silence'] });
  check(
    'silence after talk that was ignored',
    { text: 'so I told him', intent: null, outcome: 'ignore' },
    () => undefined,
    {
      defect: false,
      evidence: ['silence'],
    },
  );
  check('a positive rating', hall, (story, turn) => answers(story).rate(turn, 'positive'), {
    defect: false,
    evidence: ['fulfilled', 'positiveRating'],
  });
  check(
    'a follow-up carries it on',
    hall,
    (story, turn) => {
      const follows = { turn: turn.id, how: 'continue' } as const;
      answers(story).say({ text: 'and the kitchen too', targets: ['light.kitchen'], follows });
    },
    { defect: false, evidence: ['followedUp', 'fulfilled', 'silence'] },
  );
  check(
    'a new request in nearly the same words',
    hall,
    (story) => answers(story).say({ text: 'turn on the kitchen light', targets: ['light.kitchen'] }),
    { defect: false, evidence: ['fulfilled', 'silence'] },
  );
  check(
    'more of the same is no repetition',
    { text: 'louder', intent: 'HassSetVolumeRelative', slots: { volume_step: 10 } },
    (story) => story.say({ text: 'louder', intent: 'HassSetVolumeRelative', slots: { volume_step: 10 } }),
    { defect: false, evidence: ['silence'] },
  );
  check(
    'another person says it again elsewhere',
    { ...hall, satellite: 'kitchen', speaker: 'Anna' },
    (story) => answers(story).say({ ...hall, satellite: 'bedroom', speaker: 'Ben' }),
    { defect: false, evidence: ['fulfilled', 'silence'] },
  );
  check(
    'a question that is answered',
    { text: 'turn on the lamp', outcome: 'ask', question: 'clarify', targets: ['light.desk_lamp'] },
    (story) => story.say({ text: 'the desk lamp', targets: ['light.desk_lamp'] }),
    { defect: false, evidence: ['answered'] },
  );
});

describe('an answer in full', () => {
  const asked: Saying = {
    outcome: 'ask',
    question: 'clarify',
    targets: ['light.kitchen'],
    text: 'switch on the chicken light',
  };
  const full: Saying = { text: 'switch on the kitchen light', targets: ['light.kitchen'] };
  check('to which of several is meant', asked, (story) => story.say(full), { defect: false, evidence: ['answered'] });
  check(
    'to a word that names nothing is a rephrase, and mended where the question offered what was meant',
    { ...asked, unmatched: ['chicken light'] },
    (story) => story.say(full),
    { defect: false, evidence: ['answered', 'rephrase'] },
  );
});

describe('each kind of complaint', () => {
  check('an answer is cut short', question, (story, turn) => story.bargeIn(turn), {
    defect: true,
    evidence: ['bargeIn'],
    point: 'result',
  });
  check('the same words again within seconds', hall, (story) => story.say(hall), {
    defect: true,
    evidence: ['repetition', 'unresponsive'],
    point: 'result',
  });
  check(
    'undone by voice',
    hall,
    (story, turn) =>
      answers(story).say({ text: 'undo that', intent: 'HearthUndo', effects: [{ type: 'undone', turn: turn.id }] }),
    { defect: true, evidence: ['fulfilled', 'reversalByVoice'], point: 'nlu' },
  );
  check(
    'the opposite at once',
    hall,
    (story) =>
      answers(story).say({
        text: 'turn off the hall light',
        intent: 'HassTurnOff',
        service: 'turn_off',
        targets: ['light.hall'],
      }),
    { defect: true, evidence: ['fulfilled', 'reversalByVoice'], point: 'nlu' },
  );
  check('set back by hand', hall, (story) => answers(story).report('light.hall', 'off', 12), {
    defect: true,
    evidence: ['fulfilled', 'reversalByHand'],
    point: 'nlu',
  });
  check(
    'corrected in words',
    { ...hall, text: 'turn on the light' },
    (story, turn) =>
      story.say({
        text: 'no, I meant the kitchen one',
        targets: ['light.kitchen'],
        follows: { turn: turn.id, how: 'correct' },
      }),
    { defect: true, evidence: ['correction'], point: 'entityResolution' },
  );
  check(
    'corrected with the first taken back',
    { ...hall, text: 'turn on the light' },
    (story, turn) =>
      answers(story).say({
        text: 'no, the kitchen one',
        targets: ['light.kitchen'],
        effects: [{ type: 'undone', turn: turn.id }],
      }),
    { defect: true, evidence: ['correction', 'fulfilled'], point: 'entityResolution' },
  );
  check('a negative rating', question, (story, turn) => story.rate(turn, 'negative'), {
    defect: true,
    evidence: ['negativeRating'],
    point: 'result',
  });
  check('a device that never changed', hall, (story) => story.wait(20), {
    defect: true,
    evidence: ['unresponsive'],
    point: 'result',
  });
  check(
    'a handler that failed',
    { text: 'set a timer', intent: 'HassStartTimer' },
    (story, turn) => story.handled(turn, false),
    {
      defect: true,
      evidence: ['handlerError'],
      point: 'result',
    },
  );
  check(
    'a question nobody answers',
    {
      text: 'turn on the lamp',
      outcome: 'ask',
      question: 'clarify',
      targets: ['light.desk_lamp'],
      unmatched: ['lamp'],
    },
    () => undefined,
    { defect: true, evidence: ['unanswered'], point: 'entityResolution' },
  );
  check(
    'a confirmation that is denied',
    { text: 'open the garbage', outcome: 'ask', question: 'confirm', targets: ['cover.garage'], agreement: 0.4 },
    (story) => story.say({ text: 'no', intent: 'HearthDeny', outcome: 'answer' }),
    { defect: true, evidence: ['denied'], point: 'asr' },
  );
});

describe('failure points', () => {
  const meant: Saying = { text: 'turn on the living room light', targets: ['light.living'] };
  check(
    'asr: the words sound alike and the second works',
    { text: 'turn on the living room flight', intent: null, outcome: 'handoff' },
    (story) => story.say(meant),
    {
      defect: true,
      evidence: ['rephrase'],
      point: 'asr',
    },
  );
  check(
    'asr: a further hypothesis was what the person meant',
    {
      text: 'turn on the leaving zoom bite',
      others: ['turn on the living room light'],
      intent: null,
      outcome: 'ignore',
    },
    (story) => story.say(meant),
    { defect: true, evidence: ['rephrase'], point: 'asr' },
  );
  check(
    'nlu: other words, another intent',
    { text: 'make the living room brighter please', intent: null, outcome: 'handoff', embedding: [1, 0.2] },
    (story) => story.say({ ...meant, text: 'switch the living room light on', embedding: [1, 0.4] }),
    { defect: true, evidence: ['rephrase'], point: 'nlu' },
  );
  check(
    'entity resolution: same intent, another target',
    { text: 'turn on the lamp', targets: ['light.bedroom_lamp'], confidence: 0.6 },
    (story) => {
      story.report('light.bedroom_lamp', 'on').say({ text: 'turn on the desk lamp', targets: ['light.desk_lamp'] });
    },
    { defect: true, evidence: ['fulfilled', 'rephrase'], point: 'entityResolution' },
  );
  check(
    'false wake: nobody asks again',
    { ...hall, wake: 0.3, confidence: 0.6 },
    (story) => answers(story).report('light.hall', 'off', 10),
    {
      defect: true,
      evidence: ['fulfilled', 'reversalByHand'],
      point: 'falseWake',
    },
  );
  check(
    'none: a request it cannot serve, and nobody minds',
    { text: 'read me my e-mail', intent: null, outcome: 'handoff' },
    () => undefined,
    { defect: false, evidence: ['silence'] },
  );
});

describe('the timing of verdicts', () => {
  test('a telling reaction is settled at once, silence only after the quiet period', () => {
    const story = new Story();
    const turn = story.say(hall);
    story.report('light.hall', 'on');
    expect(story.wait(50).verdictOf(turn)).toBeUndefined();
    expect(story.wait(15).verdictOf(turn)).toMatchObject({ defect: false });
    const second = story.say({ ...hall, text: 'hall light' });
    story.rate(second, 'positive');
    expect(story.verdictOf(second)).toMatchObject({ defect: false });
  });

  test('that it was wrong is settled with what was meant, which people mostly say next', () => {
    const story = new Story();
    const turn = story.say({ text: 'turn on the hole light', intent: null, targets: [], outcome: 'handoff' });
    story.rate(turn, 'negative');
    expect(story.verdictOf(turn)).toBeUndefined();
    story.say(hall);
    story.wait(61);
    expect(story.verdictOf(turn)).toMatchObject({ defect: true, evidence: ['negativeRating', 'rephrase'] });
    story.wait(90);
    const second = story.say({ ...hall, text: 'hall light' });
    story.rate(second, 'negative').wait(61);
    expect(story.verdictOf(second)).toMatchObject({ defect: true });
  });

  test('what comes after the verdict changes nothing', () => {
    const story = new Story();
    const turn = story.say(hall);
    story.rate(turn, 'positive').rate(turn, 'negative').bargeIn(turn).wait(100);
    expect(story.verdictOf(turn)).toMatchObject({ defect: false, evidence: ['positiveRating'] });
  });

  test('a command to what is already so is not held against the device', () => {
    const story = new Story();
    story.report('light.hall', 'on');
    const turn = story.say(hall);
    story.wait(90);
    expect(story.verdictOf(turn)).toMatchObject({ defect: false, evidence: ['silence'] });
  });

  test('a door that locks itself again is no reversal', () => {
    const story = new Story();
    story.report('lock.front', 'locked');
    const turn = story.say({
      text: 'unlock the front door',
      intent: 'HassTurnOff',
      service: 'unlock',
      targets: ['lock.front'],
    });
    story.report('lock.front', 'unlocked').report('lock.front', 'locked', 30).wait(90);
    expect(story.verdictOf(turn)).toMatchObject({ defect: false });
  });

  test('with learning off nothing is judged or learned', () => {
    const story = new Story({ learning: { enabled: false } });
    const turn = story.say(hall);
    story.say(hall);
    story.rate(turn, 'negative').wait(100);
    expect(story.verdicts).toEqual([]);
    expect(story.stored).toEqual([]);
  });

  test('open turns are bounded: the oldest is settled with what is known', () => {
    const story = new Story();
    const turns = Array.from({ length: 80 }, (_, i) => story.say({ ...question, satellite: `s${i}` }, 0.1));
    expect(story.verdicts.map((verdict) => verdict.of)).toEqual(turns.slice(0, 16).map((turn) => turn.id));
  });
});
