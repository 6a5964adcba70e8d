import type { Episode, EpisodeTurn } from '../../models/households/episode.ts';

/** One day of a household as a person would tell it: who said what, what was heard, what the hub did, how it was judged. */
export function transcriptOf(episode: Episode, day: number): string {
  const start = Date.parse(episode.events[0]?.at ?? '') + day * 24 * 3_600_000;
  const turns = episode.turns.filter(({ event }) => {
    const at = Date.parse(event.at) - start;
    return at >= 0 && at < 24 * 3_600_000;
  });
  return [`${episode.household}, day ${day + 1}: ${turns.length} turns`, ...turns.map(line)].join('\n');
}

function line({ event, decision, truth, verdict }: EpisodeTurn): string {
  const heard = (event.hypotheses as readonly { readonly text: string; readonly confidence: number }[])[0];
  const misheard =
    heard === undefined || heard.text === truth.said ? '' : `\n      heard "${heard.text}" (${heard.confidence})`;
  const { rewrite } = decision;
  const rewritten = rewrite === null ? '' : `\n      ${rewrite.layer} rewrite: "${rewrite.to}"`;
  const relation = truth.relation === null ? '' : `, ${truth.relation.kind} of ${truth.relation.to}`;
  const end = truth.reached ? 'reached' : truth.recovered ? 'recovered' : `DEFECT ${truth.failurePoint ?? ''}`;
  const said =
    verdict === undefined ? 'no verdict' : `verdict ${verdict.defect ? `defect ${verdict.failurePoint}` : 'fine'}`;
  const why = verdict === undefined || verdict.evidence.length === 0 ? '' : ` (${verdict.evidence.join(', ')})`;
  return [
    `${event.at.slice(11, 19)} ${truth.of} ${truth.person} to ${event.satellite ?? 'nobody'}: "${truth.said}" [${truth.wording}${relation}]${misheard}${rewritten}`,
    `      ${decision.outcome} ${decision.intent ?? ''} ${decision.targets.join(' ')} "${decision.say}"`,
    `      ${end}; ${said}${why}`,
  ].join('\n');
}
