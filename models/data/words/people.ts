import type { WordTable } from '../grammar.ts';
import { oneOf } from './list.ts';

/** Names of people and words for them. */
export const people: WordTable = {
  person: oneOf(`
    Anna; Ben; Maria; John; Sophie; Emma; Liam; Noah; Olivia; Ava; Max; Lukas; Priya; Raj; Chen; Yuki; Ahmed;
    Fatima; Carlos; Diego; Ingrid; Sven; Tom; Sarah; Alex; Sam; Chris; Katie; Peter; Laura; Marco; Elena; Ivan;
    Olga; Kofi; Amara; Jack; Lily; Grace; Henry; Nina; Oscar; Tim; Julia; Paul; Ruth; Leo; Mia; Zoe; Dan; Kevin;
    Rachel; Steve; Angela; Bob; Alice; Daniel; Hannah; Jake; Matt
  `),
  relative: oneOf(`
    mom; dad; mother; father; wife; husband; son; daughter; brother; sister; grandma; boss; friend; roommate;
    girlfriend; boyfriend; grandpa; aunt; neighbor
  `),
  someone: ['<person>', 'my <relative>', 'my <relative>', '<person>', 'mom', 'dad'],
};
