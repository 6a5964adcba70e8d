/** A matrix in eight bits: value ≈ (code − zero) · scale of its column. */
export interface QuantisedColumns {
  /** Row-major, the matrix' shape; zero point 128. */
  readonly codes: Uint8Array;
  /** [columns] */
  readonly scales: Float32Array;
}

export const ZERO_POINT = 128;

/**
 * Symmetric eight-bit codes with one scale a column; row-major [rows, columns].
 *
 * Unsigned with zero point 128, because x86 processors without VNNI add products of unsigned with signed bytes in 16
 * bits and saturate: unsigned codes give the same sums on every processor.
 */
export function quantiseColumns(values: Float32Array, columns: number): QuantisedColumns {
  const rows = values.length / columns;
  const scales = new Float32Array(columns);
  for (let i = 0; i < values.length; i++) {
    const column = i % columns;
    scales[column] = Math.max(scales[column] as number, Math.abs(values[i] as number));
  }
  for (let c = 0; c < columns; c++) scales[c] = Math.max(scales[c] as number, 1e-12) / 127;
  const codes = new Uint8Array(rows * columns);
  for (let i = 0; i < values.length; i++) {
    codes[i] = ZERO_POINT + Math.round((values[i] as number) / (scales[i % columns] as number));
  }
  return { codes, scales };
}

/** Symmetric signed codes with one scale a row; row-major [rows, columns]: a look-up table. */
export function quantiseRows(values: Float32Array, columns: number): { codes: Int8Array; scales: Float32Array } {
  const rows = values.length / columns;
  const codes = new Int8Array(values.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * columns, (row + 1) * columns);
    const scale =
      Math.max(
        1e-12,
        own.reduce((top, value) => Math.max(top, Math.abs(value)), 0),
      ) / 127;
    scales[row] = scale;
    for (let c = 0; c < columns; c++) codes[row * columns + c] = Math.round((own[c] as number) / scale);
  }
  return { codes, scales };
}
