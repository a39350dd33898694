import type { OpenedLog } from '#engine/protocol.ts';

/** Names of the columns that say who, of every table. */
export const idColumns = ({ setup }: OpenedLog): string[] =>
  setup.tables.flatMap(({ ids }) => ids.map(({ column }) => column));
