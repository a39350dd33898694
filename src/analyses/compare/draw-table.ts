import type { NamedSegment } from '#segments/named.ts';
import type { Cell } from '#ui/files.ts';
import { baseName, segmentName } from './names.ts';
import type { CompareResult, Row } from './result.ts';
import type { CompareSpec } from './spec.ts';

const HEAD = [
  'Segment',
  'About',
  'Name',
  'Value',
  'People',
  'Of',
  'Share',
  'Base',
  'Base people',
  'Base of',
  'Base share',
  'Index',
  'Index from',
  'Index to',
  'p',
  'q',
  'Number',
  'Base number',
];

/** The whole comparison in rows: values and events, then numbers of one person, then the combinations. */
export function table(spec: CompareSpec, result: CompareResult, saved: readonly NamedSegment[] = []): Cell[][] {
  const base = baseName(spec, saved);
  const names = result.segments.map((_, s) => segmentName(spec, s, saved));
  const filled = (cells: Cell[]): Cell[] => [...cells, ...new Array<null>(HEAD.length - cells.length).fill(null)];
  const compared = (about: string, name: string, value: string | null, row: Row): Cell[][] =>
    row.segments.map(({ people, share, index, interval, p, q }, s) => [
      ...[names[s]!, about, name, value, people, result.segments[s]!.people, share],
      ...[base, row.people, result.base.people, row.share],
      ...[index, interval?.[0] ?? null, interval?.[1] ?? null, p, q],
    ]);
  const numbers = (name: string, own: Record<string, number>[], of: Record<string, number>): Cell[][] =>
    own.flatMap((each, s) =>
      Object.keys(each).map((what): Cell[] => [
        ...filled([names[s]!, what, name]).slice(0, HEAD.length - 2),
        each[what]!,
        of[what]!,
      ]),
    );
  return [
    HEAD,
    ...result.properties.flatMap(({ property, values }) =>
      values.flatMap((row) => compared('property', property, row.value ?? '', row)),
    ),
    ...result.events.flatMap((row) => compared('event', row.event, null, row)),
    ...result.numbers.flatMap(({ of, base: all, segments }) => numbers(of, segments.map(plain), plain(all))),
    ...result.properties.flatMap(({ property, numeric }) =>
      numeric ? numbers(property, numeric.segments.map(plain), plain(numeric.base)) : [],
    ),
    ...(result.overlap?.combinations ?? []).map((each): Cell[] => [
      each.in.map((s) => names[s]).join(' + '),
      'overlap',
      null,
      null,
      each.people,
    ]),
  ].map(filled);
}

const plain = (numbers: object): Record<string, number> => ({ ...numbers }) as Record<string, number>;
