export interface Bar {
  startMs: number;
  events: number;
}

/** Days put together so that a bar is at least `leastPx` wide: 1, 7, 28 or more days each. */
export function daysPerBar(days: number, widthPx: number, leastPx = 3): number {
  const most = Math.max(1, Math.floor(widthPx / leastPx));
  return [1, 7, 28, 91, 364].find((size) => Math.ceil(days / size) <= most) ?? Math.ceil(days / most);
}

export function gather(daily: readonly Bar[], size: number): Bar[] {
  if (size === 1) return [...daily];
  const bars: Bar[] = [];
  for (let i = 0; i < daily.length; i += size)
    bars.push({
      startMs: daily[i]!.startMs,
      events: daily.slice(i, i + size).reduce((sum, day) => sum + day.events, 0),
    });
  return bars;
}

/** A round number at or above half of the largest: the upper grid line. */
export function roundBelow(most: number): number {
  if (most < 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([5, 2, 1].find((digit) => digit * power <= most) ?? 1) * power;
}
