import { normalPhrase } from '../../runtime/domain/phrase.ts';
import { SECOND_MS } from '../../runtime/domain/time.ts';
import type { Random } from '../data/random.ts';
import type { DecisionLine } from './episode.ts';
import type { Draft, Goal, Life } from './life.ts';
import { spoken } from './marked.ts';
import type { Habit, Person } from './people.ts';
import { type Pursuit, plainly } from './resident.ts';

const FEEDBACK = /(did I answer your question|is that what you wanted)\?\s*$/i;
const MEANING = /what should I do when you say "([^"]+)"\?/i;
const ALWAYS = /shall I always take "([^"]+)" as "([^"]+)"\?/i;
/** What it asks once it has done what was said instead. */
const WHENEVER = /shall I .+ whenever you say "([^"]+)"\?/i;

/** Whether the hub asks something of its own accord at the end of what it says. */
export function isTeaching(decision: DecisionLine): boolean {
  return [FEEDBACK, MEANING, ALWAYS, WHENEVER].some((pattern) => pattern.test(decision.say));
}

/** Pursues a goal, and heeds what the hub asks of its own accord at the end of it. */
export async function pursueAndHeed(
  pursuit: Pursuit,
  life: Life,
  person: Person,
  satellite: string | undefined,
  random: Random,
): Promise<Draft | undefined> {
  const done = await pursuit.run();
  const last = life.drafts.at(-1);
  if (last !== undefined && last.person === person && isTeaching(last.decision))
    await answerOwnQuestion(life, person, satellite, pursuit.goal, last, random);
  return done;
}

/** Answers what the hub asked of its own accord, or lets it be. */
export async function answerOwnQuestion(
  life: Life,
  person: Person,
  satellite: string | undefined,
  goal: Goal,
  asked: Draft,
  random: Random,
): Promise<void> {
  if (!random.chance(person.temper.answersQuestions)) return;
  life.wait((3 + 3 * random.next()) * SECOND_MS);
  const { say } = asked.decision;
  const wasRight = asked.truth.reached || asked.truth.recovered;
  const always = ALWAYS.exec(say);
  const isMeaning = MEANING.test(say);
  const agrees = always === null ? wasRight : isMeant(life, person, goal, always[1] ?? '') && wasRight;
  const marked = isMeaning ? goal.plain : agrees ? 'yes' : 'no';
  const reply = await life.speak(
    {
      person,
      satellite,
      marked,
      wording: isMeaning ? 'lesson' : 'talk',
      isOdd: false,
      goal,
      intent: isMeaning ? goal.intent : agrees ? 'HearthConfirm' : 'HearthDeny',
      wanted: isMeaning ? { kind: 'talk', or: goal.wanted } : { kind: 'talk' },
      attempt: 0,
      relation: { to: asked.truth.of, kind: 'answer' },
    },
    random,
  );
  if (isMeaning && WHENEVER.test(reply.decision.say))
    await answerOwnQuestion(life, person, satellite, goal, reply, random);
}

/** After a struggle that ended well, some people teach the hub their words. */
export async function teachOwn(
  life: Life,
  person: Person,
  habit: Habit,
  satellite: string | undefined,
  goal: Goal,
  done: Draft,
  random: Random,
): Promise<void> {
  const { style, marked } = habit.saying;
  if ((style !== 'petPhrase' && style !== 'ownName') || !random.chance(person.temper.teaches)) return;
  life.wait((5 + 5 * random.next()) * SECOND_MS);
  const lesson = `when i say [phrase:${spoken(marked)}] [meaning:${spoken(plainly(habit.wish))}]`;
  await life.speak(
    {
      person,
      satellite,
      marked: lesson,
      wording: 'lesson',
      isOdd: false,
      goal: { ...goal, id: `${goal.id} lesson`, plain: lesson },
      intent: 'HearthTeach',
      wanted: { kind: 'talk' },
      attempt: 0,
      relation: { to: done.truth.of, kind: 'newRequest' },
    },
    random,
  );
}

/** Whether somebody wanted the same when those words were last heard of them. */
function isMeant(life: Life, person: Person, goal: Goal, phrase: string): boolean {
  const heard = ({ event }: Draft): string =>
    normalPhrase((event.hypotheses as readonly { readonly text: string }[])[0]?.text ?? '');
  const last = life.drafts.findLast((draft) => draft.person === person && heard(draft) === phrase);
  return last !== undefined && spoken(last.spoken.goal.plain) === spoken(goal.plain);
}
