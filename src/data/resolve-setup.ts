import { isZone } from '#vocabulary/calendar.ts';
import { Fields, isObject } from '#vocabulary/fields.ts';
import { problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { idKind } from './id-kinds.ts';
import { TIME_FORMATS, type Mapping } from './mapping.ts';
import { parseSetup, type SetupParts } from './parse-setup.ts';
import { matchRemembered } from './remember-setup.ts';
import { makesEvents, type Setup, type SetupGuess, type TableGuess, type TableSetup } from './setup.ts';
import { columnsOfEvents } from './table-events.ts';

/**
 * What a person said of how files are read, all of it optional: parts of a setup, whose tables are known by their names or
 * else by their columns, and columns for every table that has them.
 */
export interface GivenSetup extends Partial<Mapping>, SetupParts {}

/** What a person said from JSON: `{ person, event, time, timeFormat, zone }`, parts of a setup, or both. */
export function parseGiven(value: unknown): Outcome<GivenSetup> {
  if (!isObject(value)) return parseSetup(value);
  const problems: Problem[] = [];
  const { person, event, time, timeFormat, zone, ...parts } = value;
  const fields = Fields.of({ person, event, time, timeFormat, zone }, '', problems)!;
  const said = {
    person: fields.string('person'),
    event: fields.string('event'),
    time: fields.string('time'),
    timeFormat: fields.oneOf('timeFormat', TIME_FORMATS),
    zone: fields.string('zone'),
  };
  const setup = parseSetup(parts);
  if (!setup.ok || problems.length > 0)
    return { ok: false, problems: [...problems, ...(setup.ok ? [] : setup.problems)] };
  const kept = Object.fromEntries(Object.entries(said).filter(([, field]) => field !== undefined));
  return { ok: true, value: { ...kept, ...setup.value } };
}

/** The guess with what the person said laid over it; what neither of them tells is a problem at its field. */
export function resolveSetup(given: GivenSetup | null, guess: SetupGuess): Outcome<Setup> {
  const { said, problems } = remembered(given ?? {}, guess);
  for (const role of ['person', 'event', 'time'] as const) {
    const name = said[role];
    if (name !== undefined && !guess.tables.some(({ setup }) => setup.columns.includes(name)))
      problems.push(
        problem(
          'data/noColumn',
          `mapping.${role}`,
          `No file has a column “${name}”.`,
          'Choose one of the columns there are.',
        ),
      );
  }
  const unknown = said.tables?.filter(({ table }) => !guess.tables.some(({ setup }) => setup.table === table)) ?? [];
  for (const { table } of unknown)
    problems.push(problem('data/noTable', 'setup.tables', `No file has a table “${table}”.`, 'Name a table there is.'));
  const tables = guess.tables.map((table, i) => {
    const resolved = resolveTable(table, said);
    if (!resolved.setup.skip)
      problems.push(...resolved.questions, ...wrongColumns(resolved.setup, `setup.tables[${i}]`));
    return resolved.setup;
  });
  if (!tables.some(makesEvents))
    problems.push(
      problem(
        'data/noEventTable',
        'setup.tables',
        'None of these tables has events.',
        'Say of one of them who, what and when.',
      ),
    );
  const setup = {
    tables,
    names: said.names ?? [],
    identity: said.identity ?? guess.identity,
    ...(said.leaveOut && { leaveOut: said.leaveOut }),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: setup };
}

/** Puts last month’s tables under the names of this month’s files. */
function remembered(said: GivenSetup, guess: SetupGuess): { said: GivenSetup; problems: Problem[] } {
  const names = new Set(guess.tables.map(({ setup }) => setup.table));
  const isWhole = (table: NonNullable<GivenSetup['tables']>[number]): table is TableSetup =>
    table.columns !== undefined;
  const lost = said.tables?.filter((table) => !names.has(table.table)).filter(isWhole) ?? [];
  if (lost.length === 0) return { said, problems: [] };
  const staying = said.tables!.filter((table) => !isWhole(table) || names.has(table.table));
  const free = guess.tables.filter(({ setup }) => !staying.some(({ table }) => table === setup.table));
  const found = matchRemembered(
    { tables: lost, names: [], identity: guess.identity },
    free.map(({ setup }) => ({ name: setup.table, columns: setup.columns })),
  );
  return {
    said: { ...said, tables: [...staying, ...(found?.setup.tables ?? [])] },
    problems: found?.problems.filter(({ severity }) => severity === 'error') ?? [],
  };
}

/** What is said of one table, and what of it is still not known. */
function resolveTable(
  { setup, questions }: TableGuess,
  given: GivenSetup,
): { setup: TableSetup; questions: Problem[] } {
  const own = given.tables?.find(({ table }) => table === setup.table);
  const columns: Partial<TableSetup> = {};
  const has = (name: string | undefined): name is string => name !== undefined && setup.columns.includes(name);
  if (has(given.person)) columns.ids = [{ column: given.person, kind: idKind(given.person) }];
  if (has(given.event)) columns.event = { column: given.event };
  if (has(given.time)) columns.time = given.time;
  if (given.timeFormat !== undefined) columns.timeFormat = given.timeFormat;
  if (given.zone !== undefined) columns.zone = given.zone;
  const said = { ...columns, ...own };
  const asEvents = has(given.person) && has(given.time) ? { shape: 'events' as const } : {};
  const answered = new Set(Object.keys(said));
  return {
    setup: { ...setup, ...asEvents, ...said, columns: setup.columns },
    questions: questions.filter(({ at }) => !answered.has(at)).map((each) => ({ ...each, at: `mapping.${each.at}` })),
  };
}

function wrongColumns(setup: TableSetup, at: string): Problem[] {
  const problems: Problem[] = [];
  const made = setup.formulas.map(({ name }) => name);
  const missing = columnsOfEvents(setup).filter((name) => !setup.columns.includes(name) && !made.includes(name));
  for (const name of missing)
    problems.push(
      problem('data/noColumn', at, `${setup.table} has no column “${name}”.`, 'Choose one of the columns there are.'),
    );
  if (!isZone(setup.zone))
    problems.push(problem('document/zone', `${at}.zone`, `“${setup.zone}” is not a time zone.`, 'Give an IANA name.'));
  const needsWho = setup.shape !== 'costs' && setup.ids.length < (setup.shape === 'links' ? 2 : 1);
  if (needsWho && setup.withoutId !== 'each')
    problems.push(
      problem('data/unsure', `${at}.ids`, `Which column of ${setup.table} says who?`, 'Choose the column.'),
    );
  if (setup.shape === 'events' && setup.event === null)
    problems.push(
      problem(
        'data/unsure',
        `${at}.event`,
        `Which column of ${setup.table} says what happened?`,
        'Choose the column, or one name for every row.',
      ),
    );
  if (setup.shape === 'events' && setup.time === null)
    problems.push(
      problem('data/unsure', `${at}.time`, `Which column of ${setup.table} says when?`, 'Choose the column.'),
    );
  if (setup.shape === 'milestones' && setup.milestones.length === 0)
    problems.push(
      problem(
        'data/unsure',
        `${at}.milestones`,
        `Which columns of ${setup.table} are dates of events?`,
        'Choose them.',
      ),
    );
  return problems;
}
