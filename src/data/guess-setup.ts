import { alignKinds, borrowIds } from './align-kinds.ts';
import { nameChannels } from './guess-channels.ts';
import { settleDateOrder } from './guess-date-order.ts';
import { guessIds } from './guess-ids.ts';
import { guessTable } from './guess-table.ts';
import { kindRank, UNLINKED_KINDS } from './id-kinds.ts';
import type { Identity, SetupGuess, TableGuess } from './setup.ts';
import { recogniseVendor } from './vendors/recognise.ts';
import { readTable, type NamedSample } from './table-read.ts';

/** An id linked to more than so many others is more likely a default, a test or a shared device than a person. */
export const DEFAULT_CAP = 10;

/** How tables become one log of people, with reasons in words a person can check; what is not sure is a question. */
export function guessSetup(tables: readonly NamedSample[], browserZone: string): SetupGuess {
  const read = tables.map((table) => readTable(table, browserZone));
  const vendors = read.map((table) => recogniseVendor(table));
  const ids = borrowIds(
    read,
    read.map((table, at) => {
      const vendor = vendors[at];
      return vendor ? { ids: vendor.setup.ids, reason: vendor.reasons[0]! } : guessIds(table);
    }),
  );
  const kindsBut = (at: number) => ids.flatMap(({ ids }, i) => (i === at ? [] : ids.map(({ kind }) => kind)));
  const guesses = read.map((table, at) => vendors[at] ?? guessTable(table, ids[at]!, new Set(kindsBut(at))));
  const aligned = alignKinds(read, guesses);
  const settled = nameChannels(settleDateOrder(read, aligned));
  return { tables: settled, identity: identityOf(settled) };
}

/** Ids are linked where a table has several of a person. */
export function identityOf(guesses: readonly TableGuess[]): Identity {
  const linking = guesses
    .filter(({ setup }) => !setup.skip)
    .map(({ setup }) => [...new Set(setup.ids.map(({ kind }) => kind))].filter((kind) => !UNLINKED_KINDS.has(kind)))
    .filter(({ length }) => length > 1);
  const kinds = [...new Set(linking.flat())].sort((a, b) => kindRank(a) - kindRank(b));
  return { rule: kinds.length > 1 ? 'graph' : 'none', kinds, cap: DEFAULT_CAP, split: [] };
}
