import type { Ids } from '#log/event-log.ts';

const LOST = 'NA';
/** Neighbours of the lost id in the order in which letters count. */
const AROUND = ['MZ', 'NB', 'N', 'Z', 'AA', 'ZZ'];

/**
 * Ids that count in letters (A … Z, AA … ZZ) come to “NA”, which R and tools like it write as a missing value. Where all ids
 * are such letters, those around NA are there and NA alone is not, the rows without an id are its rows.
 */
export function lostNa(people: Ids, count: number): string | null {
  if (count < 27 * 26 || AROUND.some((id) => missing(people, id, count)) || !missing(people, LOST, count)) return null;
  for (let p = 0; p < count; p++) if (!/^[A-Z]{1,3}$/.test(people.text(p))) return null;
  return LOST;
}

function missing(people: Ids, id: string, count: number): boolean {
  const at = people.find(id);
  return at < 0 || at >= count;
}
