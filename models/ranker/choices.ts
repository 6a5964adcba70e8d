import type { Random } from '../data/random.ts';
import { hashText } from '../data/random.ts';
import type { SimulatedHome, Thing } from './home.ts';
import { REQUESTS, type Request } from './kinds.ts';
import type { Moment } from './moment.ts';
import { neutral, REASONS, type Reason, type Stage } from './reasons.ts';
import { quietHome, type Scenery } from './scenery.ts';
import { spoken, type Words } from './words.ts';

/** What other evidence comes along by chance, and may point elsewhere. */
const BY_CHANCE = 0.12;

/** Minimal pairs: the same words in the same home, and one signal alone tells which of two things is meant. */
export function choicePairs(home: SimulatedHome, words: Words, random: Random, each: number): Moment[] {
  const moments: Moment[] = [];
  for (const reason of REASONS) {
    for (let made = 0, tries = 0; made < each && tries < 6 * each; tries++) {
      const pair = onePair(home, words, reason, random, `${reason.name}-${tries}`);
      if (pair === undefined) continue;
      moments.push(...pair);
      made++;
    }
  }
  return moments;
}

function onePair(
  home: SimulatedHome,
  words: Words,
  reason: Reason,
  random: Random,
  name: string,
): readonly Moment[] | undefined {
  const request = random.pick(REQUESTS);
  const things = thingsOf(home, request, random);
  const [one, other] = things;
  if (one === undefined || other === undefined) return undefined;
  const text = textOf(home, request, words, random);
  const stage: Stage = { home, scenery: quietHome(home, random), request, things, random };
  neutral(stage);
  const pair = `${home.rooms.join()}-${request.kind}-${name}-${hashText(text)}`;
  const sides = [one, other].map((meant): Moment | undefined => {
    const side = { ...stage, scenery: stage.scenery.copy() };
    return reason.arrange(side, meant) ? momentOf(side, reason, meant, text, pair) : undefined;
  });
  const [left, right] = sides;
  return left === undefined || right === undefined ? undefined : [left, right];
}

/** Moments as they come: one reason that is meant, and others by chance that may speak for another thing. */
export function mixedChoices(home: SimulatedHome, words: Words, random: Random, count: number): Moment[] {
  const moments: Moment[] = [];
  for (let tries = 0; moments.length < count && tries < 4 * count; tries++) {
    const request = random.pick(REQUESTS);
    const things = thingsOf(home, request, random);
    if (things.length < 2) continue;
    const stage: Stage = { home, scenery: quietHome(home, random), request, things, random };
    neutral(stage);
    for (const chance of REASONS) if (random.chance(BY_CHANCE)) chance.arrange(stage, random.pick(things));
    const meant = random.pick(things);
    const reason = random.pick(REASONS);
    if (!reason.arrange(stage, meant)) continue;
    // Hardly anybody asks for what is so already, or of a thing that is not there.
    if (!random.chance(0.04)) stage.scenery.states.set(meant.id, request.wanting);
    moments.push(momentOf(stage, reason, meant, textOf(home, request, words, random)));
  }
  return moments;
}

function thingsOf(home: SimulatedHome, request: Request, random: Random): Thing[] {
  const things = home.things.filter((thing) => thing.kind === request.kind);
  return things.sort(() => random.next() - 0.5);
}

function textOf(home: SimulatedHome, request: Request, words: Words, random: Random): string {
  const noun = home.things.find((thing) => thing.kind === request.kind)?.name ?? '';
  const shared = request.kind === 'makeLamp' ? (noun.split(' ').at(-1) ?? '') : noun;
  return random.pick(spoken(request.say, words)).replace('@', shared.toLowerCase());
}

function momentOf(
  { home, scenery, request }: { home: SimulatedHome; scenery: Scenery; request: Request },
  reason: Reason,
  meant: Thing,
  text: string,
  pair?: string,
): Moment {
  return {
    home,
    family: request.kind,
    signal: reason.signal,
    ...(pair !== undefined && { pair }),
    text,
    circumstances: scenery.done(),
    right: ({ intent, targets }) => request.intents.includes(intent) && targets.length === 1 && targets[0] === meant.id,
  };
}
