import type { PlotOptions } from '@observablehq/plot';

/** Names Plot's own style sheet after, so that `charts.css` can say the rest. */
const CLASS = 'plot';

/**
 * What every figure has in common. Colours are tokens by name and not their values, so a change of theme redraws
 * nothing. Sizes are pixels as measured: a figure is never scaled.
 */
export const themed = (options: PlotOptions, width: number, height: number): PlotOptions => ({
  className: CLASS,
  width,
  height,
  marginTop: 14,
  marginRight: 0,
  marginBottom: 24,
  marginLeft: 0,
  ...options,
});

export const inks = {
  /** A single series. */
  series: 'var(--c1)',
  grid: 'var(--line)',
  axis: 'var(--line-2)',
  label: 'var(--ink-2)',
  faint: 'var(--ink-3)',
} as const;
