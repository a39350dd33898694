import { OTHER } from '../breakdown-groups.ts';
import type { SessionsPartial } from './kernel.ts';
import { SessionSums, type NamedSessions } from './result-table.ts';

/** Codes of the names that are listed: the most frequent first, then by name. */
export function rankedNames(names: readonly string[], sessions: ArrayLike<number>): number[] {
  return names
    .map((_, code) => code)
    .filter((code) => sessions[code]! > 0)
    .sort((a, b) => sessions[b]! - sessions[a]! || (names[a]! < names[b]! ? -1 : 1));
}

/** Sessions by the name of one of their ends, the others together. */
export function namedSessions(
  { names, rows }: Pick<SessionsPartial, 'names' | 'rows'>,
  end: 'entry' | 'exit',
  of: Uint32Array,
  top: number,
): NamedSessions[] {
  const sums = new SessionSums(names.length);
  for (const row of of) sums.add(rows[end][row]!, rows, row);
  const ranked = rankedNames(names, sums.sessions);
  const named = (name: string, codes: number[]): NamedSessions => {
    const numbers = sums.of(codes);
    return { name, ...numbers, share: numbers.sessions / of.length };
  };
  return [
    ...ranked.slice(0, top).map((code) => named(names[code]!, [code])),
    ...(ranked.length > top ? [named(OTHER, ranked.slice(top))] : []),
  ];
}

/** Which codes a name in a pointer is about; `of` are the rows that the names are listed for. */
export function codesNamed(
  { names, rows }: SessionsPartial,
  end: 'entry' | 'exit',
  of: Uint32Array,
  top: number,
  name: string,
): (code: number) => boolean {
  if (name !== OTHER) return (code) => names[code] === name;
  const sessions = new Float64Array(names.length);
  for (const row of of) sessions[rows[end][row]!]!++;
  const listed = new Set(rankedNames(names, sessions).slice(0, top));
  return (code) => !listed.has(code);
}
