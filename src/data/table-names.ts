/** As `wanted`, or with a number behind it where that is taken: `data.csv (2)`. */
export function freeName(taken: Set<string>, ...wanted: string[]): string {
  const last = wanted.at(-1)!;
  let name = wanted.find((each) => !taken.has(each));
  for (let n = 2; name === undefined; n += 1) if (!taken.has(`${last} (${n})`)) name = `${last} (${n})`;
  taken.add(name);
  return name;
}

/**
 * What the files of an import are called, no two alike. A file of a folder, whose name is a path, goes by the path in that
 * folder. Files that are added later change no name of an earlier one.
 */
export function fileLabels(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((path) => freeName(taken, path.slice(path.indexOf('/') + 1), path));
}

/** What several parts of one export are called: `part-*.csv`, by the beginning and the end that they share. */
export function sharedName(names: readonly string[]): string {
  const shortest = Math.min(...names.map(({ length }) => length));
  const [first] = names as [string];
  let from = 0;
  while (from < shortest && names.every((name) => name[from] === first[from])) from += 1;
  let to = 0;
  while (to < shortest - from && names.every((name) => name.at(-1 - to) === first.at(-1 - to))) to += 1;
  const digits = (text: string) => text.replace(/\d+$/, '');
  return `${digits(first.slice(0, from))}*${first.slice(first.length - to).replace(/^\d+/, '')}`;
}
