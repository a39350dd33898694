import { people, percent } from '#charts/formats.ts';
import type { Pointer } from '#engine/protocol.ts';
import { quoted, reachedHeading } from './draw-headings.ts';
import { causeClause, causeName, presetSentence, ruleClause, whoDiffers } from './draw-lab-words.ts';
import type { Stretch } from './draw-series.ts';
import type { Linked } from './draw.ts';
import type { LabCauseCount, LabDiffers, LabOfPreset } from './result-lab.ts';
import type { FunnelResult, FunnelStep } from './result.ts';
import { labAsked, presetName, underPreset, type LabPreset, type LabWindow } from './spec-lab.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve, windowText, type Switches } from './switches.ts';

/** The same funnel by the rules of each preset, as it is read. */
export interface Lab {
  steps: string[];
  question: LabCell[];
  rows: LabRow[];
  window: LabWindow;
  /** What is the same in all. */
  kept: string;
  /** The largest number of people that differ, at least 1: how long a mark may be. */
  most: number;
  /** The preset that differs most; null where all count alike. */
  largest: LabPreset | null;
  /** How many differ, and one of them in full; of none the one that differs most. */
  says: (preset: LabPreset | null) => Stretch[];
  called: string;
}

export interface LabRow {
  preset: LabPreset;
  name: string;
  /** The rules in which it differs from the question. */
  rules: string[];
  cells: LabCell[];
  /** By cause, largest first, then by step; empty where one rule is the cause of all. */
  causes: { name: string; cells: LabPair[] }[];
  /** Where it differs most, and why. */
  sentence: Stretch[];
}

export interface LabPair {
  gained: Linked | null;
  lost: Linked | null;
}

export interface LabCell extends LabPair {
  reached: Linked;
  /** Of those who entered; empty for the first step. */
  rate: string;
}

/** Null where no presets are compared. */
export function drawLab(spec: FunnelSpec, { lab, compare, steps, counts }: FunnelResult): Lab | null {
  const asked = labAsked(spec);
  if (!asked || !lab || !compare) return null;
  const who = whoDiffers(counts);
  const reached = (step: FunnelStep, k: number, of?: LabPreset): LabCell => ({
    reached: {
      n: step.count,
      pointer: { ...(of && { preset: of }), step: k },
      who: reachedHeading(spec, step, k, counts, of && `by the rules of ${presetName(of)}`),
    },
    rate: k === 0 ? '' : percent(step.rateFromFirst),
    gained: null,
    lost: null,
  });
  const differ = (preset: LabPreset, k: number, n: number, of: Partial<LabCauseCount>, why = ''): Linked | null => {
    if (n === 0) return null;
    const [got, than] =
      counts && who !== counts ? ['got there more often by', ' than by'] : ['got there by', ', not by'];
    const sides = [presetName(preset), 'this question'];
    const [by, not] = of.differs === 'gained' ? sides : sides.toReversed();
    return {
      n,
      pointer: { preset, step: k, ...of } as Pointer,
      who: {
        heading: `${people(n, who)} ${of.differs} at ${quoted(steps[k]!.name)}`,
        note: `${got} the rules of ${by}${than} those of ${not}${why && `, ${why}`}`,
      },
    };
  };
  const rows = lab.presets.map((of, i): LabRow => {
    const { preset } = of;
    const now = resolve(underPreset(spec, preset, asked.window));
    const side = (k: number, differs: LabDiffers): Linked | null =>
      differ(preset, k, of.steps[k]![differs], { differs });
    return {
      preset,
      name: presetName(preset),
      rules: of.differs.map((rule) => ruleClause(rule, now)),
      cells: compare[i]!.steps.map((step, k) => ({
        ...reached(step, k, preset),
        gained: side(k, 'gained'),
        lost: side(k, 'lost'),
      })),
      causes:
        of.differs.length < 2
          ? []
          : causesOf(of, now, (k, { count, ...cause }) => differ(preset, k, count, cause, causeClause(cause, now))),
      sentence: sentenceOf(of, now, steps, compare[i]!.steps, counts),
    };
  });
  const differing = rows.filter(({ cells }) => cells.some(({ gained, lost }) => gained || lost));
  const weight = ({ cells }: LabRow): number => Math.max(...cells.map((cell) => sum(cell)));
  const largest = differing.toSorted((a, b) => weight(b) - weight(a))[0];
  return {
    steps: steps.map(({ name }) => name),
    question: steps.map((step, k) => reached(step, k)),
    rows,
    window: lab.window,
    kept: keptText(spec, lab.window),
    most: Math.max(
      1,
      ...rows.flatMap(({ cells }) => cells.flatMap(({ gained, lost }) => [gained?.n ?? 0, lost?.n ?? 0])),
    ),
    largest: largest?.preset ?? null,
    says: (preset) => [
      ...overall(rows, differing.length),
      ...(rows.find((row) => row.preset === preset) ?? largest ?? { sentence: [] }).sentence,
    ],
    called: who.many,
  };
}

