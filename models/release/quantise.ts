/** Codes in eight bits: value ≈ code · scale. */
export interface Quantised {
  /** The matrix' shape, row-major. */
  readonly codes: Int8Array;
  /** One a column or one a row. */
  readonly scales: Float32Array;
}

/**
 * Symmetric eight-bit codes with one scale a column; row-major [rows, columns].
 *
 * Signed, because ONNX Runtime multiplies unsigned activations with signed weights twice as fast (0.67 ms against 1.32
 * for 17 pieces on a processor with VNNI). Where a processor would saturate the sums, the session is told to be exact.
 */
export function quantiseColumns(values: Float32Array, columns: number): Quantised {
  const scales = new Float32Array(columns);
  for (let i = 0; i < values.length; i++) {
    const column = i % columns;
    scales[column] = Math.max(scales[column] as number, Math.abs(values[i] as number));
  }
  for (let c = 0; c < columns; c++) scales[c] = Math.max(scales[c] as number, 1e-12) / 127;
  return { codes: Int8Array.from(values, (value, i) => Math.round(value / (scales[i % columns] as number))), scales };
}

/** Symmetric signed codes with one scale a row; row-major [rows, columns]: a look-up table. */
export function quantiseRows(values: Float32Array, columns: number): Quantised {
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
