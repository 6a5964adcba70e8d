import { act, leftAlone } from '../act/act.ts';
import { type Deed, deed, together } from '../act/deeds.ts';
import { isToAnother } from '../act/embedded.ts';
import { type ActContext, planOf, unableTo } from '../act/parts.ts';
import { confirmationFor } from '../act/policy.ts';
import { isTakenBackAt } from '../act/takenBack.ts';
import * as talk from '../act/talk.ts';
import { isNeededNoMore, isNegated } from '../act/wanted.ts';
import { FREE_TEXT_TAGS } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import { splitWords } from '../domain/words.ts';
import type { Choice } from '../resolve/decide.ts';
import { actuates } from '../resolve/intents.ts';
import type { ClauseResolution, Resolution } from '../resolve/resolve.ts';
import type { Scene } from '../resolve/scene.ts';
import { stem } from '../resolve/stems.ts';
import { isLearned, refused, settle, unsettled } from './deeds.ts';

interface Clause {
  readonly choice: Choice;
  readonly clause: ClauseResolution | undefined;
}
type Ready = Extract<Choice, { kind: 'do' | 'propose' }>;

/** What is done where nothing is: it is said to another assistant, unless the hub was surely called, or taken back at its end. */
export function leftAside(
  text: string,
  choices: readonly Choice[],
  resolution: Resolution,
  { lexicon }: Scene,
  wakeConfidence: number | undefined,
): Deed | undefined {
  const isCalled = wakeConfidence !== undefined && wakeConfidence >= limits.wakeSureMin;
  if (!isCalled && isToAnother(text, (word) => lexicon.postings(stem(word)) !== undefined)) return refused('');
  return isDropped(text, choices, resolution) ? leftAlone({ because: [] }) : undefined;
}

/** Whether all that was said is taken back at its end; not where it was meant for nobody here, nor where a title ends so. */
function isDropped(text: string, choices: readonly Choice[], { clauses }: Resolution): boolean {
  if (choices.every(({ kind }) => kind === 'ignore' || kind === 'handoff')) return false;
  const words = splitWords(text);
  const isQuoted = ({ words: own, mentions }: Reading, start: number) =>
    mentions.some(
      ({ tag, from, to }) =>
        FREE_TEXT_TAGS.has(tag) && (own[from]?.start ?? start + 1) <= start && (own[to - 1]?.end ?? 0) > start,
    );
  return isTakenBackAt(text, clauses[0]?.ranked[0]?.candidate.intent, (fromEnd) => {
    const start = words.at(-fromEnd)?.start;
    return start !== undefined && clauses.some(({ reading }) => isQuoted(reading, start));
  });
}

/**
 * Several requests in one breath of which not all are sure enough: what is sure is done, the rest is asked about, and what cannot
 * be done is said. Beside what is for another agent nothing is done unasked, and with talk to somebody else nothing at all.
 */
export function partly(
  context: ActContext,
  choices: readonly Choice[],
  resolved: readonly ClauseResolution[],
): Deed | undefined {
  const stopped = choices.find((choice) => choice.kind !== 'do');
  if (stopped === undefined) return undefined;
  const [only] = resolved;
  if (choices.length === 1 && stopped.kind === 'propose' && only !== undefined && isLeft(stopped, only))
    return leftAlone(stopped.ranked);
  if (choices.length === 1 || choices.some((choice) => choice.kind === 'ignore')) return unsettled(context, stopped);
  const clauses = choices.map((choice, i): Clause => ({ choice, clause: resolved[i] }));
  // Nothing of it is this hub's.
  if (choices.every((choice) => choice.kind === 'handoff')) return unsettled(context, stopped);
  const isForeign = choices.some((choice) => choice.kind === 'handoff');
  const firstUnsure = choices.indexOf(stopped);
  const isSure = ({ choice, clause }: Clause, i: number) =>
    choice.kind === 'do' &&
    !(isForeign && actuates(choice.ranked.candidate.intent)) &&
    !(i > firstUnsure && refersBack(clause));
  const sure = clauses.filter(isSure);
  const settled = sure.flatMap(({ choice, clause }) => (choice.kind === 'do' ? settle(choice, clause) : []));
  const rest = restOf(
    context,
    clauses.filter((one) => !sure.includes(one)).map(({ choice }) => choice),
  );
  return settled.length === 0 ? rest : together(act(context, settled), rest);
}

function isLeft({ ranked }: Extract<Choice, { kind: 'propose' }>, { reading }: ClauseResolution): boolean {
  return isNegated(reading.text) && !isNeededNoMore(reading.text, ranked.candidate.intent);
}

/** "… and make it blue": of what the clause before is about, so as doubtful as that. */
function refersBack(clause: ClauseResolution | undefined): boolean {
  const mentions = clause?.reading.mentions ?? [];
  return !mentions.some(({ tag }) => tag === 'target') || mentions.some(({ tag }) => tag === 'ref' || tag === 'there');
}

/** One question, about the first that needs one; what goes unasked is named. */
function restOf(context: ActContext, choices: readonly Choice[]): Deed {
  const tail = choices.some((choice) => choice.kind === 'handoff') ? ['The rest is not something I can do.'] : [];
  const open = choices.find((choice) => choice.kind === 'clarify' || choice.kind === 'unmatched');
  const ready = choices.filter((choice): choice is Ready => choice.kind === 'do' || choice.kind === 'propose');
  if (open !== undefined) {
    const others = choices.filter((choice) => choice !== open && choice.kind !== 'handoff').length;
    const asked = unsettled(context, open);
    const again = others === 0 ? [] : ['Please tell me the rest once more after that.'];
    return { ...asked, say: [...tail, asked.say, ...again].join(' ') };
  }
  return offer(context, choices, ready, tail);
}

/** "Do you want me to … and …?" of all that is not sure. */
function offer(
  context: ActContext,
  choices: readonly Choice[],
  ready: readonly Ready[],
  tail: readonly string[],
): Deed {
  const planned = ready.map(({ ranked }) => ({ ranked, plan: planOf(context, ranked.candidate) }));
  const plans = planned.flatMap(({ plan }) => (plan.orders.length > 0 || plan.via !== undefined ? [plan] : []));
  const unable = planned.flatMap(({ ranked, plan }) =>
    plans.includes(plan) ? [] : [unableTo(context.home, ranked.candidate, plan.targets) || UNSERVED],
  );
  const said = [...unable, ...tail];
  const because = ready[0]?.ranked.because ?? [];
  const orders = plans.flatMap((plan) => plan.orders);
  // Not even as a question: no rewrite leads to what must be said in full.
  const isForbidden = isLearned(context.rewrite) && confirmationFor(context.home, orders) !== undefined;
  const foreign = tail.length > 0 ? choices.find((choice) => choice.kind === 'handoff') : undefined;
  if (plans.length === 0 && foreign?.kind === 'handoff') return unsettled(context, foreign);
  if (plans.length === 0 || isForbidden) {
    const say = isForbidden ? 'That, please say in full.' : said.join(' ');
    return deed({ outcome: 'answer', intent: ready[0]?.ranked.candidate.intent ?? null, say, because });
  }
  const asked = talk.propose(context.home, plans, Math.min(...ready.map((one) => one.confidence)), because);
  return { ...asked, say: [...said, asked.say].join(' ') };
}
const UNSERVED = 'Nothing in this home does that yet.';
