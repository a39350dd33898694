import { problem, type Problem } from './problem.ts';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const described = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/**
 * Reads one object of a document field by field and collects every problem with its path.
 * Each reader returns undefined where the field is absent or wrong; `done` reports fields nobody asked for.
 */
export class Fields {
  readonly #asked = new Set<string>();
  readonly #object: Record<string, unknown>;

  private constructor(
    object: Record<string, unknown>,
    readonly path: string,
    readonly problems: Problem[],
  ) {
    this.#object = object;
  }

  /** Null, with a problem, where the value is not an object. */
  static of(value: unknown, path: string, problems: Problem[]): Fields | null {
    if (isObject(value)) return new Fields(value, path, problems);
    problems.push(problem('document/type', path, `This must be an object, not ${described(value)}.`));
    return null;
  }

  at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  has(name: string): boolean {
    return this.#object[name] !== undefined;
  }

  /** The untyped value; the caller checks it. */
  raw(name: string): unknown {
    this.#asked.add(name);
    return Object.hasOwn(this.#object, name) ? this.#object[name] : undefined;
  }

  refuse(name: string, code: string, message: string, hint?: string): undefined {
    this.problems.push(problem(code, name === '' ? this.path : this.at(name), message, hint));
    return undefined;
  }

  string(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'string') return value;
    return this.refuse(name, 'document/type', `This must be text, not ${described(value)}.`);
  }

  boolean(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'boolean') return value;
    return this.refuse(name, 'document/type', `This must be true or false, not ${described(value)}.`);
  }

  integer(name: string, least: number, most: number): number | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    return this.refuse(
      name,
      'document/range',
      `This must be a whole number from ${least} to ${most}, not ${described(value)}.`,
    );
  }

  number(name: string): number | undefined {
    const value = this.raw(name);
    if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
    return this.refuse(name, 'document/type', `This must be a number, not ${described(value)}.`);
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && (allowed as readonly string[]).includes(value)) return value as T;
    return this.refuse(
      name,
      'document/choice',
      `${described(value)} is not a choice here.`,
      `Choose one of ${allowed.join(', ')}.`,
    );
  }

  list<T>(name: string, read: (value: unknown, path: string) => T | undefined): T[] | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value))
      return this.refuse(name, 'document/type', `This must be a list, not ${described(value)}.`);
    const items = value.map((item, i) => read(item, `${this.at(name)}[${i}]`));
    return items.every((item) => item !== undefined) ? (items as T[]) : undefined;
  }

  /** A nested object, or undefined where it is absent or not an object. */
  object(name: string): Fields | undefined {
    const value = this.raw(name);
    return value === undefined ? undefined : (Fields.of(value, this.at(name), this.problems) ?? undefined);
  }

  /** Call last: a misspelt option must never be ignored in silence. */
  done(): void {
    for (const name of Object.keys(this.#object)) {
      if (this.#asked.has(name)) continue;
      this.problems.push(
        problem(
          'document/unknownField',
          this.at(name),
          `There is no field “${name}” here.`,
          `Known fields: ${[...this.#asked].join(', ')}.`,
        ),
      );
    }
  }
}
