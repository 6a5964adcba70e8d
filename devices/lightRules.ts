import type { Json } from '../runtime/domain/entity.ts';
import type { Values } from './behaviour.ts';
import { hsToRgb, rgbToHs, rgbToXy, xyToRgb } from './color.ts';

const GLOWING = [
  'brightness',
  'color_mode',
  'color_temp_kelvin',
  'rgb_color',
  'hs_color',
  'xy_color',
  'effect',
] as const;

/** An unlit light has no brightness and no colour; lit again, it has the last ones until it says otherwise. */
export function linkLight(heard: Values, known: Values): void {
  const rgb = rgbOf(heard);
  if (rgb !== undefined) known.rgb_color = heard.rgb_color = rgb;
  if (known.state === 'off') {
    for (const name of GLOWING) if (known[name] !== undefined) heard[name] = null;
  } else if (heard.state === 'on') {
    for (const name of GLOWING)
      if (heard[name] === undefined && known[name] !== undefined) heard[name] = known[name] ?? null;
  }
}

/** A commanded colour, in whatever form, as red, green and blue. */
export function toRgb(asked: Values): void {
  const rgb = rgbOf(asked);
  if (rgb !== undefined) asked.rgb_color = rgb;
  delete asked.hs_color;
  delete asked.xy_color;
}

function rgbOf({ rgb_color: rgb, hs_color: hs, xy_color: xy }: Values): Json | undefined {
  if (rgb !== undefined) return undefined;
  const [a, b] = numbersOf(hs ?? xy);
  if (a === undefined || b === undefined) return undefined;
  return hs ? hsToRgb(a, b) : xyToRgb(a, b);
}

function numbersOf(value: Json | undefined): readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number') ? (value as readonly number[]) : [];
}

export type ColorForm = 'rgb' | 'rgbw' | 'rgbww' | 'hs' | 'xy';

/** The one way in which this light takes colours that loses least. */
export function colorForm(forms: Iterable<string>): ColorForm | undefined {
  const has = new Set(forms);
  return (['rgb', 'rgbw', 'rgbww', 'hs', 'xy'] as const).find((form) => has.has(form));
}

/** Red, green and blue as the light takes it. */
export function asForm(form: ColorForm, rgb: readonly [number, number, number]): readonly number[] {
  switch (form) {
    case 'rgb':
      return rgb;
    case 'rgbw':
      return [...rgb, 0];
    case 'rgbww':
      return [...rgb, 0, 0];
    case 'hs':
      return rgbToHs(rgb);
    case 'xy':
      return rgbToXy(rgb);
  }
}

export function rgbTriple(value: Json | undefined): [number, number, number] | undefined {
  const [red, green, blue] = numbersOf(value);
  return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue];
}
