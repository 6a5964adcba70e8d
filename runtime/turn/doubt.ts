import type { AppliedRewrite } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import type { Choice } from '../resolve/decide.ts';
import type { LessonSaid } from '../resolve/lessonSaid.ts';
import type { Resolution } from '../resolve/resolve.ts';
import type { Scene } from '../resolve/scene.ts';
import type { LessonParts } from './unfit.ts';

/** What a text comes to, before anything is done about it. */
export interface Read {
  readonly scene: Scene;
  readonly resolution: Resolution;
  readonly choices: readonly Choice[];
  readonly rewrite: AppliedRewrite | null;
  /** Of a lesson. */
  readonly parts?: LessonParts;
  /** What its words teach, where the network does not see it. */
  readonly lesson?: LessonSaid;
}

/** Whether the words carry on what was said before, answer what was asked, or belong to a lesson: then they are no request. */
export function isUnderWay({ scene, choices }: Read): boolean {
  const kind = scene.asked?.question?.kind;
  if (kind === 'lesson' || kind === 'feedback') return true;
  return choices.some((choice) => {
    const ranked = 'ranked' in choice ? choice.ranked : undefined;
    return ranked?.candidate.follows !== undefined || /^Hearth/.test(ranked?.candidate.intent ?? '');
  });
}

/** Intents with a name in them that this home cannot check. */
const NAMING: ReadonlySet<Intent> = new Set<Intent>(['HassGetWeather', 'HassMediaSearchAndPlay']);

/** Whether a request came to nothing as it was heard, or rests on a name that nothing vouches for; answers do neither. */
export function doubtOf({ scene, choices }: Read): { readonly sureOf?: Intent } | undefined {
  const [choice, ...more] = choices;
  if (choice === undefined || more.length > 0 || scene.asked !== undefined) return undefined;
  if (choice.kind === 'propose' || choice.kind === 'unmatched' || choice.kind === 'handoff') return {};
  if (choice.kind !== 'do' || !NAMING.has(choice.ranked.candidate.intent)) return undefined;
  const { intent, slots } = choice.ranked.candidate;
  return slots.location === undefined && slots.search_query === undefined ? undefined : { sureOf: intent };
}

/** Whether the network has no doubt what is wanted: plain words are what they are, whatever others mean by such as these. */
export function isIntentSure({ resolution }: Read): boolean {
  return resolution.clauses.every(({ reading }) => (reading.intents[0]?.probability ?? 0) >= limits.plainIntentMin);
}

/** Whether what would be done to several may have been meant for the one of them that was named, but for an "s". */
export function isPerhapsOne({ scene, choices, rewrite }: Read): boolean {
  const said = ` ${normalPhrase(rewrite?.from ?? '')} `;
  const isCalledSo = (target: EntityId): boolean =>
    said.includes(` ${normalPhrase(scene.home.definition(target)?.name ?? '')}s `);
  return choices.some((choice) => {
    const targets = 'ranked' in choice ? choice.ranked.candidate.targets : [];
    return targets.length > 1 && targets.some(isCalledSo);
  });
}

/** What would surely be done, as a question whether it is to be; undefined where it would not be. */
export function asProposed(read: Read): Read | undefined {
  const [choice, ...more] = read.choices;
  if (choice?.kind !== 'do' || more.length > 0) return undefined;
  return { ...read, choices: [{ ...choice, kind: 'propose' }] };
}
