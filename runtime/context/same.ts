import type { Json } from '../domain/entity.ts';

/** Whether two JSON values are equal by content; keys that are undefined count as absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, i) => sameJson(item, b[i]));
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key in left) if (!sameJson(left[key], right[key])) return false;
  for (const key in right) if (left[key] === undefined && right[key] !== undefined) return false;
  return true;
}

export interface Merged {
  readonly attributes: { readonly [key: string]: Json };
  /** Attributes that found no place. */
  readonly refused: number;
}

/**
 * Lays new attributes over old ones; the same object comes back where nothing changed, so that a report that says
 * nothing new costs no memory and can be recognised by identity.
 */
export function mergeAttributes(
  old: { readonly [key: string]: Json },
  patch: { readonly [key: string]: Json },
  max: number,
): Merged {
  let changed = false;
  let added = 0;
  for (const key in patch) {
    const before = Object.hasOwn(old, key) ? old[key] : undefined;
    if (before === undefined) added++;
    else if (sameJson(before, patch[key])) continue;
    changed = true;
  }
  if (!changed) return { attributes: old, refused: 0 };
  // Spread and not assignment: a device may name an attribute "__proto__".
  if (added === 0) return { attributes: { ...old, ...patch }, refused: 0 };
  let room = max - Object.keys(old).length;
  if (added <= room) return { attributes: { ...old, ...patch }, refused: 0 };
  const fitting: [string, Json][] = [];
  let refused = 0;
  for (const [key, value] of Object.entries(patch)) {
    if (Object.hasOwn(old, key) || room-- > 0) fitting.push([key, value]);
    else refused++;
  }
  return { attributes: { ...old, ...Object.fromEntries(fitting) }, refused };
}
