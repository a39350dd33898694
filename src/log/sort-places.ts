const BLOCK = 1 << 18;

/** Events of some units, each unit's in a stretch of its own. */
export interface Places {
  /** Place of each event in the log it comes from, ascending within a unit. */
  place: Uint32Array;
  /** Its time, beside it: the log itself would be read all over. */
  time: Float64Array;
}

/**
 * Orders each unit's events by time, then row of the table, then place. Runs that are in order already are merged two
 * by two: a unit of one person costs one look, one that gathers many people's events as many passes as their number
 * has bits.
 */
export function* sortPlaces({ place, time }: Places, unitStart: Uint32Array, row: Uint32Array): Generator<void, void> {
  const spare = { place: new Uint32Array(0), time: new Float64Array(0) };
  let done = 0;
  for (let u = 0; u + 1 < unitStart.length; u++) {
    const from = unitStart[u]!;
    const to = unitStart[u + 1]!;
    let ends = runsIn(from, to);
    if (ends && spare.place.length < to - from) {
      spare.place = new Uint32Array(Math.ceil(1.5 * (to - from)));
      spare.time = new Float64Array(spare.place.length);
    }
    while (ends) {
      const merged: number[] = [];
      for (let r = 0, start = from; r < ends.length; r += 2) {
        const middle = ends[r]!;
        const end = ends[r + 1] ?? middle;
        if (end > middle) merge(start, middle, end);
        merged.push(end);
        done += end - start;
        start = end;
        if (done >= BLOCK) {
          done = 0;
          yield;
        }
      }
      ends = merged.length > 1 ? merged : null;
    }
    done += to - from;
    if (done >= BLOCK) {
      done = 0;
      yield;
    }
  }

  /** Where each stretch that is in order ends; null where all of it is. */
  function runsIn(from: number, to: number): number[] | null {
    let ends: number[] | null = null;
    for (let i = from + 1; i < to; i++) {
      const before = time[i - 1]!;
      if (before < time[i]! || (before === time[i]! && row[place[i - 1]!]! <= row[place[i]!]!)) continue;
      (ends ??= []).push(i);
    }
    ends?.push(to);
    return ends;
  }

  /** Makes one run of [start, middle) and [middle, end). */
  function merge(start: number, middle: number, end: number): void {
    const left = middle - start;
    for (let i = 0; i < left; i++) {
      spare.place[i] = place[start + i]!;
      spare.time[i] = time[start + i]!;
    }
    let a = 0;
    let b = middle;
    let out = start;
    while (a < left && b < end) {
      const first = spare.time[a]!;
      const second = time[b]!;
      const fromLeft = first < second || (first === second && row[spare.place[a]!]! <= row[place[b]!]!);
      place[out] = fromLeft ? spare.place[a]! : place[b]!;
      time[out++] = fromLeft ? first : second;
      if (fromLeft) a++;
      else b++;
    }
    // what is left of the second run lies where it belongs
    for (; a < left; out++, a++) {
      place[out] = spare.place[a]!;
      time[out] = spare.time[a]!;
    }
  }
}
