/** The sayings of a table, separated by semicolons: a long list in few lines. */
export function oneOf(sayings: string): readonly string[] {
  return sayings
    .split(';')
    .map((saying) => saying.trim().replace(/\s+/g, ' '))
    .filter((saying) => saying !== '');
}
