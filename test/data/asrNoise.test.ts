import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignHeard } from '../../models/data/asrAlign.ts';
import { applyMishearings, fitAsrNoise, type SpeechPair } from '../../models/data/asrNoise.ts';
import { generate } from '../../models/data/generate.ts';
import { misheard } from '../../models/data/misheard.ts';
import { halves, judgeNoise } from '../../models/data/noiseFigures.ts';
import { seeded } from '../../models/data/random.ts';
import { unjudged } from '../../models/data/read/recordings.ts';
import { splitWords } from '../../runtime/domain/words.ts';

const wordsOf = (text: string): string[] => splitWords(text).map((word) => word.text);

/** Recordings in which "turn off" is often heard as "turn of", a lamp as a lamb, and the article gets lost. */
const PAIRS: SpeechPair[] = [
  ...Array.from({ length: 6 }, () => ({ said: 'turn off the lamp', heard: 'turn of the lamb' })),
  ...Array.from({ length: 3 }, () => ({ said: 'turn off the lamp', heard: 'turn off lamp' })),
  ...Array.from({ length: 6 }, () => ({ said: 'turn off the lamp', heard: 'turn off the lamp' })),
  { said: 'start the roomba', heard: 'start the room bar' },
  { said: 'start the roomba', heard: 'start the room bar' },
  { said: 'we sort it out', heard: 'we sorted out' },
  { said: 'play the news', heard: 'please play the news' },
  { said: 'read me my mail', heard: 'something else was said there entirely' },
];

describe('alignment of what was said with what was heard', () => {
  const check = (said: string, heard: string, ...expected: string[]): void => {
    const steps = alignHeard(said.split(' '), heard.split(' ')).filter((s) => s.said.join(' ') !== s.heard.join(' '));
    expect(steps.map((s) => `${s.said.join(' ')} → ${s.heard.join(' ')}`)).toEqual(expected);
  };
  it('tells replaced, lost, added, joined and split words apart', () => {
    check('turn off the lamp', 'turn off the lamp');
    check('turn off the lamp', 'turn off the lamb', 'lamp → lamb');
    check('turn off the lamp', 'turn off lamp', 'the → ');
    check('play the news', 'please play the news', ' → please');
    check('start the roomba', 'start the room bar', 'roomba → room bar');
    check('we sort it out', 'we sorted out', 'sort it → sorted');
    check('dim the hall light', 'them the whole light', 'dim → them', 'hall → whole');
  });

  it('covers both texts in order, whatever they are', () => {
    const text = fc.array(fc.constantFrom('turn', 'on', 'off', 'the', 'lamp', 'lamb', 'light', 'a'), { maxLength: 9 });
    fc.assert(
      fc.property(text, text, (said, heard) => {
        const steps = alignHeard(said, heard);
        // A stretch too long to tell apart is left out; up to eight words none is.
        if (said.length > 8 || heard.length > 8) return;
        expect(steps.flatMap((s) => s.said)).toEqual(said);
        expect(steps.flatMap((s) => s.heard)).toEqual(heard);
      }),
    );
  });
});

