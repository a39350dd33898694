import { CHUNK, NOBODY, newChunk, type Chunk } from './log-builder.ts';

/**
 * People of one group: the places that so many write to at a time stay in the processor's cache, where one write after
 * another to any of half a million would wait for memory.
 */
const GROUP_BITS = 13;

export interface PersonGroups {
  count: number;
  /** In each, the events of group g from starts[g] to starts[g + 1], in the order they came. */
  chunks: { chunk: Chunk; starts: Uint32Array }[];
}

/** Puts the events of each chunk in the order of their groups, those of nobody left out. The chunks are used up. */
export function* groupedByPerson(chunks: Chunk[], places: number, people: number): Generator<void, PersonGroups> {
  const count = (people >>> GROUP_BITS) + 1;
  const grouped: PersonGroups = { count, chunks: [] };
  let spare = newChunk();
  for (let c = 0; c < chunks.length; c++) {
    const from = chunks[c]!;
    const size = Math.min(CHUNK, places - c * CHUNK);
    const starts = new Uint32Array(count + 1);
    for (let at = 0; at < size; at++) if (from.id[at] !== NOBODY) starts[(from.id[at]! >>> GROUP_BITS) + 1]!++;
    for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!;
    const next = starts.slice(0, count);
    const rows = (spare.row ??= new Uint32Array(CHUNK));
    for (let at = 0; at < size; at++) {
      const person = from.id[at]!;
      if (person === NOBODY) continue;
      const to = next[person >>> GROUP_BITS]!++;
      spare.id[to] = person;
      spare.event[to] = from.event[at]!;
      spare.time[to] = from.time[at]!;
      rows[to] = from.row ? from.row[at]! : c * CHUNK + at;
    }
    grouped.chunks.push({ chunk: spare, starts });
    spare = from;
    yield;
  }
  chunks.length = 0;
  return grouped;
}
