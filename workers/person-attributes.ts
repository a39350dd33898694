import { asTexts } from '#data/made-columns.ts';
import type { ScannedRows } from '#data/scanned-rows.ts';
import type { TableSetup } from '#data/setup.ts';
import { Dictionary } from '#log/dictionary.ts';
import type { EventLog, PersonAttribute } from '#log/event-log.ts';
import { NO_ID, type Identities } from '#log/identities.ts';
import type { Laid } from '#log/lay-out.ts';
import { RowIds } from '#log/row-ids.ts';
import { coder, NO_TEXT } from '#log/text-coder.ts';
import { isObject } from '#vocabulary/fields.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';

/** Attributes by name. One of them wins over an event property of the same name. */
type PersonAttributes = Map<string, PersonAttribute>;

/** Attributes given beside the data: `{ id: { attribute: value } }`. */
export type GivenPeople = Map<string, Map<string, string>>;

export function parsePeople(value: unknown): Outcome<GivenPeople> {
  if (value === undefined) return ok(new Map());
  if (!isObject(value) || !Object.values(value).every(isObject))
    return fail(problem('data/people', 'people', 'People must be an object of objects: { id: { attribute: value } }.'));
  const text = (cell: unknown) => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell));
  return ok(
    new Map(
      Object.entries(value).map(([person, attributes]) => [
        person,
        new Map(
          Object.entries(attributes as object)
            .filter(([, cell]) => cell !== null && cell !== undefined && cell !== '')
            .map(([name, cell]) => [name, text(cell)]),
        ),
      ]),
    ),
  );
}

/** Lays given attributes onto the people of a log, over those it has. */
export function attachPeople(given: GivenPeople, log: EventLog): void {
  const attributes = (log.attributes ??= new Map<string, PersonAttribute>());
  const codes = new Map<string, Map<string, number>>();
  for (const [id, cells] of given) {
    const person = log.people.find(id);
    for (const [name, value] of cells) {
      if (!attributes.has(name)) attributes.set(name, { codes: new Uint32Array(log.facts.people), values: [] });
      const attribute = attributes.get(name)!;
      if (person < 0 || person >= attribute.codes.length) continue;
      const known = codes.get(name) ?? new Map(attribute.values.map((each, i) => [each, i + 1]));
      codes.set(name, known);
      if (!known.has(value)) known.set(value, attribute.values.push(value));
      attribute.codes[person] = known.get(value)!;
    }
  }
}

/** Reads a table of people: whom each row is about, and the codes of its attributes. */
export class PeopleRows {
  readonly columns: string[];
  readonly #setup: TableSetup;
  readonly #ids: Identities;
  readonly #kinds: number[];
  readonly #attributes: { name: string; texts: Dictionary; codes: number[] }[];
  readonly #first: number[] = [];
  readonly #best: number[] = [];

  constructor(setup: TableSetup, columns: readonly string[], ids: Identities) {
    this.#setup = setup;
    this.#ids = ids;
    this.#kinds = setup.ids.map(({ kind }) => ids.kind(kind));
    const own = columns.filter((name) => !setup.ids.some(({ column }) => column === name));
    this.#attributes = own.map((name) => ({ name, texts: new Dictionary(), codes: [] }));
    this.columns = [...setup.ids.map(({ column }) => column), ...own];
  }

  get rows(): number {
    return this.#first.length;
  }

  add({ rows, columns }: ScannedRows): void {
    const texts = columns.map(asTexts);
    const row = new RowIds(
      this.#ids,
      this.#kinds.map((kind, i) => ({ kind, column: texts[i]! })),
    );
    const readers = this.#attributes.map((attribute, i) => coder(attribute.texts, texts[this.#kinds.length + i]!));
    for (let i = 0; i < rows; i++) {
      row.read(i);
      row.link(NaN);
      this.#first.push(row.first >>> 0);
      this.#best.push(row.best >>> 0);
      this.#attributes.forEach(({ codes }, a) => codes.push(readers[a]!(i)));
    }
  }

  /** Lays the attributes onto people; of several rows of a person the last that has a value counts. */
  attach(laid: Laid): void {
    const people = laid.log.facts.people;
    const attributes: PersonAttributes = (laid.log.attributes ??= new Map<string, PersonAttribute>());
    const persons = this.#first.map((first, i) => (first === NO_ID ? NO_ID : laid.personOf(first, this.#best[i]!)));
    for (const { name, texts, codes } of this.#attributes) {
      const attribute = attributes.get(name) ?? { codes: new Uint32Array(people), values: [] };
      const offset = attribute.values.length + 1;
      attribute.values.push(...texts.texts());
      codes.forEach((code, i) => {
        const person = persons[i]!;
        if (code !== NO_TEXT && person < people) attribute.codes[person] = code + offset;
      });
      attributes.set(name, attribute);
    }
  }

  /** How many rows are about somebody who has events. */
  matched(laid: Laid): number {
    const people = laid.log.facts.people;
    return this.#first.filter((first, i) => first !== NO_ID && laid.personOf(first, this.#best[i]!) < people).length;
  }

  get table(): string {
    return this.#setup.table;
  }
}
