import { DOMAINS, didYouMean, nearest } from './known.ts';

/** Things that may do harm and that no domain names: a rule finds them by the entity's or the device's name. */
const APPLIANCES: ReadonlySet<string> = new Set(
  `appliance barbecue boiler cooker cooktop dishwasher door dryer fireplace freezer fridge fryer furnace garage gate grill
  heater hob iron kettle microwave oven pump sauna shutter stove toaster tub washer window`.split(/\s+/),
);

/** Deeds that some order does: "on" and "off" in all their forms, the others by the name of the order. */
const DEEDS: readonly string[] =
  `on off open close lock unlock start stop pause press dock set_position set_percentage set_temperature start_mowing
  clean_area return_to_base`.split(/\s+/);
const MOVES = ['open', 'close', 'stop', 'set_position'];
/** Where a domain has only these deeds, a rule with another would never hold. */
const DEEDS_OF: { readonly [domain: string]: readonly string[] } = {
  button: ['on', 'press'],
  cover: MOVES,
  lawn_mower: ['start_mowing', 'pause', 'dock'],
  lock: ['lock', 'unlock'],
  scene: ['on'],
  vacuum: ['on', 'off', 'start', 'stop', 'pause', 'return_to_base', 'clean_area'],
  valve: MOVES,
};
const DEEDS_OF_OTHERS = ['on', 'off', 'set_percentage', 'set_temperature'];
/** Other words for the same, which would never match. */
const SYNONYMS: { readonly [deed: string]: string } = {
  turn_on: 'on',
  turnon: 'on',
  run: 'on',
  activate: 'on',
  heat: 'on',
  turn_off: 'off',
  turnoff: 'off',
  deactivate: 'off',
  open_cover: 'open',
  close_cover: 'close',
  shut: 'close',
};

/** Device classes of covers, valves, switches and buttons: a class a letter beside one of these is a slip. */
const CLASSES: ReadonlySet<string> = new Set(
  `awning blind curtain damper door garage garage_door gas gate identify outlet restart shade shutter speaker switch tv
  update water window`.split(/\s+/),
);

const FORM =
  'a rule is subject.deed or subject.class.deed, like "lock.unlock", "cover.garage.open", "oven.on", "heater.on"';

/**
 * Why a rule of `policy.confirm` would never hold, as the end of a sentence about it; undefined where it may.
 *
 * A rule that is not understood would take the default's place and confirm nothing. `words` are those in the names that the file
 * gives its entities: each may be a subject, too.
 */
export function confirmRuleProblem(rule: string, words: ReadonlySet<string>): string | undefined {
  const [subject = '', ...rest] = rule.split('.');
  const deed = rest.pop();
  if (deed === undefined || rest.length > 1 || !/^[a-z_]+(\.[a-z0-9_-]+)?\.[a-z_]+$/.test(rule))
    return `is no rule: ${FORM}`;
  if (!DOMAINS.has(subject) && !APPLIANCES.has(subject) && !words.has(subject))
    return `has an unknown subject "${subject}"${didYouMean(subject, [...DOMAINS, ...APPLIANCES, ...words])} (a subject is a domain of Home Assistant's, a word of an entity's name in this file, or one of ${[...APPLIANCES].join(', ')})`;
  const isDomain = DOMAINS.has(subject) && !words.has(subject);
  const deeds = DEEDS_OF[subject] ?? (isDomain ? DEEDS_OF_OTHERS : DEEDS);
  if (!deeds.includes(deed)) {
    const synonym = SYNONYMS[deed];
    const meant = synonym && deeds.includes(synonym) ? `; did you mean "${synonym}"?` : didYouMean(deed, deeds);
    return `has an unknown deed "${deed}"${meant} (${subject} knows ${deeds.join(', ')})`;
  }
  const [kind] = rest;
  if (kind === undefined || isKnownClass(kind, words)) return undefined;
  const meant = nearest(kind, [...CLASSES, ...APPLIANCES]);
  return meant === undefined ? undefined : `has an unknown class "${kind}"; did you mean "${meant}"?`;
}

/** Is the class of a rule one that devices have, rather than a word that some name must have for the rule to hold? */
export function isKnownClass(kind: string, words: ReadonlySet<string>): boolean {
  return CLASSES.has(kind) || APPLIANCES.has(kind) || words.has(kind);
}