/** The steps by each preset under its name, for export. */
export const presetSteps = ({ compare = [] }: FunnelResult): { name: string; steps: FunnelStep[] }[] =>
  compare.flatMap(({ preset, steps }) => (preset ? [{ name: presetName(preset), steps }] : []));

const sum = ({ gained, lost }: LabPair): number => (gained?.n ?? 0) + (lost?.n ?? 0);

function overall(rows: readonly LabRow[], differing: number): Stretch[] {
  const all = rows.length === 1 ? rows[0]!.name : `All ${rows.length} sets of rules`;
  if (differing === 0)
    return [`${all} ${rows.length === 1 ? 'counts' : 'count'} as this question does, at every step.`];
  if (rows.length === 1) return [];
  return [`${differing} of ${rows.length} sets of rules ${differing === 1 ? 'counts' : 'count'} otherwise. `];
}

function sentenceOf(
  { preset, steps, differs }: LabOfPreset,
  now: Switches,
  ours: readonly FunnelStep[],
  theirs: readonly FunnelStep[],
  counts: FunnelResult['counts'],
): Stretch[] {
  const name = presetName(preset);
  const size = steps.map(({ gained, lost }) => gained + lost);
  const k = size.indexOf(Math.max(...size));
  if (size[k] === 0) {
    const rules = differs.map((rule) => ruleClause(rule, now)).join(' and ');
    return [{ strong: name }, rules ? ` counts the same, though ${rules} there.` : ' has the rules of this question.'];
  }
  return presetSentence(name, ours[k]!.name, now, steps[k]!, { theirs: theirs[k]!.count, counts });
}

/** One row for each cause and its rules. */
function causesOf(
  { steps }: LabOfPreset,
  now: Switches,
  linked: (k: number, cause: LabCauseCount) => Linked | null,
): LabRow['causes'] {
  const found = new Map<string, { n: number; name: string; cells: LabPair[] }>();
  steps.forEach(({ causes }, k) => {
    for (const cause of causes) {
      const key = `${cause.cause} ${cause.rules.join()}`;
      const row = found.get(key) ?? {
        n: 0,
        name: causeName(cause, now),
        cells: steps.map((): LabPair => ({ gained: null, lost: null })),
      };
      found.set(key, row);
      row.n += cause.count;
      row.cells[k]![cause.differs] = linked(k, cause);
    }
  });
  return [...found.values()].sort((a, b) => b.n - a.n).map(({ name, cells }) => ({ name, cells }));
}

/** `The same in all: steps, order, exclusions, range and the window of 14 days.` */
function keptText(spec: FunnelSpec, window: LabWindow): string {
  const length = windowText(spec);
  const kept = [
    'steps',
    'order',
    ...(spec.exclude?.length ? ['exclusions'] : []),
    ...(spec.hold ? ['what is held'] : []),
    ...(spec.windowEvents === undefined ? [] : ['events between two steps']),
    'range',
    ...(window === 'same' ? [length ? `the window of ${length}` : 'no time limit'] : []),
  ];
  return `The same in all: ${kept.slice(0, -1).join(', ')} and ${kept.at(-1)}.`;
}
