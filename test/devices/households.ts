import type { Household, HouseholdEntity } from '../../runtime/domain/household.ts';

/** A household with nothing in it but these entities. */
export function parsedHousehold(entities: readonly HouseholdEntity[] = []): Household {
  return {
    locale: 'en-GB',
    timezone: 'UTC',
    floors: [],
    areas: [],
    people: [],
    satellites: [],
    entities,
    handlers: [],
    policy: { confirm: [] },
    learning: { enabled: true },
    sync: { enabled: false },
  };
}
