/** Quotes a name of a table or column. A NUL would end the text inside the engine, so it is refused. */
export function id(name: string): string {
  if (name.includes('\0')) throw new RangeError('a name cannot hold a NUL');
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quotes a text as a literal. */
export function text(value: string): string {
  if (value.includes('\0')) throw new RangeError('a text cannot hold a NUL');
  return `'${value.replaceAll("'", "''")}'`;
}

/** A finite number as a DOUBLE literal. */
export function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a finite number`);
  return `${value}::DOUBLE`;
}
