import { percent } from '#charts/formats.ts';
import type { Lines } from '#charts/lines.ts';
import { shareTick } from '#charts/share-axis.ts';
import type { DrawnSeries } from './draw.ts';
import type { Words } from './draw-words.ts';

const HEIGHT = 260;
/** More lines cannot be told apart. */
export const MOST_LINES = 8;

/** The share with so much or less, a line for each series. */
export const cumulativeLines = (series: readonly DrawnSeries[], { values }: Words): Lines => ({
  places: series[0]!.bins.map(({ name }) => name),
  lines: series.slice(0, MOST_LINES).map(({ name, colour, bins }) => ({
    name,
    colour,
    points: bins.map(({ name: bin, upTo, cumulative }) => ({
      value: cumulative,
      open: false,
      says: `${name}, up to ${bin}: ${upTo.heading}, ${percent(cumulative)}`,
    })),
  })),
  top: 1,
  tickText: (share) => shareTick(share, 1),
  height: HEIGHT,
  label: `The share of ${values.many} up to each bin`,
});

/** Whose shares are drawn, and the shares that stand as far from each other as they are. */
export const concentrated = (series: readonly DrawnSeries[]): DrawnSeries[] =>
  series
    .filter(({ tops }) => tops.length > 0)
    .map((each) => ({ ...each, tops: each.tops.filter(({ percent: of }) => of % 10 === 0) }));

/** What the largest have together, a line for each series. */
export const concentrationLines = (series: readonly DrawnSeries[], { whole, values }: Words): Lines => {
  const told = concentrated(series).slice(0, MOST_LINES);
  return {
    places: (told[0]?.tops ?? []).map(({ percent: of }) => `${of}%`),
    lines: told.map(({ name, colour, tops }) => ({
      name,
      colour,
      points: tops.map(({ share, of, percent: top }) => ({
        value: share,
        open: false,
        says: `${name}: the top ${top}%, ${of.heading}, ${percent(share)} of ${whole}`,
      })),
    })),
    top: 1,
    tickText: (share) => shareTick(share, 1),
    height: HEIGHT,
    label: `What share of ${whole} the ${values.many} with the most have`,
  };
};
