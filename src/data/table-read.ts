import { factsOf, type ColumnFacts } from './column-facts.ts';
import { guessMapping } from './guess-mapping.ts';
import type { MappingGuess, TableSample } from './mapping.ts';
import { blankTable, type Reason, type TableGuess, type TableSetup } from './setup.ts';
import { problem, type Problem } from '#vocabulary/problem.ts';

export interface NamedSample {
  /** As the inspection names the table: the file, with the sheet or the member of an archive. */
  name: string;
  sample: TableSample;
}

/** A table with what its columns show, before anything is decided. */
export interface TableRead extends NamedSample {
  facts: ColumnFacts[];
  /** Who, what and when, each on its own. */
  roles: MappingGuess;
  browserZone: string;
}

export function readTable({ name, sample }: NamedSample, browserZone: string): TableRead {
  const facts = factsOf(sample);
  return { name, sample, facts, roles: guessMapping(sample, browserZone, facts), browserZone };
}

/** Before anything is known of it. */
export const blankGuess = ({ name, sample, browserZone }: TableRead): TableGuess => ({
  setup: blankTable(name, { columns: sample.columns.map((column) => column.name), zone: browserZone }),
  vendor: null,
  hasZone: false,
  reasons: [],
  questions: [],
});

export const because = (field: Reason['field'], reason: string, others: Reason['others'] = []): Reason => ({
  field,
  reason,
  others,
});

/** What the person must say, at a field of the table's setup. */
export const question = (field: keyof TableSetup, message: string, hint?: string): Problem =>
  problem('data/unsure', field, message, hint);

export const factsNamed = (facts: readonly ColumnFacts[], name: string | null): ColumnFacts | null =>
  facts.find((column) => column.name === name) ?? null;

/** The values of a column that are there. */
export const valuesOf = (sample: TableSample, index: number): string[] =>
  sample.rows
    .map((row) => row[index])
    .filter((value): value is string => value !== null && value !== undefined && value !== '');

/** `"a", "b" and "c"` for a sentence. */
export const listed = (names: readonly string[]): string =>
  names.length < 2
    ? `“${names[0] ?? ''}”`
    : `${names
        .slice(0, -1)
        .map((name) => `“${name}”`)
        .join(', ')} and “${names.at(-1)}”`;
