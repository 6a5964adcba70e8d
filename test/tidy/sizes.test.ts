import { describe, expect, it } from 'vitest';
import { sources } from './sources.ts';

const FILE_LINES_MAX = 400;
const FUNCTION_LINES_MAX = 70;
/** Tables are data, and grow with the world. */
const IS_TABLE = /^devices\/homeAssistant\/abbreviations\.ts$|^models\/data\/(words|say)\//;
/** A helper lives with its caller, or has a name of its own. */
const NAMELESS = /(^|\/)(utils?|helpers?)(\/|\.ts$)/i;

/** The start of a function, a method or an arrow function with a block body, at any depth. */
const FUNCTION =
  /^(\s*)(?:export\s+)?(?:default\s+)?(?:(?:async\s+)?function\b|(?:(?:private|public|protected|static|async|override|get|set)\s+)*#?\w+(?:<[^>]*>)?\([^;]*\)[^;]*\{$|(?:export\s+)?const\s+\w+[^=]*=\s*(?:async\s*)?\([^;]*=>\s*\{$)/;
const NO_FUNCTION = /^\s*(?:if|for|while|switch|catch|return|describe|it|test|check)\b/;

interface Length {
  readonly where: string;
  readonly lines: number;
}

/** By indentation, which the formatter guarantees: a body ends at the next closing brace of its own depth. */
function functionLengths(path: string, text: string): Length[] {
  const lines = text.split('\n');
  return lines.flatMap((line, i) => {
    const indent = FUNCTION.exec(line)?.[1];
    if (indent === undefined || NO_FUNCTION.test(line)) return [];
    const end = lines.findIndex((other, j) => j > i && other.startsWith(`${indent}}`));
    return end < 0 ? [] : [{ where: `${path}:${i + 1}`, lines: end - i + 1 }];
  });
}

describe('sizes', () => {
  it('looks at files', () => {
    expect(sources.length).toBeGreaterThan(150);
  });

  it(`has no file over ${FILE_LINES_MAX} lines`, () => {
    const long = sources
      .filter(({ path }) => !IS_TABLE.test(path))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > FILE_LINES_MAX);
    expect(long).toEqual([]);
  });

  it(`has no function over ${FUNCTION_LINES_MAX} lines`, () => {
    const all = sources
      .filter(({ path }) => !path.startsWith('test/') && !IS_TABLE.test(path))
      .flatMap(({ path, text }) => functionLengths(path, text));
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter(({ lines }) => lines > FUNCTION_LINES_MAX)).toEqual([]);
  });

  it('has no drawer for what has no name', () => {
    expect(sources.map(({ path }) => path).filter((path) => NAMELESS.test(path))).toEqual([]);
  });

  it('names files in camel case', () => {
    const wrong = sources
      .map(({ path }) => path)
      .filter((path) => !/^([a-z][a-zA-Z0-9-]*\/)*([a-z][a-zA-Z0-9]*(\.test)?|[a-z-]+\.d)\.ts$/.test(path));
    expect(wrong).toEqual([]);
  });

  it('leaves no test behind', () => {
    // Spelled apart, so that this file does not find itself.
    const left = new RegExp(`\\b(it|test|describe)\\.(on${'ly'}|to${'do'})\\b`);
    expect(sources.filter(({ text }) => left.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
