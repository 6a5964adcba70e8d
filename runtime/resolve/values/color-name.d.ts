declare module 'color-name' {
  /** CSS Color 4's named colours: [red, green, blue], 0–255. */
  const colors: { readonly [name: string]: readonly [number, number, number] };
  export default colors;
}
