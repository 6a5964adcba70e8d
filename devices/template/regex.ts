import { HearthError } from '../../runtime/domain/errors.ts';
import { failed } from './bounds.ts';
import { textOf, truthy, type Value } from './values.ts';

/** JavaScript's regular expressions cannot be stopped: what could run long is refused before it starts. */
const PATTERN_CHARACTERS_MAX = 256;
const SUBJECT_CHARACTERS_MAX = 512;
const UNBOUNDED_MAX = 3;

/** A pattern that a device sent, when it surely ends soon on this subject. Throws `template-limit` otherwise. */
export function asRegex(pattern: Value, subject: string, ignoreCase: Value, flags: string): RegExp {
  const source = textOf(pattern);
  if (source.length > PATTERN_CHARACTERS_MAX || subject.length > SUBJECT_CHARACTERS_MAX) throw long();
  const plain = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const unbounded = plain.match(/[+*]|\{\d*,\d*\}/g)?.length ?? 0;
  const nested = /\([^()]*(?:[+*|]|\{\d*,)[^()]*\)\s*(?:[+*]|\{)/.test(plain) || /\)\)+(?:[+*]|\{)/.test(plain);
  if (nested || unbounded > UNBOUNDED_MAX) throw long();
  try {
    return new RegExp(source.replace(/\(\?P</g, '(?<'), `${flags}${truthy(ignoreCase) ? 'i' : ''}`);
  } catch (cause) {
    throw failed('not a regular expression', cause);
  }
}

function long(): HearthError {
  return new HearthError('template-limit', 'template: a regular expression that may take too long');
}
