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

/** Which bars carry a date: evenly spread, first and last included, about 130 px apart. */
export function ticksAt(bars: number, widthPx: number): number[] {
  if (bars < 2) return [0];
  const gaps = Math.max(1, Math.min(bars - 1, Math.floor(widthPx / 130)));
  return Array.from({ length: gaps + 1 }, (_, i) => Math.round((i * (bars - 1)) / gaps));
}
