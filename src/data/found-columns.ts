const MOST_COLUMNS = 10_000;

/** Columns by the keys of a file that names its values, in the order in which they come. Letters' case makes no two columns. */
export class FoundColumns {
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #taken = new Set<string>();

  /** The place of a key's column, a new one where it is not known yet. Throws where these are too many. */
  place(key: string): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (this.names.length >= MOST_COLUMNS)
      throw new Error(
        `There are more than ${MOST_COLUMNS.toLocaleString('en-US')} different names in its objects; “${key.slice(0, 80)}” is one too many.`,
      );
    const wanted = key.trim() || `column ${this.names.length + 1}`;
    let name = wanted;
    for (let n = 2; this.#taken.has(name.toLowerCase()); n += 1) name = `${wanted} ${n}`;
    this.#taken.add(name.toLowerCase());
    this.#places.set(key, this.names.length);
    return this.names.push(name) - 1;
  }

  copy(): FoundColumns {
    const copy = new FoundColumns();
    for (const key of this.#places.keys()) copy.place(key);
    return copy;
  }
}
