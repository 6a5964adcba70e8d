import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from 'onnx-proto';
import { MODEL_FILE, readBundle, WEIGHTS_FILE } from '../../runtime/adapters/onnx/bundleFile.ts';
import { BUNDLE_PARTS } from '../../runtime/adapters/onnx/bundleParts.ts';
import { type NetworkFiles, restoreNetwork } from './bundle.ts';

const { onnx } = proto;

/** Smaller tensors stay with the graph: a file of their own pages would take more than they do. */
const SPLIT_BYTES_MIN = 65_536;
/** `TensorProto.DataLocation`. */
const EXTERNAL = 1;
/** A mapping begins at a page; 4 KiB is the smallest that Linux has. */
const PAGE_BYTES = 4096;

/**
 * Moves a model's large tensors out of it, into `model.bin` beside it; where there is none, it stays whole.
 *
 * ONNX Runtime maps such a file instead of copying it: what is packed anew for multiplying leaves nothing behind, and of the
 * look-up table only the rows that were used are resident. The same model gives the same bytes. Source: onnx.proto,
 * `TensorProto.external_data`.
 */
export function splitWeights(whole: Uint8Array): NetworkFiles {
  const decoded = onnx.ModelProto.decode(whole);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const tensor of decoded.graph?.initializer ?? []) {
    const raw = tensor.rawData;
    if (!raw || raw.length < SPLIT_BYTES_MIN) continue;
    const padding = (PAGE_BYTES - (at % PAGE_BYTES)) % PAGE_BYTES;
    parts.push(new Uint8Array(padding), Uint8Array.from(raw));
    at += padding;
    tensor.externalData = [
      { key: 'location', value: WEIGHTS_FILE },
      { key: 'offset', value: String(at) },
      { key: 'length', value: String(raw.length) },
    ];
    tensor.dataLocation = EXTERNAL;
    tensor.rawData = null;
    at += raw.length;
  }
  if (parts.length === 0) return { model: whole };
  return { model: onnx.ModelProto.encode(decoded).finish(), weights: Buffer.concat(parts) };
}

/**
 * Takes the large tensors out of a bundle's network, as a release does. Returns whether there were any. Throws as `readBundle` does.
 */
export async function splitBundle(folder: string): Promise<boolean> {
  await readBundle(folder, BUNDLE_PARTS);
  const files = splitWeights(readFileSync(join(folder, MODEL_FILE)));
  if (files.weights === undefined) return false;
  restoreNetwork(folder, files);
  return true;
}
