import type { FoundColumns } from './found-columns.ts';
import type { XmlTag } from './xml-tags.ts';

export type XesRow = (string | null)[];
type Values = Map<string, string>;

const ATTRIBUTES = new Set(['string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container']);
/** Events of one trace that are kept until all of its attributes are known. */
const MOST_KEPT = 50_000;
/** What stands for nothing in the default of an attribute. */
const PLACEHOLDER = /^(?:__INVALID__|UNKNOWN|DEFAULT|NOT[ _]SET|string|name)?$/i;

/**
 * Events of an event log by IEEE 1849 as rows. An attribute of an event is a column called by its key, one of its trace
 * `case:<key>`, one within another `<key>.<key>`. Of the defaults that a log declares those are filled in that are texts.
 */
export class XesRows {
  /** Elements that are open, from the log down. */
  readonly #open: string[] = [];
  /** Keys of the attributes that are open. */
  #keys: string[] = [];
  readonly #defaults: Record<string, Values> = { trace: new Map(), event: new Map() };
  #trace: Values = new Map();
  #event: Values | null = null;
  #kept: Values[] = [];
  #scope: string | null = null;

  constructor(private readonly columns: FoundColumns) {}

  /** Whether the log was closed. */
  get whole(): boolean {
    return this.#open.length === 0;
  }

  *rows(tag: XmlTag): Generator<XesRow, void> {
    const { name } = tag;
    if (tag.opens) {
      this.#begin(tag);
      this.#open.push(name);
    }
    if (!tag.closes) return;
    const from = this.#open.lastIndexOf(name);
    if (from < 0) return;
    for (const closed of this.#open.splice(from).reverse()) yield* this.#end(closed);
  }

  /** What a file that was cut short ended with. */
  *end(): Generator<XesRow, void> {
    yield* this.#written();
  }

  #begin(tag: XmlTag): void {
    if (tag.name === 'trace') this.#trace = new Map();
    else if (tag.name === 'event') this.#event = new Map();
    else if (tag.name === 'global') this.#scope = tag.attributes()['scope'] ?? 'event';
    else if (ATTRIBUTES.has(tag.name)) this.#attribute(tag);
  }

  #attribute(tag: XmlTag): void {
    const { key = '', value } = tag.attributes();
    this.#keys.push(key);
    if (value === undefined) return;
    const path = this.#keys.filter((part) => part !== '').join('.');
    if (this.#scope !== null) {
      if (tag.name === 'string' && !PLACEHOLDER.test(value)) this.#defaults[this.#scope]?.set(path, value);
      return;
    }
    const values = this.#event ?? (this.#open.includes('trace') ? this.#trace : null);
    const before = values?.get(path);
    values?.set(path, before === undefined ? value : `${before}, ${value}`);
  }

  *#end(name: string): Generator<XesRow, void> {
    if (ATTRIBUTES.has(name)) this.#keys.pop();
    else if (name === 'global') this.#scope = null;
    else if (name === 'event') {
      if (this.#event) this.#kept.push(this.#event);
      this.#event = null;
      this.#keys = [];
      if (!this.#open.includes('trace') || this.#kept.length >= MOST_KEPT) yield* this.#written();
    } else if (name === 'trace') {
      yield* this.#written();
      this.#trace = new Map();
    }
  }

  *#written(): Generator<XesRow, void> {
    const kept = this.#kept;
    this.#kept = [];
    for (const event of kept) {
      const row: XesRow = [];
      const put = (values: Values, prefix: string) => {
        for (const [key, value] of values) row[this.columns.place(prefix + key)] ??= value;
      };
      put(this.#trace, 'case:');
      put(event, '');
      put(this.#defaults.trace!, 'case:');
      put(this.#defaults.event!, '');
      yield row;
    }
  }
}
