import type { EventName, IdColumn, TableSetup } from '../setup.ts';
import { factsNamed, valuesOf, type TableRead } from '../table-read.ts';

/** What an export of a vendor holds. What is left out is guessed as in any other table. */
export interface VendorShape extends Partial<
  Pick<
    TableSetup,
    'shape' | 'milestones' | 'oneEventPer' | 'repeats' | 'channel' | 'amount' | 'score' | 'comment' | 'zone'
  >
> {
  ids: IdColumn[];
  event: EventName | null;
  time: string | null;
  /** What must be said of it besides. */
  note?: string;
}

export interface Vendor {
  /** `HubSpot`: as people call it. */
  name: string;
  /** Null where the table is no export of it. */
  recognise(table: VendorTable): VendorShape | null;
}

/** A table as vendors know it: by the names of its columns, whatever the case of their letters. */
export class VendorTable {
  readonly columns: readonly string[];
  readonly #byName: Map<string, string>;

  constructor(readonly read: TableRead) {
    this.columns = read.sample.columns.map(({ name }) => name);
    this.#byName = new Map(this.columns.map((name) => [name.toLowerCase(), name]));
  }

  /** The first of the columns that is there. */
  column(...names: string[]): string | null {
    for (const name of names) {
      const found = this.#byName.get(name.toLowerCase());
      if (found !== undefined) return found;
    }
    return null;
  }

  has(...names: string[]): boolean {
    return names.every((name) => this.column(name) !== null);
  }

  /** The first of the columns that has a value in the sample. */
  filled(...names: string[]): string | null {
    return this.allFilled(...names)[0] ?? null;
  }

  allFilled(...names: string[]): string[] {
    return names.map((name) => this.column(name)).filter((name): name is string => this.filledRows(name) > 0);
  }

  filledRows(name: string | null): number {
    return factsNamed(this.read.facts, name)?.filled ?? 0;
  }

  values(name: string): string[] {
    const column = factsNamed(this.read.facts, name);
    return column ? valuesOf(this.read.sample, column.index) : [];
  }

  /** The columns that have values, each with its kind, in the order given. */
  ids(...columns: [kind: string, ...names: string[]][]): IdColumn[] {
    return columns.flatMap(([kind, ...names]) => {
      const column = this.filled(...names);
      return column === null ? [] : [{ column, kind }];
    });
  }

  /** The same with the one that most rows have first: it is the person where nothing is linked. */
  mostFilledFirst(ids: readonly IdColumn[]): IdColumn[] {
    return [...ids].sort((a, b) => this.filledRows(b.column) - this.filledRows(a.column));
  }

  repeatsOf(...names: string[]): TableSetup['repeats'] {
    const everywhere = names
      .map((name) => this.column(name))
      .find((name) => name && this.filledRows(name) === this.read.sample.rows.length);
    return everywhere ? { column: everywhere } : 'keep';
  }

  from(...names: string[]): { column: string } | undefined {
    const column = this.filled(...names);
    return column === null ? undefined : { column };
  }
}
