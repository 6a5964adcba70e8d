import type { EntityDefinition, EntityState, Json } from '../runtime/domain/entity.ts';
import { type Values, values } from './behaviour.ts';
import { startMode } from './want.ts';

/** What a well-behaved device is in once it obeyed: a dimmed lamp is on, an opened blind stands at 100 %. */
export function consequences(definition: EntityDefinition, obeyed: Values, present?: EntityState): Values {
  const reached = values(obeyed);
  rules[definition.domain]?.(reached, definition, present);
  return reached;
}

type Rule = (reached: Values, definition: EntityDefinition, present: EntityState | undefined) => void;

function light(reached: Values, { features }: EntityDefinition, present: EntityState | undefined): void {
  if (reached.brightness === 0) reached.state = 'off';
  if (reached.state === 'off') {
    delete reached.brightness;
    return;
  }
  if (reached.state === undefined && Object.keys(reached).length > 0) reached.state = 'on';
  const before = present?.attributes.brightness;
  if (features.brightness && reached.brightness === undefined && typeof before === 'number' && before > 0)
    reached.brightness = before;
}

function fan(reached: Values, { features }: EntityDefinition, present: EntityState | undefined): void {
  if (typeof reached.percentage === 'number') reached.state = reached.percentage > 0 ? 'on' : 'off';
  if (!features.percentage) return;
  const before = present?.attributes.percentage;
  if (reached.state === 'off') reached.percentage = 0;
  else if (reached.state === 'on')
    reached.percentage ??= typeof before === 'number' && before > 0 && present?.state === 'on' ? before : 100;
}

function opening(reached: Values, { features }: EntityDefinition): void {
  if (reached.state === 'stopped') {
    delete reached.state;
    return;
  }
  if (typeof reached.current_position === 'number') reached.state = reached.current_position > 0 ? 'open' : 'closed';
  else if (features.position && reached.state !== undefined)
    reached.current_position = reached.state === 'open' ? 100 : 0;
}

function climate(reached: Values, { features }: EntityDefinition, present: EntityState | undefined): void {
  if (reached.power === undefined) return;
  const mode: Json | undefined = reached.power === 'off' ? 'off' : startMode(features.modes, present?.state);
  delete reached.power;
  if (mode !== undefined) reached.state = mode;
}

function vacuum(reached: Values): void {
  if (reached.segments === undefined) return;
  delete reached.segments;
  reached.state = 'cleaning';
}

/** Pressed and done: the deed leaves no state behind. */
function momentary(reached: Values): void {
  delete reached.state;
}

const rules: { readonly [domain: string]: Rule } = {
  light,
  fan,
  climate,
  vacuum,
  cover: opening,
  valve: opening,
  water_heater: climate,
  scene: momentary,
  button: momentary,
};
