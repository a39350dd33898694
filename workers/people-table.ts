import { isObject } from '#vocabulary/fields.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';

/** Attributes of people by id, beside the events: a column of it wins over an event property of the same name. */
export class PeopleTable {
  readonly #byId: Map<string, Record<string, string | null>>;
  readonly columns: ReadonlySet<string>;

  constructor(byId: Map<string, Record<string, string | null>> = new Map()) {
    this.#byId = byId;
    this.columns = new Set([...byId.values()].flatMap((attributes) => Object.keys(attributes)));
  }

  static fromJson(value: unknown): Outcome<PeopleTable> {
    if (value === undefined) return ok(new PeopleTable());
    if (!isObject(value) || !Object.values(value).every(isObject))
      return fail(
        problem('data/people', 'people', 'People must be an object of objects: { id: { attribute: value } }.'),
      );
    const text = (cell: unknown) =>
      cell === null || cell === undefined || cell === ''
        ? null
        : typeof cell === 'object'
          ? JSON.stringify(cell)
          : String(cell);
    return ok(
      new PeopleTable(
        new Map(
          Object.entries(value).map(([person, attributes]) => [
            person,
            Object.fromEntries(Object.entries(attributes as object).map(([name, cell]) => [name, text(cell)])),
          ]),
        ),
      ),
    );
  }

  value(person: string, column: string): string | null {
    return this.#byId.get(person)?.[column] ?? null;
  }
}
