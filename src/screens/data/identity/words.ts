import { IDENTITY_RULES } from '#log/identity.ts';
import type { Identity, Setup } from '#data/setup.ts';

export const RULE_TEXT: Record<Identity['rule'], { label: string; means: string }> = {
  none: { label: 'No linking', means: 'The first filled id of a row is the person.' },
  graph: {
    label: 'Ids that occur together',
    means: 'Ids of one row are one person, and so are ids linked over others.',
  },
  firstKnown: {
    label: 'First known wins',
    means: 'A weaker id belongs to the stronger id it was first seen with.',
  },
  lastKnown: { label: 'Last known wins', means: 'A weaker id belongs to the stronger id it was last seen with.' },
};

export const RULES = IDENTITY_RULES;

/** Kinds of ids that the tables in use have: those that link in their order, then the others. */
export function kindsOf(setup: Setup, identity: Identity): { kind: string; links: boolean }[] {
  const there = [
    ...new Set(setup.tables.filter(({ skip }) => !skip).flatMap(({ ids }) => ids.map(({ kind }) => kind))),
  ];
  return [
    ...identity.kinds.filter((kind) => there.includes(kind)).map((kind) => ({ kind, links: true })),
    ...there.filter((kind) => !identity.kinds.includes(kind)).map((kind) => ({ kind, links: false })),
  ];
}

/** The kinds with one of them a place up (−1) or down (1). */
export function moved(kinds: readonly string[], kind: string, by: -1 | 1): string[] {
  const at = kinds.indexOf(kind);
  const to = at + by;
  if (at < 0 || to < 0 || to >= kinds.length) return [...kinds];
  const next = [...kinds];
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}

export const isSplit = ({ split }: Identity, kind: string, id: string): boolean =>
  split.some((other) => other.kind === kind && other.id === id);

/** Takes an id apart from those it is linked with. */
export const apart = (identity: Identity, kind: string, id: string): Identity =>
  isSplit(identity, kind, id) ? identity : { ...identity, split: [...identity.split, { kind, id }] };

/** Lets an id link again. */
export const together = (identity: Identity, kind: string, id: string): Identity => ({
  ...identity,
  split: identity.split.filter((other) => other.kind !== kind || other.id !== id),
});

export const sameIdentity = (a: Identity, b: Identity): boolean => JSON.stringify(a) === JSON.stringify(b);
