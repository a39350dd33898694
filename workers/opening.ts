import { lostNa } from '#data/lost-na.ts';
import type { GivenSetup } from '#data/resolve-setup.ts';
import { makesEvents, type Setup, type SetupGuess } from '#data/setup.ts';
import type { OpenedLog as Opening, TableFacts, TableInspection, Unusable } from '#engine/protocol.ts';
import { overviewOf } from '#log/overview-of.ts';
import { problem, type Problem } from '#vocabulary/problem.ts';
import type { OpenedLog } from './opened-log.ts';
import type { Source } from './source.ts';

const EXAMPLES = 5;

export interface Understood {
  tables: TableInspection[];
  guess: SetupGuess;
  notes: Problem[];
}

/** What is told of a log that was opened. */
export function openingOf(
  opened: OpenedLog,
  understood: Understood,
  sources: readonly Source[],
  startedMs: number,
): Opening {
  const { log, facts, setup } = opened;
  const tables = facts.tables.map((counts): TableFacts => {
    const { rows, examples } = sources.find(({ inspection }) => inspection.name === counts.table)!.broken();
    return { ...counts, broken: rows, brokenExamples: examples };
  });
  return {
    ...understood,
    setup,
    overview: overviewOf(log),
    rows: log.rows,
    facts: tables,
    unusable: sumOf(tables),
    unnamed: tables.reduce((sum, { unnamed }) => sum + unnamed, 0),
    hidden: facts.hidden,
    identity: facts.identity,
    properties: opened.properties.map(({ name }) => ({ name, type: opened.types[name] ?? 'text' })),
    attributes: [...(log.attributes?.keys() ?? [])],
    zone: zoneOf(setup, understood.guess),
    elapsedMs: performance.now() - startedMs,
  };
}

function sumOf(tables: readonly TableFacts[]): Unusable {
  const sum = (count: (table: TableFacts) => number) => tables.reduce((total, table) => total + count(table), 0);
  const unusable = {
    withoutPerson: sum((table) => table.unusable.withoutPerson),
    withoutTime: sum((table) => table.unusable.withoutTime),
    unreadableTimes: sum((table) => table.unusable.unreadableTimes),
    broken: sum(({ broken }) => broken),
  };
  return {
    ...unusable,
    rows: unusable.withoutPerson + unusable.withoutTime + unusable.unreadableTimes + unusable.broken,
    unreadableExamples: tables.flatMap((table) => table.unusable.unreadableExamples).slice(0, EXAMPLES),
    brokenExamples: tables.flatMap(({ brokenExamples }) => brokenExamples).slice(0, EXAMPLES),
  };
}

function zoneOf({ tables }: Setup, guess: SetupGuess): string | null {
  const zoneless = tables.find((table, i) => makesEvents(table) && !guess.tables[i]?.hasZone);
  return zoneless?.zone ?? null;
}

/** The setup with what the whole data showed that a sample cannot; null where that is nothing, or the person said otherwise. */
export function repairedSetup({ log, facts, setup }: OpenedLog, given: GivenSetup | null): Setup | null {
  const [counts] = facts.tables;
  const at = setup.tables.findIndex(({ table }) => table === counts?.table);
  const said = given?.tables?.some(({ withoutId }) => withoutId !== undefined);
  if (facts.tables.length !== 1 || at < 0 || said || counts!.unusable.withoutPerson === 0) return null;
  const id = lostNa(log.people, log.facts.people);
  if (id === null) return null;
  return { ...setup, tables: setup.tables.map((table, i) => (i === at ? { ...table, withoutId: { id } } : table)) };
}

export function noEvents({ log, facts }: OpenedLog): Problem {
  const sum = (of: 'withoutPerson' | 'withoutTime' | 'unreadableTimes') =>
    facts.tables.reduce((total, { unusable }) => total + unusable[of], 0);
  return problem(
    'data/noEvents',
    'setup.tables',
    `None of the ${log.rows} rows is an event: ${sum('withoutPerson')} have no person, ${sum('withoutTime')} no time, and of ${sum('unreadableTimes')} the time cannot be read.`,
    'Choose other columns for who and when, or another format of the time.',
  );
}
