import { createContext } from 'svelte';
import type { OpenedLog } from '#engine/protocol.ts';
import type { Segment } from '#segments/spec.ts';
import type { SavedSegment } from '#state/saved-segments.ts';
import type { Option } from '#ui/option.ts';
import type { Path } from './tree.ts';

/** What every card of the builder needs. */
export interface Builder {
  readonly root: Segment;
  readonly log: OpenedLog;
  readonly zone: string;
  /** Saved segments that a rule may name. */
  readonly saved: readonly SavedSegment[];
  values(property: string, startsWith: string): Promise<readonly Option[]>;
  /** Another rule at this place. */
  replace(path: Path, next: Segment): void;
  /** Another tree; focus goes to the rule at `focus`. */
  change(root: Segment, focus?: Path): void;
}

export const [useBuilder, provideBuilder] = createContext<Builder>();

/** How labels call the rule at a place: `rule 2.1`. */
export const called = (path: Path): string => (path.length ? `rule ${path.map((i) => i + 1).join('.')}` : 'the rule');

/** Id of the button that focus goes to when the rule at a place is new or moved. */
export const handleId = (path: Path): string => `rule-${path.join('-')}`;

/** The same without fields that are undefined. */
export const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
