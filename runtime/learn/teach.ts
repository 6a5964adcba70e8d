import type { Effect } from '../domain/context.ts';
import type { EntityId } from '../domain/entity.ts';
import { mentionsGuarded } from '../domain/guarded.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { isBarePhrase } from '../domain/plain.ts';
import type { Rewrites } from '../ports/rewrites.ts';

export type TeachRefusal =
  | 'empty'
  | 'tooLong'
  | 'bareReply'
  | 'bare'
  | 'same'
  | 'nested'
  | 'circular'
  | 'full'
  | 'taken';

/** What became of a wish to teach: an effect to make lasting, or why not, in words for the person. */
export type Teaching =
  | { readonly effect: Effect; readonly confirmed: boolean }
  | { readonly refusal: TeachRefusal; readonly say: string };

/** Words that must keep their meaning: a hub that can no longer be told no is out of control. */
const BARE = new Set([
  ...[
    'yes',
    'no',
    'yeah',
    'yep',
    'nope',
    'ok',
    'okay',
    'sure',
    'stop',
    'cancel',
    'never mind',
    'nevermind',
    'undo',
    'help',
  ],
  ...[
    'wait',
    'quiet',
    'shut up',
    'confirm',
    'hearth',
    'hey hearth',
    'why',
    'forget',
    'forget it',
    'off',
    'on',
    'it',
    'that',
  ],
]);
const NESTED = /^(?:when(?:ever)? (?:i|we) say|if i say|learn that|remember that when)\b/;

const SAY: Readonly<Record<Exclude<TeachRefusal, 'taken'>, string>> = {
  empty: 'Tell me both what you will say and what it should do.',
  tooLong: 'That is too long for me to remember. Please make it shorter.',
  bareReply: 'I need that word for talking with you. Please choose another phrase.',
  bare: 'That says too little by itself. Please choose words of your own, like "movie night".',
  same: 'Those two are the same.',
  nested: 'I can only learn one thing at a time.',
  circular: 'That would lead back to itself.',
  full: 'I have learned all the phrases I can keep. Please have me forget some first.',
};

/**
 * Checks "when I say PHRASE, do MEANING" and gives the effect that makes it lasting.
 *
 * A meaning that is itself a taught phrase is replaced by what that one means, since rewriting never chains. Shortcuts to
 * confirmed acts may be taught; they ask for confirmation when used. `confirmed` says that the meaning sounds like one.
 */
export function teachPhrase(
  phrase: string,
  meaning: string,
  rewrites: Rewrites,
  speaker: string | undefined,
): Teaching {
  const from = normalPhrase(phrase);
  const wanted = meaning.replace(/\s+/g, ' ').trim();
  const wantedPhrase = normalPhrase(wanted);
  if (from === '' || wantedPhrase === '') return refused('empty');
  if (from.length > limits.phraseCharactersMax || wanted.length > limits.phraseCharactersMax) return refused('tooLong');
  if (BARE.has(from) || from.length < 2 || BARE.has(wantedPhrase)) return refused('bareReply');
  if (isBarePhrase(from)) return refused('bare');
  if (NESTED.test(from) || NESTED.test(wantedPhrase)) return refused('nested');
  if (from === wantedPhrase) return refused('same');
  const called = wantedPhrase.replace(/^(?:do|run|start|play|the same as)(?: the)? (?=.)/, '');
  const known = [wantedPhrase, called]
    .flatMap((words) => [rewrites.find('taught', words, speaker), rewrites.find('taught', words, undefined)])
    .find((entry) => entry !== undefined);
  const to = known?.to ?? wanted;
  if (normalPhrase(to) === from) return refused('circular');
  const replaces = rewrites.find('taught', from, speaker) !== undefined;
  const taught = rewrites.list().reduce((count, entry) => count + (entry.layer === 'taught' ? 1 : 0), 0);
  if (!replaces && taught >= limits.taughtMax) return refused('full');
  const effect: Effect = {
    type: 'teachPhrase',
    phrase: from,
    meaning: to,
    ...(speaker === undefined ? {} : { speaker }),
  };
  return { effect, confirmed: mentionsGuarded(to) };
}

/** Checks "call this lamp NAME"; `reserved` tells, in words for the person, why a name is not to be had: whose it is already. */
export function teachName(name: string, entity: EntityId, reserved: (name: string) => string | undefined): Teaching {
  const said = normalPhrase(name).replace(/^(?:the|my|our|a|an) (?=.)/, '');
  if (said === '') return refused('empty');
  if (said.length > limits.phraseCharactersMax) return refused('tooLong');
  if (BARE.has(said) || said.length < 2) return refused('bareReply');
  const why = reserved(said);
  if (why !== undefined) return { refusal: 'taken', say: why };
  if (isBarePhrase(said)) return refused('bare');
  return { effect: { type: 'teachName', name: said, entity }, confirmed: false };
}

function refused(refusal: Exclude<TeachRefusal, 'taken'>): Teaching {
  return { refusal, say: SAY[refusal] };
}
