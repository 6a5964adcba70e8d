import type { Turn } from '../domain/context.ts';
import type { Command } from '../domain/entity.ts';
import type { HearthError } from '../domain/errors.ts';
import { isHearthError } from '../domain/errors.ts';
import type { UtteranceEvent } from '../domain/event.ts';
import { limits } from '../domain/limits.ts';
import { emptyTrace, heardOf } from './trace.ts';

/** A turn that broke: its fault is its outcome, and the daemon goes on. */
export function failedTurn(event: UtteranceEvent, error: unknown): Turn {
  const { id, at } = event;
  const code = isHearthError(error) ? error.code : 'turn-failed';
  const why = error instanceof Error ? error.message : String(error);
  return {
    ...heardOf(event),
    decision: {
      id,
      at,
      outcome: 'handoff',
      intent: null,
      slots: {},
      targets: [],
      commands: [],
      say: `Sorry, something went wrong inside me (${code}). Nothing was done.`,
      rewrite: null,
      confidence: 0,
      alternatives: [],
      because: [{ signal: 'policy', detail: `${code}: ${why}`.slice(0, limits.faultCharactersMax), weight: 0 }],
    },
    plans: [],
    before: [],
    effects: [],
    trace: emptyTrace(),
  };
}

/** A turn whose lesson did not reach the disk: nothing was learned, and the person is told. */
export function unsavedTurn(turn: Turn, error: HearthError): Turn {
  const reason = error.code === 'store-full' ? 'the disk is full' : 'the disk cannot be written';
  return {
    ...turn,
    effects: [],
    decision: {
      ...turn.decision,
      outcome: 'handoff',
      say: `Sorry, I could not save that: ${reason} (${error.code}). Nothing was learned.`,
      because: [{ signal: 'policy', detail: `${error.code}: ${error.message}`, weight: 0 }, ...turn.decision.because],
    },
  };
}

/** A turn some of whose commands did not go out: they are not done later, and the person is told. */
export function undeliveredTurn(turn: Turn, lost: readonly Command[], error: HearthError): Turn {
  const { decision } = turn;
  const sent = decision.commands.filter((command) => !lost.includes(command));
  const done =
    sent.length === 0 ? 'Nothing was done' : `${sent.length} of ${decision.commands.length} commands went out`;
  return {
    ...turn,
    decision: {
      ...decision,
      commands: sent,
      say: `Sorry, I cannot reach your devices (${error.code}). ${done}.`,
      because: [{ signal: 'policy', detail: `${error.code}: ${error.message}`, weight: 0 }, ...decision.because],
    },
  };
}
