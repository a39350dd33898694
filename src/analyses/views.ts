import type { Figure, Measure } from '#charts/svg.ts';
import type { ColumnType } from '#data/mapping.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Segment } from '#segments/spec.ts';
import type { LogOverview } from '#log/overview.ts';
import type { Cell } from '#ui/files.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import type { Rule } from '#vocabulary/rule.ts';
import type { Component, Snippet } from 'svelte';
import type { Analysis } from './kinds.ts';

/** What a kind's editor is given. It changes nothing itself: it says what the question should be. */
export interface EditorProps<Spec = Analysis> {
  spec: Spec;
  overview: LogOverview;
  properties: readonly { name: string; type: ColumnType }[];
  /** What tables of people say of each; one of them wins over a property of its name. */
  attributes: readonly string[];
  change: (spec: Spec) => void;
  /** Saved segments that the question may name, in order of their names. */
  saved: readonly NamedSegment[];
  /** The most frequent values of a property, at most so many, with how many events have each. */
  values: (property: string, most: number) => Promise<readonly { value: string; rows: number }[]>;
  /** The button that saves a segment under a name, which it proposes. */
  save: Snippet<[{ segment: Segment; name: string }]>;
  /** The field for a rule on rows, with the adding button's looks left to the editor. */
  rules: Snippet<[RuleSlot]>;
}

export interface RuleSlot {
  rule: Rule | undefined;
  change: (rule: Rule | undefined) => void;
  /** What the rule is about: `step 2`. */
  of: string;
  adder?: Snippet<[Record<string, unknown>]>;
}

/** What a kind's view is given. */
export interface ViewProps<Spec = Analysis, Result = ResultBase> {
  spec: Spec;
  result: Result;
  overview: LogOverview;
  /** IANA zone of every date shown. */
  zone: string;
  /** Opens the people behind a number. */
  open: (pointer: Pointer, heading: string, note: string) => void;
  /** The number whose people are open. */
  opened: Pointer | null;
  /** Says in a short line that something was done. */
  say: (text: string) => void;
  /** By which a segment in the question is called. */
  saved: readonly NamedSegment[];
  /** Asks another question of the kind; absent where the figure only shows. */
  change?: (spec: Spec) => void;
  /** Of the log's events. */
  properties?: EditorProps['properties'];
  /** Opens the timeline of a person. */
  openPerson?: (id: string) => void;
  /** What else can be asked from here; absent where the figure only shows. */
  leads?: Leads;
}

/** A question of another kind that an answer leads to. */
export interface Lead {
  kind: string;
  /** Of a button that asks it: `Build a funnel`, `Paths`. */
  label: string;
  ask: () => void;
}

export interface Leads {
  /** Questions of these events one after another. */
  ofSteps: (steps: EventMatch[]) => Lead[];
  /** Questions that tell the people behind some numbers of this answer apart, of those behind one of them alone. */
  ofNumbers: (numbers: { pointer: Pointer; name: string }[], among?: Pointer) => Lead[];
}

/** What of an answer can be saved. */
export interface Saving {
  /** The figure as it stands on the page, for a width in pixels. */
  figure: (width: number, measure: Measure) => Figure;
  /** The same numbers in full: a head, then rows. */
  table: () => Cell[][];
}

export type Saver<Spec = Analysis, Result = ResultBase> = (
  spec: Spec,
  result: Result,
  overview: LogOverview,
  zone: string,
  saved: readonly NamedSegment[],
) => Saving;

type Loader<Props extends object> = () => Promise<{ default: Component<Props> }>;

const views = import.meta.glob<{ default: Component<ViewProps> }>('./*/View.svelte');
const editors = import.meta.glob<{ default: Component<EditorProps> }>('./*/Editor.svelte');
const savers = import.meta.glob<{ default: Saver }>('./*/draw-figure.ts');
const helps = import.meta.glob<string>('./*/README.md', { query: '?raw', import: 'default' });

/** Null where a kind has no figure of its own. */
export const viewOf = (kind: string): Loader<ViewProps> | null => views[`./${kind}/View.svelte`] ?? null;

export const editorOf = (kind: string): Loader<EditorProps> | null => editors[`./${kind}/Editor.svelte`] ?? null;

/** A kind's README, in Markdown; its first heading is the kind's label. Null where there is none. */
export const helpOf = (kind: string): (() => Promise<string>) | null => helps[`./${kind}/README.md`] ?? null;

/** Null where nothing of a kind's answer can be saved. */
export const saverOf = (kind: string): (() => Promise<{ default: Saver }>) | null =>
  savers[`./${kind}/draw-figure.ts`] ?? null;
