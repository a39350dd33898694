import type { EventColumn } from '#log/shard.ts';
import { regexTest } from '#vocabulary/regex.ts';
import type { NodeRule } from './spec-node.ts';
import { OWN_NAME, type PathsOptions } from './switches.ts';

/** No node: the event is left out. */
export const NONE = -1;
const UNKNOWN = -2;
/** The node depends on the event's value of a property. */
const BY_VALUE = -3;

export const STARTS = 1;
export const ENDS = 2;
/** Places of the matrix are counted from here. */
export const CENTRE = 4;

/** Whether a rule takes a name; one that cannot be read takes none. */
export function ruleTest({ match, regex }: Pick<NodeRule, 'match' | 'regex'>): (name: string) => boolean {
  if (regex) {
    const test = regexTest(match);
    return typeof test === 'function' ? test : () => false;
  }
  const parts = match.split('*');
  return (name) => {
    // the parts stand in it one after another, anywhere
    let from = 0;
    for (const part of parts) {
      const at = name.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return true;
  };
}

export const trimmed = (name: string): string => (name.length > 1 && name.endsWith('/') ? name.slice(0, -1) : name);

export interface Naming {
  rules: readonly NodeRule[];
  trimSlash: boolean;
}

/** What a name becomes: cut, then called after the last rule that matches it. */
export function namer({ rules, trimSlash }: Naming): (name: string) => string {
  const known = rules.map((rule) => ({ takes: ruleTest(rule), as: rule.as }));
  return (name) => {
    const plain = trimSlash ? trimmed(name) : name;
    return known.findLast(({ takes }) => takes(plain))?.as ?? plain;
  };
}

/** Numbers nodes as they are met; a name becomes a number once, not once an event. */
export class NodeNumbers {
  readonly names: string[] = [];
  /** STARTS, ENDS and CENTRE of nodes that the question names, by node. */
  readonly flags: number[] = [];
  /** Nodes met that are left out. */
  readonly excluded = new Set<string>();
  /** By event code: its node, NONE, or a negative number that asks for `numberOf`. */
  readonly ofCode: Int32Array;
  readonly #events: readonly string[];
  readonly #columns: EventColumn[];
  readonly #columnOf: Int32Array;
  readonly #ofValue: Int32Array[];
  readonly #numbers = new Map<string, number>();
  readonly #options: PathsOptions;
  readonly #namer: (name: string) => string;

  /** `possible`: by event code, whether such events may be nodes at all; null = all. */
  constructor(
    events: readonly string[],
    columns: EventColumn[],
    options: PathsOptions,
    possible: Uint8Array | null = null,
  ) {
    const { by, rest } = options;
    this.#events = events;
    this.#columns = columns;
    this.#options = options;
    this.#namer = namer(options);
    this.#columnOf = Int32Array.from(events, (name) => (Object.hasOwn(by, name) ? by[name]! : rest));
    this.#ofValue = columns.map(({ values }) => new Int32Array(values.length + 1).fill(UNKNOWN).fill(NONE, 0, 1));
    this.ofCode = this.#columnOf.map((column, code) =>
      possible && possible[code] === 0 ? NONE : column === OWN_NAME ? UNKNOWN : BY_VALUE,
    );
  }

  /** The node of an event whose code alone does not tell it. */
  numberOf(code: number, event: number): number {
    const known = this.ofCode[code]!;
    if (known === NONE) return NONE;
    if (known === UNKNOWN) return (this.ofCode[code] = this.#number(this.#events[code]!));
    const column = this.#columnOf[code]!;
    const value = this.#columns[column]!.codes[event]!;
    const node = this.#ofValue[column]![value]!;
    if (node !== UNKNOWN) return node;
    return (this.#ofValue[column]![value] = this.#number(this.#columns[column]!.values[value - 1]!));
  }

  #number(text: string): number {
    const name = this.#namer(text);
    if (this.#options.exclude.some((excluded) => this.#is(name, excluded))) {
      this.excluded.add(name);
      return NONE;
    }
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const node = this.names.push(name) - 1;
    this.#numbers.set(name, node);
    const { start, end, matrixAt } = this.#options;
    this.flags[node] =
      (typeof start === 'string' && this.#is(name, start) ? STARTS : 0) |
      (typeof end === 'string' && this.#is(name, end) ? ENDS : 0) |
      (typeof matrixAt === 'string' && this.#is(name, matrixAt) ? CENTRE : 0);
    return node;
  }

  /** A name the question gives may have the slash that names were cut of. */
  #is(name: string, asked: string): boolean {
    return name === asked || (this.#options.trimSlash && name === trimmed(asked));
  }
}
