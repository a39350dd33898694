import { createContext } from 'svelte';
import type { AnalysisDocument } from '#document/document.ts';
import type { OpenedLog } from '#engine/protocol.ts';
import type { Segment } from '#segments/spec.ts';
import type { SavedSegment } from '#state/saved-segments.ts';
import type { Drag } from './drag.svelte.ts';
import type { Lookups } from './lookups.ts';
import type { Path } from './tree.ts';

/** What every card of the builder needs. */
export interface Builder {
  readonly root: Segment;
  readonly log: OpenedLog;
  readonly zone: string;
  /** Saved segments that a rule may name. */
  readonly saved: readonly SavedSegment[];
  /** What the data holds. */
  readonly lookups: Lookups;
  /** Whether the counts on screen are those of the rules before. */
  readonly counting: boolean;
  /** The question in Explore. */
  readonly question: AnalysisDocument | null;
  readonly drag: Drag;
  /** Another rule at this place. */
  replace(path: Path, next: Segment): void;
  /** Another tree; focus goes to the rule at `focus`, and `said` is read to those who cannot see it. */
  change(root: Segment, focus?: Path, said?: string): void;
  /** Opens the people of a rule. */
  open(segment: Segment, people: number): void;
  /** Asks a question in Explore. */
  explore(document: AnalysisDocument): void;
}

export const [useBuilder, provideBuilder] = createContext<Builder>();

/** How labels call the rule at a place: `rule 2.1`. */
export const called = (path: Path): string => (path.length ? `rule ${path.map((i) => i + 1).join('.')}` : 'the rule');

/** Id of the button that focus goes to when the rule at a place is new or moved. */
export const handleId = (path: Path): string => `rule-${path.join('-')}`;

/** The same without fields that are undefined. */
export const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
