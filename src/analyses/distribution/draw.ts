import { count, hundredths, many, percent, PEOPLE, people } from '#charts/formats.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Linked, Stretch } from '../draw-linked.ts';
import { seriesOf, type Series } from '../draw-series.ts';
import type { Edges } from '../value-bins.ts';
import { binName, upToName, valuesText, withUnit, wordsOf, type Words } from './draw-words.ts';
import type { DistributionTable } from './result-table.ts';
import type { DistributionResult } from './result.ts';
import type { DistributionSpec } from './spec.ts';

export interface DrawnBin {
  name: string;
  of: Linked;
  values: number;
  share: number;
  /** With a value in this bin or one below. */
  upTo: Linked;
  cumulative: number;
}

export interface DrawnTop {
  percent: number;
  of: Linked;
  total: string;
  share: number;
}

export interface DrawnSeries {
  name: string;
  /** A token. */
  colour: string;
  bins: DrawnBin[];
  /** Bins [first, past) as one. */
  between: (first: number, past: number) => Linked;
  /** Empty where nobody has a share of a total. */
  tops: DrawnTop[];
  says: Stretch[];
}

export interface Drawing {
  /** Everybody, then groups or segments, or the range before. */
  series: DrawnSeries[];
  /** A row for each series, and what its numbers are. */
  beside: { heads: string[]; rows: { name: string; cells: (string | Linked)[] }[] };
  words: Words;
  /** Whether units have a value for each period. */
  perPeriod: boolean;
  /** Units and values that are in no bin, each with why. */
  left: { of: Linked; text: string }[];
  numberless: string | null;
}

const BESIDE = ['Average', 'Least', '25%', 'Median', '75%', '90%', '99%', 'Most', 'Total', 'Gini'] as const;

/** Everything the distribution shows, in the order it is read. Pure. */
export function draw(
  spec: DistributionSpec,
  result: DistributionResult,
  _overview: LogOverview,
  _zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const words = wordsOf(spec, result.counted ?? PEOPLE);
  const series = seriesOf(spec, result, saved);
  const { none, open, numberless } = result;
  return {
    series: series.map((each) => drawSeries(each, spec, words)),
    beside: {
      heads: [...(words.values === words.counted ? [] : [words.values.many]), words.counted.many, ...BESIDE].map(
        (head) => head.charAt(0).toUpperCase() + head.slice(1),
      ),
      rows: series.map((each) => ({ name: each.name, cells: besideOf(each, words) })),
    },
    words,
    perPeriod: spec.per !== undefined,
    left: [
      ...(none > 0 ? [leftOut(none, { none: true }, 'without one in the range', 'in no bin', words)] : []),
      ...(open > 0
        ? [leftOut(open, { open: true }, `in a ${spec.per} that is not over when the log ends`, 'left out', words)]
        : []),
    ],
    numberless:
      numberless > 0 && typeof spec.measure === 'object'
        ? `${many(numberless, 'event')} without a number of ${spec.measure.sum} ${numberless === 1 ? 'adds' : 'add'} nothing.`
        : null,
  };
}

const leftOut = (n: number, pointer: Pointer, why: string, note: string, { counted }: Words): Drawing['left'][0] => {
  const heading = `${people(n, counted)} ${why}`;
  return { of: { n, pointer, heading, note }, text: heading };
};

function besideOf(
  { name, table, pointer }: Series<DistributionTable>,
  { counted, values, plain }: Words,
): (string | Linked)[] {
  const { active, gini } = table;
  const told = [table.average, table.min, table.p25, table.median, table.p75, table.p90, table.p99, table.max];
  return [
    ...(values === counted ? [] : [count(table.values)]),
    {
      n: active,
      pointer: { ...pointer, atLeast: table.min },
      heading: `${people(active, counted)} with a value`,
      note: pointer ? name : 'in the range',
    },
    ...(table.values === 0
      ? BESIDE.map(() => '–')
      : [...[...told, table.total].map(plain), gini === null ? '–' : hundredths(gini)]),
  ];
}

function drawSeries(
  { name, colour, table, pointer }: Series<DistributionTable>,
  spec: DistributionSpec,
  words: Words,
): DrawnSeries {
  const { measure } = spec;
  const of = (n: number): number => (table.values === 0 ? 0 : n / table.values);
  const note = (text: string): string => `${pointer ? `${name}: ` : ''}${text}`;
  const all = valuesText(table.values, table.active, words);
  const among = (n: number): string => note(`${percent(of(n))} of ${all}`);
  const pointed = ({ from, to }: Edges): Pointer =>
    from === null && to === null
      ? { ...pointer, atLeast: table.min }
      : { ...pointer, ...(from !== null && { atLeast: from }), ...(to !== null && { under: to }) };
  let below = 0;
  return {
    name,
    colour,
    bins: table.bins.map((bin): DrawnBin => {
      const { to, units, values } = bin;
      below += values;
      const called = binName(bin, measure);
      return {
        name: called,
        of: {
          n: units,
          pointer: pointed(bin),
          heading: `${valuesText(values, units, words)} with ${withUnit(called, measure)}`,
          note: among(values),
        },
        values,
        share: of(values),
        upTo: {
          n: below,
          pointer: pointed({ from: null, to }),
          heading: `${many(below, words.values.one, words.values.many)} with ${upToName(bin, measure)}`,
          note: among(below),
        },
        cumulative: of(below),
      };
    }),
    between(first, past) {
      const edges = { from: table.bins[first]!.from, to: table.bins[past - 1]!.to };
      const n = table.bins.slice(first, past).reduce((sum, { values }) => sum + values, 0);
      // somebody with values of several periods is in several bins
      const who = many(n, words.values.one, words.values.many);
      return {
        n,
        pointer: pointed(edges),
        heading: `${who} with ${edges.from === null && edges.to === null ? 'any number' : withUnit(binName(edges, measure), measure)}`,
        note: among(n),
      };
    },
    tops: table.top.map((top): DrawnTop => ({
      percent: top.percent,
      of: {
        n: top.values,
        pointer: { ...pointer, top: top.percent },
        heading: `${many(top.values, words.values.one, words.values.many)} with the most`,
        note: note(`the top ${top.percent}%: ${percent(top.share)} of ${words.whole}`),
      },
      total: words.plain(top.total),
      share: top.share,
    })),
    says: sentence(table, words),
  };
}

function sentence(table: DistributionTable, words: Words): Stretch[] {
  const { values, active, average, median, top, gini } = table;
  if (values === 0) return ['Nobody has a value in the range.'];
  const said: Stretch[] = [
    `${valuesText(values, active, words)}: `,
    { strong: words.amount(average) },
    ` each on average, half have `,
    { strong: `${words.plain(median)} or less` },
    '.',
  ];
  const tenth = top.find(({ percent: of }) => of === 10);
  if (tenth && gini !== null)
    said.push(
      ` The top 10% (${many(tenth.values, words.values.one, words.values.many)}) have `,
      { strong: percent(tenth.share) },
      ` of ${words.whole}; Gini ${hundredths(gini)}.`,
    );
  return said;
}
