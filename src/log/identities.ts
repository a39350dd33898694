import { Dictionary } from './dictionary.ts';
import type { IdOfKind, Identity } from './identity.ts';
import { Numbers } from './numbers.ts';
import { PairTable } from './pair-table.ts';
import { coder } from './text-coder.ts';
import type { CodedColumn, TextColumn } from './text-column.ts';
import { UnionFind } from './union-find.ts';

/** No id. */
export const NO_ID = 0xffffffff;
/** Of rows that are each a person of their own. */
const ROWS = '';
const encoder = new TextEncoder();

/** Which ids belong together. Arrays are by id. */
export interface Linked {
  /** The same number for all ids of one person. */
  root: Uint32Array;
  /** 1 = links nothing. */
  ignored: Uint8Array;
  /** To how many others an id was seen linked. */
  degree: Uint32Array;
}

interface Kind {
  name: string;
  rank: number;
  texts: Dictionary;
  /** Number of each code; null where they are the same. */
  ids: Numbers | null;
  /** Codes that count as no id; null where there are none. */
  leftOut: ReadonlySet<number> | null;
}

/** Every id that was seen, numbered from 0 in order of first appearance, and which were seen together. */
export class Identities {
  readonly #kinds: Kind[] = [];
  readonly #kindOf = new Numbers();
  readonly #codeOf = new Numbers();
  readonly #pairs = new PairTable();
  #size = 0;

  /** Ids of `leaveOut` are read as none. */
  constructor(
    readonly identity: Identity,
    private readonly leaveOut: readonly IdOfKind[] = [],
  ) {}

  get leavesOut(): boolean {
    return this.leaveOut.length > 0;
  }

  get size(): number {
    const [only] = this.#kinds;
    return only && !only.ids ? only.texts.size : this.#size;
  }

