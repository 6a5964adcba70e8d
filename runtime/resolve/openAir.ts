const OPEN_AIR = /\b(?:outside|outdoors?|exterior|garden|yard|backyard|patio|balcony|terrace|porch|driveway)\b/i;

/** Whether a name or an area speaks of a place under the open sky. */
export function isOpenAir(name: string): boolean {
  return OPEN_AIR.test(name.replaceAll('_', ' '));
}
