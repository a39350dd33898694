/** An event of one journey, in the order of the file. */
export interface Happened {
  letter: string;
  timeMs: number;
}

/** A pattern of letters, `.` for any event and `*` for any number of them; `never` must not follow. */
export interface Plain {
  parts: readonly string[];
  never: string | null;
  withinMs: number;
}

/**
 * The matches of a journey as places of their first and last events: from each event on the shortest stretch that a
 * regular expression takes whole, in time and not undone; the next is looked for behind it. Any number of events before
 * the first and behind the last of a match are none of it.
 */
export function matchesOf(journey: readonly Happened[], { parts, never, withinMs }: Plain): [number, number][] {
  const source =
    parts
      .join('')
      .replaceAll(/^\*+|\*+$/g, '')
      .replaceAll('*', '.*') || '.';
  const whole = new RegExp(`^${source}$`);
  const letters = journey.map(({ letter }) => letter).join('');
  const found: [number, number][] = [];
  for (let first = 0; first < journey.length; first++) {
    const edge = journey[first]!.timeMs + withinMs;
    const undone = (last: number): boolean =>
      journey.some(({ letter, timeMs }, place) => place > last && letter === never && timeMs <= edge);
    const last = journey.findIndex(
      ({ timeMs }, place) =>
        place >= first && whole.test(letters.slice(first, place + 1)) && timeMs <= edge && !undone(place),
    );
    if (last < 0) continue;
    found.push([first, last]);
    first = last;
  }
  return found;
}
