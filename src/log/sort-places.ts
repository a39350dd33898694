const BLOCK = 1 << 18;

/**
 * Orders the places of each unit by the time of their events; those of one time keep the order they come in.
 * Runs that are in order already are merged two by two: a unit that lies in the order of time costs one look, one that
 * gathers many people's events as many passes as their number has bits.
 */
export function* sortPlaces(places: Uint32Array, unitStart: Uint32Array, time: Float64Array): Generator<void, void> {
  let spare = new Uint32Array(0);
  let done = 0;
  for (let u = 0; u + 1 < unitStart.length; u++) {
    const from = unitStart[u]!;
    const to = unitStart[u + 1]!;
    let ends = runsIn(places, from, to, time);
    if (ends.length > 1 && spare.length < to - from) spare = new Uint32Array(2 * (to - from));
    while (ends.length > 1) {
      ends = mergePairs(places, from, ends, time, spare);
      done += to - from;
      if (done >= BLOCK) {
        done = 0;
        yield;
      }
    }
    done += to - from;
    if (done >= BLOCK) {
      done = 0;
      yield;
    }
  }
}

/** Where each stretch that is in order ends. */
function runsIn(places: Uint32Array, from: number, to: number, time: Float64Array): number[] {
  const ends: number[] = [];
  for (let i = from + 1; i < to; i++) if (time[places[i - 1]!]! > time[places[i]!]!) ends.push(i);
  if (to > from) ends.push(to);
  return ends;
}

/** Merges the first run with the second, the third with the fourth and so on; returns where the new ones end. */
function mergePairs(
  places: Uint32Array,
  from: number,
  ends: number[],
  time: Float64Array,
  spare: Uint32Array,
): number[] {
  const merged: number[] = [];
  let start = from;
  for (let r = 0; r < ends.length; r += 2) {
    const middle = ends[r]!;
    const end = ends[r + 1] ?? middle;
    const left = middle - start;
    for (let i = 0; i < left; i++) spare[i] = places[start + i]!;
    let a = 0;
    let b = middle;
    for (let out = start; a < left && b < end; out++)
      places[out] = time[spare[a]!]! <= time[places[b]!]! ? spare[a++]! : places[b++]!;
    // what is left of the right run lies where it belongs
    for (let out = b - left + a; a < left; out++) places[out] = spare[a++]!;
    merged.push(end);
    start = end;
  }
  return merged;
}
