import { Dictionary } from './dictionary.ts';
import type { IdOfKind, IdentityReport, Merged } from './identity.ts';
import { NO_ID, type Identities, type Linked } from './identities.ts';

const SHOWN_IDS = 20;
const EXAMPLES = 5;
const LARGEST = 10;
const SHOWN_IGNORED = 50;
/** Ranks are fewer. */
const NO_RANK = 255;
const encoder = new TextEncoder();

/** Turns the ids of events into people, numbered in order of first appearance. */
export class PeopleOf {
  readonly #ids: Identities;
  readonly #linked: Linked;
  readonly #personOf: Uint32Array;
  readonly #seenFirst: Uint8Array;
  /** Rank of each id, and beyond all ranks where it links nothing: of two the lower says who. */
  readonly #weakness: Uint16Array;
  #withoutLinking = 0;
  #count = 0;

  constructor(ids: Identities) {
    this.#ids = ids;
    this.#linked = ids.link();
    this.#personOf = new Uint32Array(ids.size).fill(NO_ID);
    this.#seenFirst = new Uint8Array(ids.size);
    this.#weakness = new Uint16Array(ids.size);
    for (let id = 0; id < ids.size; id++)
      this.#weakness[id] = Math.min(NO_RANK, ids.rank(id)) + (this.#linked.ignored[id] ? NO_RANK + 1 : 0);
  }

  get count(): number {
    return this.#count;
  }

  /** Puts the person of each event in the place of its first id, those of nobody left out, and counts events of p at p + 1. */
  assign(first: Uint32Array, best: Uint32Array | null, size: number, counts: Uint32Array): void {
    for (let at = 0; at < size; at++) {
      if (first[at] === NO_ID) continue;
      // unsigned numbers beyond the small ones would be made on the heap for each call
      const person = this.person(first[at]! | 0, best ? best[at]! | 0 : -1);
      first[at] = person;
      counts[person + 1]!++;
    }
  }

  /** The person of an event by its first filled id and the strongest of its others, −1 or NO_ID where there is none. */
  person(first: number, best: number): number {
    if (this.#seenFirst[first] === 0) {
      this.#seenFirst[first] = 1;
      this.#withoutLinking++;
    }
    const root = this.#rootOf(first, best);
    if (this.#personOf[root] === NO_ID) this.#personOf[root] = this.#count++;
    return this.#personOf[root]!;
  }

  /** The same of somebody who may have no event: NO_ID then. */
  find(first: number, best: number): number {
    return this.#personOf[this.#rootOf(first, best)]!;
  }

  #rootOf(first: number, best: number): number {
    const { root } = this.#linked;
    if (best < 0 || best === NO_ID || best === first || !this.#ids.links) return root[first]!;
    return root[this.#weakness[best]! < this.#weakness[first]! ? best : first]!;
  }

  /** What each person is called: their strongest id that was seen first. Identities of two kinds may be the same text. */
  names(): { texts: Dictionary; report: IdentityReport } {
    const ids = this.#ids;
    const strongest = new Uint32Array(this.#count).fill(NO_ID);
    const counts = new Uint32Array(this.#count);
    for (let id = 0; id < ids.size; id++) {
      const person = this.#personOf[this.#linked.root[id]!]!;
      if (person === NO_ID) continue;
      counts[person]!++;
      const best = strongest[person]!;
      if (best === NO_ID || ids.rank(id) < ids.rank(best)) strongest[person] = id;
    }
    const texts = new Dictionary();
    for (let person = 0; person < this.#count; person++) {
      const id = strongest[person]!;
      let name = ids.text(id);
      while (texts.find(name) >= 0) name = `${name} (${ids.kindName(id)})`;
      const bytes = encoder.encode(name);
      texts.code(bytes, 0, bytes.length);
    }
    return { texts, report: this.#report(texts, counts) };
  }

  #report(texts: Dictionary, counts: Uint32Array): IdentityReport {
    const merged = [...counts.keys()].filter((person) => counts[person]! > 1);
    const first = merged.slice(0, EXAMPLES);
    const largest = [...merged].sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, LARGEST);
    const shown = this.#idsOf(new Set([...first, ...largest]));
    const one = (person: number): Merged => ({
      person: texts.text(person),
      count: counts[person]!,
      ids: shown.get(person) ?? [],
    });
    return {
      kinds: this.#ids.kinds(),
      people: this.#count,
      withoutLinking: this.#withoutLinking,
      merged: merged.length,
      examples: first.map(one),
      largest: largest.map(one),
      ...this.#ignored(),
    };
  }

  #idsOf(people: ReadonlySet<number>): Map<number, IdOfKind[]> {
    const found = new Map<number, IdOfKind[]>();
    for (let id = 0; id < this.#ids.size; id++) {
      const person = this.#personOf[this.#linked.root[id]!]!;
      if (!people.has(person)) continue;
      const list = found.get(person) ?? [];
      if (list.length < SHOWN_IDS) list.push(this.#idOfKind(id));
      found.set(person, list);
    }
    return found;
  }

  #ignored(): Pick<IdentityReport, 'ignored' | 'ignoredTotal'> {
    const { ignored, degree } = this.#linked;
    const cap = this.#ids.identity.cap;
    const over = [...ignored.keys()].filter((id) => degree[id]! > cap);
    over.sort((a, b) => degree[b]! - degree[a]! || a - b);
    return {
      ignored: over.slice(0, SHOWN_IGNORED).map((id) => ({ ...this.#idOfKind(id), linkedTo: degree[id]! })),
      ignoredTotal: over.length,
    };
  }

  #idOfKind(id: number): IdOfKind {
    return { kind: this.#ids.kindName(id), id: this.#ids.text(id) };
  }
}
