import type { HomeView } from '../domain/context.ts';
import { list } from './speech.ts';

/** What people call the things of a domain, in the order in which they are told. */
const CALLED: readonly (readonly [string, string])[] = [
  ['light', 'lights'],
  ['switch', 'switches and plugs'],
  ['cover', 'blinds and doors'],
  ['lock', 'locks'],
  ['climate', 'heating'],
  ['fan', 'fans'],
  ['media_player', 'music and films'],
  ['vacuum', 'vacuum cleaner'],
  ['lawn_mower', 'lawn mower'],
  ['scene', 'scenes'],
];

/** What can be asked for in this home, in one breath, and how it is taught, taken back and explained. */
export function abilities(home: HomeView): string {
  const present = new Set(Array.from(home.definitions(), ({ domain }) => domain as string));
  const called = CALLED.flatMap(([domain, words]) => (present.has(domain) ? [words] : []));
  const things = called.length === 0 ? 'nothing yet' : list(called);
  return (
    `I look after what is in this home: ${things}. Say what to do with them, or ask how they are. ` +
    '"When I say …" teaches me your own words, "undo that" takes back what I did, and "why" has me explain it.'
  );
}
