import { Damaged } from '#data/content.ts';
import { guessMapping } from '#data/guess-mapping.ts';
import type { Mapping, MappingGuess } from '#data/mapping.ts';
import type { AnalysisDocument } from '#document/document.ts';
import { parseDocument } from '#document/parse.ts';
import type {
  EngineApi,
  Inspection,
  InputFile,
  OnProgress,
  OpenedLog as Opening,
  Pointer,
  Ticket,
} from '#engine/protocol.ts';
import { overviewOf } from '#log/overview-of.ts';
import { variantsOf } from '#log/variants.ts';
import { isZone } from '#vocabulary/calendar.ts';
import { fail, ok, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { Breath, Cancelled } from './breath.ts';
import { Database } from './database.ts';
import { EVENTS_MAPPING, openEvents } from './events-source.ts';
import { OpenedLog } from './opened-log.ts';
import { idsOf, peopleBehind, peoplePage, rowsAsEvents, timelineOf } from './people.ts';
import { PeopleTable } from './people-table.ts';
import { profileColumns, topValues } from './profile.ts';
import { resultOf, runKernel, type Ran } from './run-analysis.ts';
import { openSource, type Source } from './source.ts';
import { answerSql } from './user-sql.ts';

/** Kernels' answers kept, so that people behind a number need no second pass. */
const KEPT_RUNS = 8;

const quiet: OnProgress = () => undefined;

/** The engine: the same in the browser's worker, in tests and on the command line. Every call ends in an outcome. */
export class Engine implements EngineApi {
  readonly #breaths = new Map<Ticket, Breath>();
  readonly #runs = new Map<string, Ran>();
  readonly #browserZone: string;
  #database: Promise<Database> | undefined;
  #opened: OpenedLog | null = null;
  #people = new PeopleTable();

  constructor(browserZone: string) {
    this.#browserZone = browserZone;
  }

  readonly #start = (): Promise<Database> => (this.#database ??= Database.start());

  inspect(files: InputFile[], ticket: Ticket): Promise<Outcome<Inspection>> {
    return this.#call(ticket, async () => {
      const sources = await this.#sources(files);
      return sources.ok ? ok(this.#inspection(sources.value)) : sources;
    });
  }

  open(
    files: InputFile[],
    mapping: Partial<Mapping> | null,
    ticket: Ticket,
    onProgress: OnProgress = quiet,
  ): Promise<Outcome<Opening>> {
    return this.#call(ticket, async (breath) => {
      const started = performance.now();
      const sources = await this.#sources(files);
      if (!sources.ok) return sources;
      const { guess, files: inspected } = this.#inspection(sources.value);
      const resolved = resolveMapping(mapping, guess, sources.value);
      if (!resolved.ok) return resolved;
      const opened = await OpenedLog.read(
        sources.value,
        resolved.value,
        new PeopleTable(),
        this.#start,
        breath,
        onProgress,
      );
      if (!opened.ok) return opened;
      const { log, unusable, unnamed } = opened.value;
      if (log.facts.events === 0)
        return fail(
          problem(
            'data/noEvents',
            'mapping',
            `None of the ${log.rows} rows is an event: ${unusable.withoutPerson} have no person, ${unusable.withoutTime} no time, and of ${unusable.unreadableTimes} the time cannot be read.`,
            'Choose other columns for who and when, or another format of the time.',
          ),
        );
      await this.#adopt(opened.value);
      return ok({
        files: inspected,
        mapping: resolved.value,
        guess,
        overview: overviewOf(log),
        rows: log.rows,
        unusable: { rows: log.rows - log.facts.events, ...brokenRows(sources.value), ...unusable },
        unnamed,
        properties: opened.value.properties.map(({ name }) => ({ name, type: typeOf(name, sources.value) })),
        elapsedMs: performance.now() - started,
      });
    });
  }

  /** Attributes of people for the logs opened from now on: `{ id: { attribute: value } }`. */
  attachPeople(people: unknown): Outcome<null> {
    const table = PeopleTable.fromJson(people);
    if (table.ok) this.#people = table.value;
    return table.ok ? ok(null) : table;
  }

  /** Opens events given in a request, as the command line's stream does. */
  openEvents(events: unknown, ticket: Ticket): Promise<Outcome<null>> {
    return this.#call(ticket, async (breath) => {
      const source = openEvents(events, this.#start);
      if (!source.ok) return source;
      const opened = await OpenedLog.read([source.value], EVENTS_MAPPING, this.#people, this.#start, breath, quiet);
      if (!opened.ok) return opened;
      await this.#adopt(opened.value);
      return ok(null);
    });
  }

  run(value: AnalysisDocument, ticket: Ticket, onProgress: OnProgress = quiet) {
    return this.#call(ticket, async (breath) => {
      const started = performance.now();
      const ran = await this.#ran(value, breath, onProgress);
      return ran.ok ? ok(resultOf(value, ran.value, this.#opened!, started)) : ran;
    });
  }

  people(value: AnalysisDocument, pointer: Pointer, page: { from: number; limit: number }, ticket: Ticket) {
    return this.#call(ticket, async (breath) => {
      const ran = await this.#ran(value, breath, quiet);
      if (!ran.ok) return ran;
      const people = peopleBehind(ran.value, pointer);
      return people.ok ? ok(peoplePage(ran.value, people.value, page.from, page.limit)) : people;
    });
  }

  ids(value: AnalysisDocument, pointer: Pointer, ticket: Ticket) {
    return this.#call(ticket, async (breath) => {
      const ran = await this.#ran(value, breath, quiet);
      if (!ran.ok) return ran;
      const people = peopleBehind(ran.value, pointer);
      return people.ok ? ok(idsOf(ran.value.log, people.value)) : people;
    });
  }

  timeline(person: string, document: AnalysisDocument | null, ticket: Ticket) {
    return this.#call(ticket, async (breath) => {
      const opened = this.#need();
      if (!opened.ok) return opened;
      const ran = document && (await this.#ran(document, breath, quiet));
      return ran && !ran.ok ? ran : timelineOf(opened.value, ran && ran.value, person, breath);
    });
  }

  rows(from: number, limit: number, ticket: Ticket) {
    return this.#withLog(ticket, (opened, breath) => rowsAsEvents(opened, from, limit, breath));
  }

  values(property: string, containing: string, limit: number, ticket: Ticket) {
    return this.#withLog(ticket, (opened, breath) => topValues(opened, property, containing, limit, breath));
  }

  profile(ticket: Ticket, onProgress: OnProgress = quiet) {
    return this.#withLog(ticket, async (opened, breath) => {
      await opened.table(onProgress);
      return profileColumns(opened, breath);
    });
  }

  /** How many different whole journeys there are: sequences of event names. */
  variants(ticket: Ticket) {
    return this.#withLog(ticket, (opened) => Promise.resolve(variantsOf(opened.log)));
  }

  sql(text: string, ticket: Ticket) {
    return this.#call(ticket, async (breath) => {
      const opened = this.#need();
      return opened.ok ? answerSql(opened.value, text, breath) : opened;
    });
  }

  cancel(ticket: Ticket): void {
    this.#breaths.get(ticket)?.cancel();
  }

  async #adopt(opened: OpenedLog): Promise<void> {
    await this.#opened?.close();
    this.#opened = opened;
    this.#runs.clear();
  }

  #need(): Outcome<OpenedLog> {
    return this.#opened
      ? ok(this.#opened)
      : fail(problem('engine/nothingOpen', '', 'No data is open.', 'Open a file first.'));
  }

  async #ran(value: AnalysisDocument, breath: Breath, onProgress: OnProgress): Promise<Outcome<Ran>> {
    const document = parseDocument(value);
    if (!document.ok) return document;
    const opened = this.#need();
    if (!opened.ok) return opened;
    const { title: _title, note: _note, ...asked } = document.value;
    const key = JSON.stringify(asked);
    const kept = this.#runs.get(key);
    if (kept) return ok(kept);
    const ran = await runKernel(document.value, opened.value, breath, onProgress);
    if (this.#opened === opened.value) {
      this.#runs.set(key, ran);
      if (this.#runs.size > KEPT_RUNS) this.#runs.delete(this.#runs.keys().next().value!);
    }
    return ok(ran);
  }

  async #sources(files: InputFile[]): Promise<Outcome<Source[]>> {
    if (files.length === 0) return fail(problem('data/noFile', '', 'There is no file to open.'));
    const opened = await Promise.all(files.map((file) => openSource(file, this.#start)));
    const problems = opened.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
    return problems.length > 0
      ? { ok: false, problems }
      : ok(opened.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
  }

  #inspection(sources: Source[]): Inspection {
    const { sample } = sources[0]!;
    return {
      files: sources.map(({ inspection }) => inspection),
      guess: guessMapping(sample, this.#browserZone),
      sample: { columns: sample.columns.map(({ name }) => name), rows: sample.rows.slice(0, 20) },
    };
  }

  #withLog<T>(ticket: Ticket, work: (opened: OpenedLog, breath: Breath) => Promise<T>): Promise<Outcome<T>> {
    return this.#call(ticket, async (breath) => {
      const opened = this.#need();
      return opened.ok ? ok(await work(opened.value, breath)) : opened;
    });
  }

  async #call<T>(ticket: Ticket, work: (breath: Breath) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const breath = new Breath();
    this.#breaths.set(ticket, breath);
    try {
      return await work(breath);
    } catch (error) {
      if (error instanceof Cancelled) return fail(problem('engine/cancelled', '', 'This was stopped.'));
      return fail(failure(error));
    } finally {
      this.#breaths.delete(ticket);
    }
  }
}

