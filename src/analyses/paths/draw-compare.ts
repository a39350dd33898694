import { count, many, people, percent, points } from '#charts/formats.ts';
import type { NamedSegment } from '#segments/named.ts';
import { seriesName } from '../group-names.ts';
import type { Behind, Stretch } from './draw.ts';
import { called, visitWords } from './draw-words.ts';
import type { Compared } from './result-compare.ts';
import type { Difference } from './result-groups.ts';
import type { PathsResult } from './result.ts';
import { comparedSegments } from './spec-compare.ts';
import type { PathsSpec } from './spec.ts';

/** A difference counts as clear up to this q. */
export const CLEAR = 0.05;
/** Fewer are few: what they say is said to rest on few. */
const FEW = 30;
const LEVELS = 3;
/** How many of everybody a heading says. */
const COUNTED = /^[\d,.]+ \S+ /;

export interface DrawnDifference {
  /** Of what it is: `Cart → Pay, step 1 to 2`. */
  what: string;
  shares: [string, string];
  /** `+12.3`, in percentage points. */
  points: string;
  difference: number;
  /** Of the diverging colours, −3 to 3; 0 where it is not clear. */
  level: number;
  clear: boolean;
  /** `0.003`, `under 0.001`, `too few`. */
  q: string;
  says: string;
  /** Who of either group. */
  behind: [Behind, Behind];
}

export interface DrawnComparison {
  names: [string, string];
  says: Stretch[];
  /** What shares are of: `visits`. */
  of: string;
  links: DrawnDifference[];
  edges: DrawnDifference[];
  variants: DrawnDifference[];
  matrix: DrawnDifference[][];
  /** Who of one group is behind a number of everybody. */
  among: (behind: Behind, group: 0 | 1) => Behind;
  notes: string[];
}

export const groupNames = ({ compare }: PathsSpec, saved: readonly NamedSegment[]): [string, string] => {
  if (!compare) return ['', ''];
  const both = comparedSegments(compare);
  const [first, second] = both.map((segment) => seriesName(segment, both, saved)) as [string, string];
  return compare.names ?? [first, second];
};

/** The token of a level as an area. */
export const areaOfLevel = (level: number): string => (level === 0 ? '--c-other' : `--d${level}`);

/** As a line, which takes more colour to be seen. */
export const lineOfLevel = (level: number): string =>
  level === 0 ? '--c-other' : `--d${Math.sign(level) * Math.max(2, Math.abs(level))}`;

const qText = (q: number | null): string => (q === null ? 'too few' : q < 0.001 ? 'under 0.001' : q.toFixed(3));

