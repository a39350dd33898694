import type { AnyKind } from './kind.ts';

const modules = import.meta.glob<{ default: AnyKind }>('./*/index.ts', { eager: true });

/** Every installed kind by its name: the folders are the list. */
export const kinds: ReadonlyMap<string, AnyKind> = new Map(
  Object.values(modules).map((module) => [module.default.kind, module.default]),
);