function failure(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof WebAssembly.RuntimeError)
    return problem(
      'engine/crashed',
      '',
      `The engine failed: ${message}`,
      'Your files are unchanged. The engine starts again by itself.',
    );
  if (error instanceof Damaged) return problem('data/damaged', '', message, 'Copy or export the file again.');
  if (/out of memory|allocat|memory access/i.test(message))
    return problem(
      'engine/memory',
      '',
      `The engine ran out of memory: ${message}`,
      'Your files are unchanged. Try fewer columns or a shorter time.',
    );
  return problem('engine/failed', '', message, 'Your files are unchanged. Try again.');
}

function typeOf(name: string, sources: readonly Source[]) {
  return (
    sources.flatMap(({ sample }) => sample.columns).find((column) => column.name === name)?.type ?? ('text' as const)
  );
}

function brokenRows(sources: readonly Source[]): { broken: number; brokenExamples: string[] } {
  const all = sources.map((source) => source.broken());
  return {
    broken: all.reduce((sum, { rows }) => sum + rows, 0),
    brokenExamples: all.flatMap(({ examples }) => examples).slice(0, 5),
  };
}

/** The guess with what the person said laid over it; every column must be in one file at least. */
function resolveMapping(
  said: Partial<Mapping> | null,
  guess: MappingGuess,
  sources: readonly Source[],
): Outcome<Mapping> {
  const problems: Problem[] = [];
  const column = (role: 'person' | 'event' | 'time', label: string): string => {
    const name = said?.[role] ?? guess[role].column;
    if (name === null)
      problems.push(
        problem(
          'data/unsure',
          `mapping.${role}`,
          `Which column says ${label}? ${guess[role].reason}`,
          'Choose the column.',
        ),
      );
    else if (!sources.some((source) => source.columns.some((each) => each.name === name)))
      problems.push(
        problem(
          'data/noColumn',
          `mapping.${role}`,
          `No file has a column “${name}”.`,
          'Choose one of the columns there are.',
        ),
      );
    return name ?? '';
  };
  const mapping: Mapping = {
    person: column('person', 'who'),
    event: column('event', 'what happened'),
    time: column('time', 'when'),
    timeFormat: said?.timeFormat ?? guess.time.format,
    zone: said?.zone ?? guess.zone,
  };
  if (!isZone(mapping.zone))
    problems.push(
      problem('document/zone', 'mapping.zone', `“${mapping.zone}” is not a time zone.`, 'Give an IANA name.'),
    );
  return problems.length > 0 ? { ok: false, problems } : ok(mapping);
}
