const BLOCK = 1 << 18;
/** Up to here an insertion sort is faster than sorting an index. */
const SMALL = 24;

/**
 * Orders each person's events by time; events of one time keep the order of the files, which they come in.
 * Most logs are written in time order, so the check that nothing is to do is the usual case.
 */
export function* sortByTime(
  personStart: Uint32Array,
  event: Uint8Array | Uint16Array,
  time: Float64Array,
  row: Uint32Array,
): Generator<void, void> {
  let nextBreath = BLOCK;
  for (let p = 0; p + 1 < personStart.length; p++) {
    const from = personStart[p]!;
    const to = personStart[p + 1]!;
    if (from >= nextBreath) {
      nextBreath = from + BLOCK;
      yield;
    }
    let i = from + 1;
    while (i < to && time[i - 1]! <= time[i]!) i++;
    if (i >= to) continue;
    if (to - from <= SMALL) insertionSort(from, to, event, time, row);
    else indexSort(from, to, event, time, row);
  }
}

function insertionSort(
  from: number,
  to: number,
  event: Uint8Array | Uint16Array,
  time: Float64Array,
  row: Uint32Array,
): void {
  for (let i = from + 1; i < to; i++) {
    const t = time[i]!;
    const e = event[i]!;
    const r = row[i]!;
    let j = i - 1;
    for (; j >= from && time[j]! > t; j--) {
      time[j + 1] = time[j]!;
      event[j + 1] = event[j]!;
      row[j + 1] = row[j]!;
    }
    time[j + 1] = t;
    event[j + 1] = e;
    row[j + 1] = r;
  }
}

function indexSort(
  from: number,
  to: number,
  event: Uint8Array | Uint16Array,
  time: Float64Array,
  row: Uint32Array,
): void {
  const times = time.slice(from, to);
  const events = event.slice(from, to);
  const rows = row.slice(from, to);
  const order = Uint32Array.from(times, (_, i) => i).sort((a, b) => times[a]! - times[b]! || a - b);
  order.forEach((source, i) => {
    time[from + i] = times[source]!;
    event[from + i] = events[source]!;
    row[from + i] = rows[source]!;
  });
}
