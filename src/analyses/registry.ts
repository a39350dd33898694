import type { AnyKind } from './kind.ts';

const modules = import.meta.glob<{ default: AnyKind }>('./*/index.ts', { eager: true });

/** Every installed kind by its name, in the order of menus: the folders are the list. */
export const kinds: ReadonlyMap<string, AnyKind> = new Map(
  Object.values(modules)
    .map((module) => module.default)
    .sort((a, b) => a.place - b.place)
    .map((kind) => [kind.kind, kind]),
);