  /** Number of a kind, for `reader`. */
  kind(name: string): number {
    const known = this.#kinds.findIndex((kind) => kind.name === name);
    if (known >= 0) return known;
    const rank = this.identity.kinds.indexOf(name);
    // of one kind alone the code is the number: the usual log keeps no second list of millions
    const [only] = this.#kinds;
    if (only && !only.ids) {
      only.ids = new Numbers();
      this.#size = only.texts.size;
      for (let code = 0; code < only.texts.size; code++) {
        only.ids.push(code);
        this.#kindOf.push(0);
        this.#codeOf.push(code);
      }
    }
    const texts = new Dictionary();
    this.#kinds.push({
      name,
      rank: rank < 0 ? Infinity : rank,
      texts,
      ids: only ? new Numbers() : null,
      leftOut: this.#leftOut(name, texts),
    });
    const kind = this.#kinds.length - 1;
    if (only) for (let code = 0; code < texts.size; code++) this.#id(kind, code);
    return kind;
  }

  /** Names of the kinds with how many ids each has. */
  kinds(): { kind: string; ids: number }[] {
    return this.#kinds
      .filter(({ name }) => name !== ROWS)
      .map(({ name, texts, leftOut }) => ({ kind: name, ids: texts.size - (leftOut?.size ?? 0) }));
  }

  #leftOut(kind: string, texts: Dictionary): ReadonlySet<number> | null {
    const ids = this.leaveOut.filter((left) => left.kind === kind).map(({ id }) => encoder.encode(id));
    return ids.length === 0 ? null : new Set(ids.map((bytes) => texts.code(bytes, 0, bytes.length)));
  }

  /** Reads the id of a row, −1 where it is missing or left out: NO_ID is too large for a small number, and slow. */
  reader(kind: number, column: TextColumn | CodedColumn): (row: number) => number {
    const { texts, ids, leftOut } = this.#kinds[kind]!;
    const codeAt = coder(texts, column);
    if (leftOut) {
      const idOf = (code: number) => (ids ? this.#id(kind, code) : code);
      return (row) => {
        const code = codeAt(row);
        return code < 0 || leftOut.has(code) ? -1 : idOf(code);
      };
    }
    if (!ids) return codeAt;
    return (row) => {
      const code = codeAt(row);
      if (code < 0) return -1;
      return code < ids.size ? ids.array[code]! : this.#id(kind, code);
    };
  }

  /** The id of a text. */
  of(kind: number, text: string): number {
    const bytes = encoder.encode(text);
    const code = this.#kinds[kind]!.texts.code(bytes, 0, bytes.length);
    return this.#kinds[kind]!.ids ? this.#id(kind, code) : code;
  }

  /** Must be called before rows are read if any is a person of its own. */
  ofEachRow(): void {
    this.kind(ROWS);
  }

  /** An id that only this row has. */
  ofRow(row: number): number {
    return this.of(this.kind(ROWS), `row ${row}`);
  }

  text(id: number): string {
    const { texts, ids } = this.#kinds[this.#kindNumber(id)]!;
    return texts.text(ids ? this.#codeOf.array[id]! : id);
  }

  kindName(id: number): string {
    return this.#kinds[this.#kindNumber(id)]!.name;
  }

  /** 0 = the strongest kind; Infinity = a kind that does not link. */
  rank(id: number): number {
    return this.#kinds[this.#kindNumber(id)]!.rank;
  }

  rankOfKind(kind: number): number {
    return this.#kinds[kind]!.rank;
  }

  /** Whether ids that occur together are told of at all. */
  get links(): boolean {
    return this.identity.rule !== 'none';
  }

  /** Two ids of one row, the stronger first; both are of kinds that link. */
  together(strong: number, weak: number, ms: number): void {
    if (strong !== weak) this.#pairs.see(strong, weak, ms);
  }

  /** The texts of all ids by number, where they are of one kind and none is linked. */
  get alone(): Dictionary | null {
    const [only] = this.#kinds;
    return only && !only.ids && this.#pairs.size === 0 ? only.texts : null;
  }

  link(): Linked {
    const degree = new Uint32Array(this.size);
    for (const { a, b } of this.#pairs) {
      degree[a]!++;
      degree[b]!++;
    }
    const ignored = new Uint8Array(this.size);
    for (let id = 0; id < ignored.length; id++) if (degree[id]! > this.identity.cap) ignored[id] = 1;
    for (const { kind, id } of this.identity.split) {
      const at = this.#find(kind, id);
      if (at !== NO_ID) ignored[at] = 1;
    }
    const sets = new UnionFind(this.size);
    for (const [a, b] of this.#joins(ignored)) sets.join(a, b);
    const root = new Uint32Array(this.size);
    for (let id = 0; id < root.length; id++) root[id] = sets.find(id);
    return { root, ignored, degree };
  }

  /** Pairs that are one person by the rule. Of pairs whose times are not known, or the same, the file's order decides. */
  *#joins(ignored: Uint8Array): Generator<[number, number], void> {
    const { rule } = this.identity;
    const chosen = new Uint32Array(rule === 'graph' ? 0 : this.size).fill(NO_ID);
    const chosenMs = new Float64Array(chosen.length).fill(NaN);
    for (const { a, b, firstMs, lastMs } of this.#pairs) {
      if (ignored[a] || ignored[b]) continue;
      if (rule === 'graph' || this.rank(a) === this.rank(b)) {
        yield [a, b];
        continue;
      }
      // a is the stronger
      const best = chosenMs[b]!;
      const earlier = chosen[b] === NO_ID || firstMs < best || (Number.isNaN(best) && !Number.isNaN(firstMs));
      const later = lastMs >= best || Number.isNaN(best);
      if (rule === 'firstKnown' ? !earlier : !later) continue;
      chosen[b] = a;
      chosenMs[b] = rule === 'firstKnown' ? firstMs : lastMs;
    }
    for (let weak = 0; weak < chosen.length; weak++) if (chosen[weak] !== NO_ID) yield [chosen[weak]!, weak];
  }

  #find(kind: string, text: string): number {
    const at = this.#kinds.findIndex(({ name }) => name === kind);
    const code = at < 0 ? -1 : this.#kinds[at]!.texts.find(text);
    return code < 0 ? NO_ID : (this.#kinds[at]!.ids?.array[code] ?? code);
  }

  #kindNumber(id: number): number {
    return id < this.#kindOf.size ? this.#kindOf.array[id]! : 0;
  }

  /** The number of a code; codes come in order, so one that has none yet is the next. */
  #id(kind: number, code: number): number {
    const ids = this.#kinds[kind]!.ids!;
    if (code < ids.size) return ids.array[code]!;
    const id = this.#size++;
    ids.push(id);
    this.#kindOf.push(kind);
    this.#codeOf.push(code);
    return id;
  }
}
