import { parseFormula, seriesOf } from './formula.ts';
import { letterOf } from './spec-series.ts';
import type { TrendSpec } from './spec.ts';

/** Without one of several series: letters after it move up, and a formula that names it goes. */
export function withoutSeries(spec: TrendSpec, at: number): TrendSpec {
  const { formula, ...kept } = spec;
  const next = { ...kept, series: spec.series.filter((_, i) => i !== at) };
  if (formula === undefined) return next;
  const parsed = parseFormula(formula, spec.series.length);
  if ('fault' in parsed || seriesOf(parsed).includes(at)) return next;
  const renamed = formula.replace(/[A-Za-z]/g, (letter) => {
    const place = letter.toUpperCase().charCodeAt(0) - 65;
    return place > at ? letterOf(place - 1) : letter;
  });
  return { ...next, formula: renamed };
}
