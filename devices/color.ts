/** Red, green and blue, 0–255; hue 0–360 and saturation 0–100; CIE 1931 x and y. */
export type Rgb = readonly [number, number, number];

export function rgbToHs([red, green, blue]: Rgb): [number, number] {
  const max = Math.max(red, green, blue);
  const span = max - Math.min(red, green, blue);
  if (span === 0) return [0, 0];
  let hue: number;
  if (max === red) hue = ((green - blue) / span + 6) % 6;
  else if (max === green) hue = (blue - red) / span + 2;
  else hue = (red - green) / span + 4;
  return [round(hue * 60, 3), round((span / max) * 100, 3)];
}

export function hsToRgb(hue: number, saturation: number): [number, number, number] {
  const channel = (offset: number) => {
    const k = (offset + hue / 60) % 6;
    return Math.round(255 * (1 - (saturation / 100) * Math.max(0, Math.min(k, 4 - k, 1))));
  };
  return [channel(5), channel(3), channel(1)];
}

const linear = (channel: number) => ((c) => (c > 0.04045 ? ((c + 0.055) / 1.055) ** 2.4 : c / 12.92))(channel / 255);
const gamma = (c: number) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

/** Wide-gamut D65 matrices, as Philips publishes them for its lamps and Home Assistant uses them. */
export function rgbToXy([red, green, blue]: Rgb): [number, number] {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = r * 0.664511 + g * 0.154324 + b * 0.162028;
  const y = r * 0.283881 + g * 0.668433 + b * 0.047685;
  const z = r * 0.000088 + g * 0.07231 + b * 0.986039;
  const sum = x + y + z;
  return sum === 0 ? [0, 0] : [round(x / sum, 4), round(y / sum, 4)];
}

export function xyToRgb(x: number, y: number): [number, number, number] {
  if (!(y > 0)) return [255, 255, 255];
  const wide = x / y;
  const deep = (1 - x - y) / y;
  const channels = [
    wide * 1.656492 - 0.354851 - deep * 0.255038,
    -wide * 0.707196 + 1.655397 + deep * 0.036152,
    wide * 0.051713 - 0.121364 + deep * 1.01153,
  ].map((channel) => gamma(Math.max(0, channel)));
  const brightest = Math.max(...channels);
  const [red, green, blue] = channels.map((channel) => Math.round((channel / brightest) * 255));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** Colour of a black body by Tanner Helland's fit, good from 1,000 to 40,000 K. */
export function kelvinToRgb(kelvin: number): [number, number, number] {
  const t = Math.min(40_000, Math.max(1000, kelvin)) / 100;
  const clamp = (value: number) => Math.round(Math.min(255, Math.max(0, value)));
  const red = t <= 66 ? 255 : 329.698727446 * (t - 60) ** -0.1332047592;
  const green = t <= 66 ? 99.4708025861 * Math.log(t) - 161.1195681661 : 288.1221695283 * (t - 60) ** -0.0755148492;
  const blue = t >= 66 ? 255 : t <= 19 ? 0 : 138.5177312231 * Math.log(t - 10) - 305.0447927307;
  return [clamp(red), clamp(green), clamp(blue)];
}

/** A million divided by it turns mireds into kelvin and back; Home Assistant cuts the rest off. */
export function mired(value: number): number {
  return value > 0 ? Math.floor(1_000_000 / value) : 0;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
