import type { WordTable } from '../grammar.ts';
import { oneOf } from './list.ts';

/** Names of people and words for them. */
export const people: WordTable = {
  person: oneOf(`
    James; Mary; Robert; Patricia; Jennifer; Michael; Linda; William; Elizabeth; David; Barbara; Richard; Susan;
    Joseph; Jessica; Thomas; Karen; Charles; Nancy; Christopher; Lisa; Betty; Anthony; Margaret; Mark; Sandra;
    Donald; Ashley; Steven; Kimberly; Andrew; Emily; Joshua; Donna; Kenneth; Michelle; Brian; Carol; George; Amanda;
    Timothy; Melissa; Ronald; Deborah; Edward; Stephanie; Jason; Rebecca; Jeffrey; Sharon; Ryan; Cynthia; Jacob;
    Kathleen; Gary; Amy; Nicholas; Shirley; Eric; Jonathan; Stephen; Larry; Justin; Scott; Brandon; Benjamin; Samuel;
    Gregory; Frank; Patrick; Raymond; Dennis; Jerry; Tyler; Aaron; Jose; Adam; Nathan; Douglas; Zachary; Walter; Kyle;
    Harold; Carl; Jeremy; Gerald; Keith; Roger; Arthur; Terry; Lawrence; Sean; Christian; Albert; Ethan; Austin; Joe;
    Clara; Ella; Hugo; Felix; Moritz; Lena; Jonas; Finn; Oskar; Astrid; Freya; Aisha; Omar; Hassan; Leila; Wei; Mei;
    Hiro; Sakura; Pablo; Lucia; Mateo; Camila; Giulia; Luca; Pierre; Chloe; Camille; Jan; Ewa; Dmitri; Anya; Kwame;
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
