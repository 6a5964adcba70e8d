import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../root.ts';
import { sources } from './sources.ts';

const DOCUMENTS = ['README.md', 'runtime/ARCHITECTURE.md', 'models/README.md', 'models/households/README.md'];
/** What a name of code looks like: `TurnTrace`, `COSTS`, `beatsProbability`, `#readAgain`. */
const CODE = /^#?(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]{3,}(?:_[A-Z]+)*|[a-z]+[A-Z]\w*)$/;

interface Quoted {
  readonly document: string;
  readonly name: string;
}

const quoted = DOCUMENTS.flatMap((document): Quoted[] => {
  const text = readFileSync(join(root, document), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => ({ document, name }));
});

const paths = sources.map(({ path }) => `/${path}`);

/** Documents name what lies in other folders from their own. */
function downFrom(name: string): string {
  return name.replace(/^(\.\.\/)+/, '');
}

function told({ document, name }: Quoted): string {
  return `${document}: ${name}`;
}

describe('what the documents name is there', () => {
  it('looks at names', () => {
    expect(quoted.length).toBeGreaterThan(200);
  });

  it('files', () => {
    const files = quoted.filter(({ name }) => /^[\w./-]+\.ts$/.test(name));
    const lost = files.filter(({ name }) => !paths.some((path) => path.endsWith(`/${downFrom(name)}`)));
    expect(files.length).toBeGreaterThan(80);
    expect(lost.map(told)).toEqual([]);
  });

  it('folders', () => {
    const folders = quoted.filter(({ name }) => /^[\w./-]+\/$/.test(name));
    const lost = folders.filter(({ name }) => !paths.some((path) => path.includes(`/${downFrom(name)}`)));
    expect(folders.length).toBeGreaterThan(15);
    expect(lost.map(told)).toEqual([]);
  });

  it('types, functions and constants', () => {
    const names = quoted.filter(({ name }) => CODE.test(name));
    const code = sources.filter(({ path }) => !path.startsWith('test/tidy/'));
    const lost = names.filter(({ name }) => !code.some(({ text }) => text.includes(name)));
    expect(names.length).toBeGreaterThan(25);
    expect(lost.map(told)).toEqual([]);
  });
});
