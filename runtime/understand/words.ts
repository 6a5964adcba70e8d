export { splitWords } from '../domain/words.ts';
