import { guessMapping } from './guess-mapping.ts';
import { idKind, kindRank, UNLINKED_KINDS } from './id-kinds.ts';
import type { Guess, TableSample } from './mapping.ts';
import type { Identity, Reason, SetupGuess, TableGuess } from './setup.ts';
import { problem, type Problem } from '#vocabulary/problem.ts';

export interface NamedSample {
  /** As the inspection names the table: the file, with the sheet or the member of an archive. */
  name: string;
  sample: TableSample;
}

/** An id linked to more than so many others is more likely a default, a test or a shared device than a person. */
export const DEFAULT_CAP = 10;

/** How tables become one log of people, with reasons in words a person can check; what is not sure is a question. */
export function guessSetup(tables: readonly NamedSample[], browserZone: string): SetupGuess {
  const guesses = tables.map((table) => guessEvents(table, browserZone));
  return { tables: guesses, identity: identityOf(guesses) };
}

function guessEvents({ name, sample }: NamedSample, browserZone: string): TableGuess {
  const { person, event, time, zone } = guessMapping(sample, browserZone);
  const asked: [keyof TableGuess['setup'], Guess][] = [
    ['ids', person],
    ['event', event],
    ['time', time],
  ];
  return {
    setup: {
      table: name,
      columns: sample.columns.map((column) => column.name),
      skip: false,
      shape: 'events',
      ids: person.column === null ? [] : [{ column: person.column, kind: idKind(person.column) }],
      withoutId: 'none',
      event: event.column === null ? null : { column: event.column },
      time: time.column,
      timeFormat: time.format,
      zone,
      milestones: [],
      oneEventPer: null,
      repeats: 'keep',
      channel: null,
      amount: null,
      score: null,
      comment: null,
      formulas: [],
    },
    vendor: null,
    hasZone: time.hasZone,
    reasons: asked.map(([field, { reason, others }]): Reason => ({ field, reason, others })),
    questions: asked
      .filter(([, { column }]) => column === null)
      .map(([field, { reason }]): Problem => problem('data/unsure', field, reason)),
  };
}

function identityOf(guesses: readonly TableGuess[]): Identity {
  const linking = guesses
    .filter(({ setup }) => !setup.skip && (setup.shape === 'links' || setup.ids.length > 1))
    .flatMap(({ setup }) => setup.ids.map(({ kind }) => kind))
    .filter((kind) => !UNLINKED_KINDS.has(kind));
  const kinds = [...new Set(linking)].sort((a, b) => kindRank(a) - kindRank(b));
  return { rule: kinds.length > 1 ? 'graph' : 'none', kinds, cap: DEFAULT_CAP, split: [] };
}
