import type { Way } from './kernel-journey.ts';

/** Ways that are not one to a person. */
export interface WayRows {
  /** Index in the whole log. */
  person: Uint32Array;
  depth: Uint8Array;
  /** As in the partial of people: one number in column k for each row that got there, in order of rows. */
  times: Float64Array[];
}

export class Rows {
  readonly #person: number[] = [];
  readonly #group: number[] = [];
  readonly #depth: number[] = [];
  readonly #times: number[][];

  constructor(steps: number) {
    this.#times = Array.from({ length: steps }, () => []);
  }

  push(person: number, group: number, way: Way, eventTimes: Float64Array): void {
    this.#person.push(person);
    this.#group.push(group);
    this.#depth.push(way.depth);
    for (let k = 0; k < way.depth; k++) this.#times[k]!.push(eventTimes[way.event[k]!]!);
  }

  done(): { group: Uint32Array; ways: WayRows } {
    return {
      group: Uint32Array.from(this.#group),
      ways: {
        person: Uint32Array.from(this.#person),
        depth: Uint8Array.from(this.#depth),
        times: this.#times.map((list) => Float64Array.from(list)),
      },
    };
  }
}
