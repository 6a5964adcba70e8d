import type { HomeView } from '../domain/context.ts';
import type { EntityId } from '../domain/entity.ts';
import { minuteOfDayAt } from '../domain/zone.ts';

/** Where each part of a day begins, in minutes after midnight; the night goes on after midnight. */
const PARTS: readonly (readonly [number, string])[] = [
  [22 * 60, 'night'],
  [17 * 60, 'evening'],
  [11 * 60, 'day'],
  [5 * 60, 'morning'],
];
const PLAYING: ReadonlySet<string> = new Set(['playing', 'buffering']);

/**
 * The keys of a moment, the most telling first: the room (or the satellite, where no room is known), what plays there, the
 * part of the day. "room=kitchen", "on=media_player.tv", "time=evening".
 *
 * `players`: the media players of the home.
 */
export function momentOf(
  home: HomeView,
  from: { readonly satellite?: string; readonly area?: string },
  players: readonly EntityId[],
): readonly string[] {
  const satellite = home.household.satellites.find((one) => one.id === from.satellite);
  const area = from.area ?? satellite?.area;
  const place = area ?? from.satellite;
  const minute = minuteOfDayAt(home.now, home.household.timezone);
  const part = PARTS.find(([start]) => minute >= start)?.[1] ?? 'night';
  const on = playing(home, area, players);
  return [
    ...(place === undefined ? [] : [`room=${place.toLowerCase()}`]),
    ...(on === undefined ? [] : [`on=${on}`]),
    `time=${part}`,
  ];
}

/** What plays in this room; where the room is not known, the only thing that plays at all. */
function playing(home: HomeView, area: string | undefined, players: readonly EntityId[]): EntityId | undefined {
  const on = players.filter((id) => PLAYING.has(home.state(id)?.state ?? ''));
  const here = area === undefined ? on : on.filter((id) => home.definition(id)?.area === area);
  return area === undefined && here.length > 1 ? undefined : [...here].sort()[0];
}
