import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { loadModel } from '../../runtime/main.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { TalkingHome } from './talkingHome.ts';

/** Opens a home of its own for every test of the file, all on one model, and hands both to `take` before the test. */
export function eachInOwnHome(take: (home: TalkingHome, inference: Inference) => void): void {
  let inference: Inference;
  let home: TalkingHome;
  beforeAll(async () => {
    inference = await loadModel(undefined);
  });
  afterAll(() => inference.close());
  beforeEach(async () => {
    home = await TalkingHome.open(inference);
    take(home, inference);
  });
  afterEach(() => home.close());
}
