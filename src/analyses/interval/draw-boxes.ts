import type { Boxes } from '#charts/boxes.ts';
import { seconds } from '#charts/formats.ts';
import { evenAxis, growingAxis } from '#charts/time-axis.ts';
import type { Drawing, DrawnTimes } from './draw.ts';

export const BOX_WORDS = 'box 25–75%, line median, whiskers 10–90%';

/** Boxes by the period of one series, or a box for each series. */
export function boxesOf(list: readonly DrawnTimes[], drawing: Drawing, stand: Boxes['stand']): Boxes {
  const { words, scale } = drawing;
  const some = list.filter(({ times }) => times.pairs > 0);
  const most = Math.max(1, ...some.map(({ times }) => times.p90Seconds));
  const least = Math.min(most, ...some.map(({ times }) => times.p10Seconds));
  return {
    boxes: list.map(({ name, colour, times, open, of }) => ({
      name,
      n: times.pairs,
      five:
        times.pairs === 0
          ? null
          : {
              low: times.p10Seconds,
              first: times.p25Seconds,
              middle: times.medianSeconds,
              third: times.p75Seconds,
              high: times.p90Seconds,
            },
      colour,
      open,
      says:
        `${name}${open ? ', open' : ''}: ${of.heading}, median ${seconds(times.medianSeconds)}, ` +
        `half from ${seconds(times.p25Seconds)} to ${seconds(times.p75Seconds)}, ` +
        `10% under ${seconds(times.p10Seconds)}, 90% under ${seconds(times.p90Seconds)}`,
    })),
    axis: scale === 'log' ? growingAxis(least, most) : evenAxis(most),
    stand,
    unit: words.values,
    label: `Time ${words.way}: ${BOX_WORDS}`,
  };
}
