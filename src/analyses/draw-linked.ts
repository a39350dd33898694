import type { Pointer } from '#engine/protocol.ts';

/** A stretch of a sentence; the numbers that matter are strong. */
export type Stretch = string | { strong: string };

/** A number and who is behind it. */
export interface Linked {
  n: number;
  pointer: Pointer;
  heading: string;
  note: string;
}
