import { Dictionary } from './dictionary.ts';
import type { Shard } from './shard.ts';

/** Number of different sequences of event names that people went through, from their first event to their last. */
export function variantsOf(shard: Shard): number {
  const { event, personStart } = shard;
  const bytes = new Uint8Array(event.buffer, event.byteOffset, event.byteLength);
  const width = event.BYTES_PER_ELEMENT;
  const sequences = new Dictionary();
  for (let p = 0; p + 1 < personStart.length; p++)
    sequences.code(bytes, personStart[p]! * width, personStart[p + 1]! * width);
  return sequences.size;
}