describe('recognition errors learned from recordings', () => {
  const noise = fitAsrNoise(PAIRS);

  it('go wrong as often as words did, and as what they did', () => {
    expect(noise.errorRate('lamp')).toBeGreaterThan(0.3);
    expect(noise.errorRate('turn')).toBeLessThan(0.1);
    expect(noise.chanceOf('lamp', 'lamb')).toBeGreaterThan(0.7);
    expect(noise.chanceOf('the', '')).toBeGreaterThan(0.5);
    expect(noise.chanceOf('roomba', 'room bar')).toBeGreaterThan(0.5);
    expect(noise.chanceOf('sort it', 'sorted')).toBeGreaterThan(0.9);
  });

  it('back off to what sounds near where a word was never met', () => {
    expect(noise.chanceOf('damp', 'lamp')).toBeGreaterThan(noise.chanceOf('damp', 'start'));
    expect(noise.chanceOf('damp', 'lamp')).toBeGreaterThan(0.1);
  });

  it('leave out a recording of something else', () => {
    expect(noise.chanceOf('mail', 'entirely')).toBe(0);
  });

  it('change nothing at severity 0, more at a higher one, and the same for the same seed', () => {
    const said = wordsOf('turn off the lamp and start the roomba');
    const errorsAt = (severity: number): number => {
      const random = seeded(5);
      let changes = 0;
      for (let i = 0; i < 300; i += 1) changes += noise.mishear(said, severity, random).length;
      return changes;
    };
    expect(errorsAt(0)).toBe(0);
    expect(errorsAt(1)).toBeGreaterThan(errorsAt(0.3));
    expect(errorsAt(3)).toBeGreaterThan(errorsAt(1));
    expect(errorsAt(1)).toBe(errorsAt(1));
  });

  it('come left to right without overlaps', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const said = wordsOf('turn off the lamp and start the roomba and we sort it out');
        let end = 0;
        for (const { at, count, words } of noise.mishear(said, 3, seeded(seed))) {
          expect(at).toBeGreaterThanOrEqual(end);
          expect(at + count).toBeLessThanOrEqual(said.length);
          expect(count + words.length).toBeGreaterThan(0);
          end = at + count;
        }
      }),
    );
  });

  it('give several hypotheses, the likeliest first', () => {
    const { text, hypotheses } = noise.corrupt('turn off the lamp', seeded(3), 2);
    expect(hypotheses.length).toBeGreaterThan(1);
    expect(hypotheses.length).toBeLessThanOrEqual(5);
    expect(hypotheses.map((one) => one.text)).toContain(text);
    expect(hypotheses.map((one) => one.confidence)).toEqual(
      hypotheses.map((one) => one.confidence).sort((a, b) => b - a),
    );
    expect(hypotheses.every((one) => one.confidence > 0 && one.confidence <= 1)).toBe(true);
    expect(noise.corrupt('', seeded(1)).text).toBe('');
  });

  it('are not learned from a sentence that the hub is judged by, whoever else recorded it', () => {
    const pairs = [
      { said: 'Dim the lights', heard: 'them the lights', intent: 'iot_hue_lightdim' },
      { said: 'dim the lights', heard: 'dim the likes', intent: 'play_music' },
      { said: 'play jazz', heard: 'play chess', intent: 'play_music' },
    ];
    expect(unjudged(pairs).map((pair) => pair.heard)).toEqual(['play chess']);
  });

  it('are foreseen better than by the table written by hand, on sentences never met', () => {
    const sentence = (i: number): string => `turn off lamp number ${'abcdefghij'[i % 10]} ${i}`;
    const pairs = Array.from({ length: 200 }, (_, i) => ({
      said: sentence(i),
      heard:
        i % 4 === 0
          ? sentence(i).replace('lamp', 'lamb')
          : i % 4 === 1
            ? sentence(i).replace('off', 'of')
            : sentence(i),
    }));
    const { fit, held } = halves(pairs);
    expect(fit.length + held.length).toBe(200);
    expect(fit.filter((pair) => held.some((other) => other.said === pair.said))).toEqual([]);
    const { real, made, learned, handMade } = judgeNoise(fit, held, 1);
    expect(learned.bitsWord).toBeLessThan(handMade.bitsWord);
    expect(learned.known).toBeGreaterThan(0.9);
    expect(Math.abs(real.mean - made.mean)).toBeLessThan(0.06);
  });
});

describe('training sentences as heard', () => {
  // Enough recordings that most words have something near to be taken for.
  const noise = fitAsrNoise([
    ...PAIRS,
    ...generate(2, 0.02).map(({ text }, i) => ({
      said: text,
      heard: i % 3 === 0 ? text.replace(/\b(the|a|my)\b/, '') : text.replace(/s\b/, ''),
    })),
  ]);
  const spansOf = (tags: readonly string[]): string => tags.filter((tag) => tag.startsWith('B-')).join(' ');

  it('carry legal tags with the same spans, and stay as they were themselves', () => {
    let copies = 0;
    for (const [i, example] of generate(4, 0.05).entries()) {
      const before = JSON.stringify(example);
      const copy = misheard(example, noise, 3, seeded(i));
      expect(JSON.stringify(example)).toBe(before);
      if (copy === null) continue;
      copies += 1;
      expect(copy.intent).toBe(example.intent);
      expect(copy.text).not.toBe(example.text);
      if (example.tags === null || copy.tags === null) {
        expect(copy.tags).toBe(example.tags);
        continue;
      }
      expect(copy.tags.length, copy.text).toBe(splitWords(copy.text).length);
      expect(spansOf(copy.tags), `${example.text} → ${copy.text}`).toBe(spansOf(example.tags));
      for (const [at, tag] of copy.tags.entries()) {
        const slot = tag.slice(2);
        if (tag.startsWith('I-')) expect([`B-${slot}`, `I-${slot}`], copy.text).toContain(copy.tags[at - 1]);
      }
    }
    expect(copies).toBeGreaterThan(300);
  });

  it('keep every word that says what is to be done', () => {
    const example = { text: 'turn on the lamp and close the blinds in the hall', intent: null, domain: null };
    const tags = wordsOf(example.text).map(() => 'O');
    for (let seed = 0; seed < 400; seed += 1) {
      const copy = misheard({ ...example, tags, source: 'test', weight: 1 }, noise, 4, seeded(seed));
      if (copy === null) continue;
      const heard = wordsOf(copy.text);
      expect(heard, copy.text).toContain('on');
      expect(heard.includes('close') || heard.includes('clothes'), copy.text).toBe(true);
      expect(heard, copy.text).not.toContain('off');
    }
  });

  it('put the words where the changes are', () => {
    const changes = [
      { at: 0, count: 0, words: ['hey'] },
      { at: 1, count: 2, words: ['offer'] },
      { at: 3, count: 1, words: [] },
    ];
    expect(applyMishearings(['turn', 'off', 'a', 'big', 'lamp'], changes)).toEqual(['hey', 'turn', 'offer', 'lamp']);
  });
});