/** Null where nothing is compared. */
export function drawComparison(
  spec: PathsSpec,
  result: PathsResult,
  saved: readonly NamedSegment[],
): DrawnComparison | null {
  const { compare, links, nodes, graph, variants, matrix } = result;
  if (!compare || !spec.compare) return null;
  const names = groupNames(spec, saved);
  const words = spec.weigh === 'units' ? undefined : visitWords(spec, result);
  const of = words?.many ?? result.counts?.many ?? 'people';
  const drawn = (list: readonly Difference[], what: (i: number) => { says: string; pointer: Behind['pointer'] }) => {
    const most = list.reduce((largest, { difference }) => Math.max(largest, Math.abs(difference)), 0);
    return list.map((each, i): DrawnDifference => {
      const { says, pointer } = what(i);
      const { shares, difference, q, units } = each;
      const clear = q !== null && q <= CLEAR;
      const far = most === 0 ? 0 : Math.ceil((LEVELS * Math.abs(difference)) / most - 1e-9);
      const behind = (g: 0 | 1): Behind => ({
        pointer: { ...pointer, of: g },
        heading: `${people(units[g], result.counts)} of “${names[g]}”`,
        note: says,
      });
      return {
        what: says,
        shares: [percent(shares[0]), percent(shares[1])],
        points: points(difference),
        difference,
        level: clear ? Math.sign(difference) * far : 0,
        clear,
        q: qText(q),
        says: `${says}: ${percent(shares[0])} of ${names[0]}, ${percent(shares[1])} of ${names[1]}, ${points(difference)} points, ${clear ? 'clear' : 'not clear'}`,
        behind: [behind(0), behind(1)],
      };
    });
  };
  const place = ({ step, name }: { step: number; name: string }): string => `${step}_${name}`;
  const drawnLinks = drawn(compare.links, (i) => {
    const { source, target } = links[i]!;
    return {
      says: `${called(source.name)} → ${called(target.name)}, step ${source.step} to ${target.step}`,
      pointer: { link: [place(source), place(target)] },
    };
  });
  const width = matrix.shares[0]?.length ?? 0;
  const cells = drawn(compare.matrix.flat(), (i) => {
    const name = matrix.names[Math.floor(i / width)]!;
    const step = matrix.first + (i % width);
    return { says: `${called(name)} at place ${step}`, pointer: { position: `${step}_${name}` } };
  });
  const drawnEdges = drawn(compare.edges, (i) => {
    const { source, target } = graph.edges[i]!;
    return { says: `${called(source)} → ${called(target)}`, pointer: { edge: [source, target] } };
  });
  const drawnVariants = drawn(compare.variants, (i) => ({
    says: variants[i]!.path.map(called).join(' → '),
    pointer: { variant: variants[i]!.path },
  }));
  const drawnNodes = drawn(compare.nodes, (i) => ({
    says: `${called(nodes[i]!.name)}, step ${nodes[i]!.step}`,
    pointer: { node: place(nodes[i]!) },
  }));
  const known = new Map(
    [...drawnLinks, ...drawnEdges, ...drawnVariants, ...drawnNodes, ...cells].map(({ behind }) => {
      const { of: _of, ...pointer } = behind[0].pointer;
      return [JSON.stringify(pointer), behind];
    }),
  );
  const amongGroup = (behind: Behind, g: 0 | 1): Behind => {
    if ('of' in behind.pointer) return behind;
    return (
      known.get(JSON.stringify(behind.pointer))?.[g] ?? {
        pointer: { ...behind.pointer, of: g },
        heading: `Of “${names[g]}”: ${behind.heading.replace(COUNTED, '')}`,
        note: behind.note.split(',')[0]!,
      }
    );
  };
  return {
    names,
    of,
    says: sentence(result, compare, names, of, drawnLinks),
    links: drawnLinks,
    edges: drawnEdges,
    variants: drawnVariants,
    matrix: matrix.names.map((_, row) => cells.slice(row * width, (row + 1) * width)),
    among: amongGroup,
    notes: notesOf(result, compare, names),
  };
}

function sentence(
  { counts }: PathsResult,
  { groups, links }: Compared,
  names: [string, string],
  of: string,
  drawn: readonly DrawnDifference[],
): Stretch[] {
  const [a, b] = groups;
  const empty = names.find((_, g) => groups[g]!.paths === 0);
  if (empty !== undefined) return [`Nobody of “${empty}” has a path here: there is nothing to compare.`];
  const base = (group: Compared['groups'][0]): string =>
    of === 'visits' ? many(group.paths, 'visit') : people(group.pathUnits, counts);
  const clear = [...links.keys()].filter((i) => drawn[i]!.clear);
  const most = clear.sort((i, j) => Math.abs(drawn[j]!.difference) - Math.abs(drawn[i]!.difference))[0];
  const start: Stretch[] = [`“${names[0]}”: `, { strong: base(a) }, `; “${names[1]}”: `, { strong: base(b) }, '. '];
  if (most === undefined) return [...start, 'No link differs clearly between the two.'];
  const { what, shares, points: by } = drawn[most]!;
  return [
    ...start,
    `They differ most in ${what}: `,
    { strong: shares[0] },
    ' against ',
    { strong: shares[1] },
    ` (${by} points).`,
  ];
}

function notesOf({ counts }: PathsResult, { groups, both, tests }: Compared, names: [string, string]): string[] {
  return [
    ...(both > 0 ? [`${people(both, counts)} ${both === 1 ? 'is' : 'are'} in both and count in each.`] : []),
    ...names.flatMap((name, g) =>
      groups[g]!.pathUnits < FEW ? [`“${name}” has only ${people(groups[g]!.pathUnits, counts)} with a path.`] : [],
    ),
    `Clear = q of at most ${CLEAR} among ${count(tests.made)} tests; ${count(tests.tooFew)} had too few to test.`,
  ];
}
