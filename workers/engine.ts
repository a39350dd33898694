import { guessSetup } from '#data/guess-setup.ts';
import { resolveSetup, type GivenSetup } from '#data/resolve-setup.ts';
import type { Setup } from '#data/setup.ts';
import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import { parseDocument, checkSavedSegments, parseSegmentDocument } from '#document/parse.ts';
import type {
  EngineApi,
  Inspection,
  InputFile,
  OnProgress,
  OpenedLog as Opening,
  PeopleAsked,
  Pointer,
  Ticket,
} from '#engine/protocol.ts';
import type { Identity } from '#log/identity.ts';
import { variantsOf } from '#log/variants.ts';
import { withoutNames, type SavedSegments } from '#segments/spec.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { Breath } from './breath.ts';
import { Database } from './database.ts';
import { EVENTS_SETUP, openEvents } from './events-source.ts';
import { outcomeOfThrown } from './failure.ts';
import { KeptRuns } from './kept-runs.ts';
import { needsTable } from './lay-log.ts';
import { forgetMade, memoryOf } from './memory.ts';
import { OpenedLog, type SavedLog } from './opened-log.ts';
import { noEvents, openingOf, repairedSetup, type Understood } from './opening.ts';
import { peopleBehind } from './people-behind.ts';
import { columnsReady, findPeople, idsOf, peoplePage, rowsAsEvents } from './people.ts';
import { parsePeople, type GivenPeople } from './person-attributes.ts';
import { profileColumns, topValues } from './profile.ts';
import { qualityOf } from './quality/report.ts';
import { rawRows } from './raw-rows.ts';
import { resultOf, runKernel, runKey, type Detail } from './run-analysis.ts';
import { askSegment, type AskedSegment } from './segments-ask.ts';
import { segmentOverTime } from './segments-over-time.ts';
import { intervalsOf } from './segments.ts';
import { openSources, openTables } from './open-sources.ts';
import { closeAll, type OpenedSources } from './opened-sources.ts';
import type { Source } from './source.ts';
import { timelineOf } from './timeline.ts';
import { answerSql } from './user-sql.ts';
import { whatIfOf } from './what-if.ts';

/** Rows of each table shown before it is read. */
const SAMPLE_ROWS = 20;

const quiet: OnProgress = () => undefined;

/** What is open, with the files it is made of. */
export interface Current {
  files: InputFile[];
  opened: OpenedLog;
  opening: Opening;
}

/** The engine: the same in the browser's worker, in tests and on the command line. Every call ends in an outcome. */
export class Engine implements EngineApi {
  readonly #breaths = new Map<Ticket, Breath>();
  readonly #runs = new KeptRuns();
  readonly #browserZone: string;
  #database: Promise<Database> | undefined;
  #opened: OpenedLog | null = null;
  #people: GivenPeople = new Map();
  #saved: SavedSegments = {};
  #current: Current | null = null;

  constructor(browserZone: string) {
    this.#browserZone = browserZone;
  }

  readonly #start = (): Promise<Database> => (this.#database ??= Database.start());

  inspect(files: InputFile[], ticket: Ticket): Promise<Outcome<Inspection>> {
    return this.#call(ticket, async () => {
      const opened = await openSources(files, this.#start);
      if (!opened.ok) return opened;
      const samples = opened.value.sources.map(({ sample }) => sample.rows.slice(0, SAMPLE_ROWS));
      await closeAll(opened.value.sources);
      return ok({ ...this.#understood(opened.value), samples });
    });
  }

  open(
    files: InputFile[],
    given: GivenSetup | null,
    ticket: Ticket,
    onProgress: OnProgress = quiet,
  ): Promise<Outcome<Opening>> {
    return this.#call(ticket, async (breath) => {
      const started = performance.now();
      const found = await openSources(files, this.#start);
      if (!found.ok) return found;
      const { sources } = found.value;
      let taken = false;
      try {
        const understood = this.#understood(found.value);
        const opened = await this.#read(sources, understood, given, breath, onProgress);
        if (!opened.ok) return opened;
        await this.#adopt(opened.value);
        taken = true;
        const opening = openingOf(opened.value, understood, sources, started);
        this.#current = { files, opened: opened.value, opening };
        return ok(opening);
      } finally {
        if (!taken) await closeAll(sources);
      }
    });
  }

  /** The files, what they became and what was told of it; null of a list of events. */
  get current(): Current | null {
    return this.#current;
  }

  /** Opens a log that was saved; its files are looked at once something asks for a property. */
  async restore(files: InputFile[], opening: Opening, saved: SavedLog): Promise<Opening> {
    const started = performance.now();
    const tables = () => openTables(files, opening.setup, this.#start);
    const opened = OpenedLog.restore(opening.setup, tables, saved, this.#start);
    await this.#adopt(opened);
    this.#current = { files, opened, opening };
    return { ...opening, elapsedMs: performance.now() - started };
  }

  /** Attributes of people for the logs opened from now on: `{ id: { attribute: value } }`. */
  attachPeople(people: unknown): Outcome<null> {
    const given = parsePeople(people);
    if (given.ok) this.#people = given.value;
    return given.ok ? ok(null) : given;
  }

  /** Opens events given in a request, as the command line's stream does. */
  openEvents(events: unknown, ticket: Ticket): Promise<Outcome<null>> {
    return this.#call(ticket, async (breath) => {
      const source = openEvents(events, this.#start);
      if (!source.ok) return source;
      const tables = [{ source: source.value, setup: EVENTS_SETUP.tables[0]! }];
      const opened = await OpenedLog.read(tables, EVENTS_SETUP, this.#people, this.#start, breath, quiet);
      if (!opened.ok) return opened;
      await this.#adopt(opened.value);
      return ok(null);
    });
  }

  run(value: AnalysisDocument, ticket: Ticket, onProgress: OnProgress = quiet) {
    return this.#call(ticket, async (breath) => {
      const started = performance.now();
      const ran = await this.#ran(value, breath, onProgress, 'numbers');
      return ran.ok ? ok(await resultOf(value, ran.value, this.#opened!, breath, started)) : ran;
    });
  }

  people(value: AnalysisDocument, pointer: Pointer, page: PeopleAsked, ticket: Ticket) {
    return this.#call(ticket, async (breath) => {
      const ran = await this.#ran(value, breath, quiet, 'people', page.columns);
      if (!ran.ok) return ran;
      const people = peopleBehind(ran.value, pointer);
      return people.ok ? ok(await peoplePage(this.#opened!, ran.value.log, people.value, page, breath)) : people;
    });
  }

  ids(value: AnalysisDocument, pointer: Pointer, ticket: Ticket) {
    return this.#call(ticket, async (breath) => {
      const ran = await this.#ran(value, breath, quiet, 'people');
      if (!ran.ok) return ran;
      const people = peopleBehind(ran.value, pointer);
      return people.ok ? ok(idsOf(ran.value.log, people.value)) : people;
    });
  }

  /** The saved segments that documents may name from now on; all of them, or none where one cannot be read. */
  saveSegments(segments: SavedSegments): Outcome<null> {
    const checked = checkSavedSegments(segments);
    if (checked.ok) this.#saved = segments;
    return checked.ok ? ok(null) : checked;
  }

  segment(value: SegmentDocument, ticket: Ticket) {
    return this.#ofSegment(value, ticket, ({ of, rule, warnings }) => ({ people: rule.people, of, rule, warnings }));
  }

  segmentPeople(value: SegmentDocument, page: PeopleAsked, ticket: Ticket) {
    return this.#withSegment(value, ticket, async (document, opened, breath) => {
      await columnsReady(opened, page.columns);
      const { log, people } = await askSegment(document, this.#saved, opened, breath);
      return peoplePage(opened, log, people(), page, breath);
    });
  }

  segmentIds(value: SegmentDocument, ticket: Ticket) {
    return this.#ofSegment(value, ticket, ({ log, people }) => idsOf(log, people()));
  }

  segmentOverTime(value: SegmentDocument, ticket: Ticket, onProgress: OnProgress = quiet) {
    return this.#withSegment(value, ticket, (asked, opened, breath) =>
      segmentOverTime(withoutNames(asked, this.#saved), opened, breath, onProgress),
    );
  }

  usageIntervals(ticket: Ticket) {
    return this.#withLog(ticket, intervalsOf);
  }

  findPeople(text: string, limit: number, ticket: Ticket) {
    return this.#withLog(ticket, ({ log }, breath) => findPeople(log, text, limit, breath));
  }

  timeline(person: string, asked: AnalysisDocument | null, ticket: Ticket) {
    return this.#call(ticket, async (breath) => {
      const opened = this.#need();
      if (!opened.ok) return opened;
      const document = asked === null ? ok(null) : parseDocument(asked, this.#saved);
      if (!document.ok) return document;
      if (opened.value.properties.length > 0) await opened.value.table(); // which may lay the log anew
      const ran = asked && (await this.#ran(asked, breath, quiet, 'people'));
      return ran && !ran.ok ? ran : timelineOf(opened.value, document.value, ran && ran.value, person, breath);
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

  quality(nowMs: number, ticket: Ticket, onProgress: OnProgress = quiet) {
    const viewer = { nowMs, zone: this.#browserZone };
    return this.#withLog(ticket, (opened, breath) =>
      qualityOf(opened, this.#current?.opening.guess ?? null, viewer, breath, onProgress),
    );
  }

  rawRows(rows: number[], ticket: Ticket) {
    return this.#withLog(ticket, (opened, breath) => rawRows(opened, rows, breath));
  }

  whatIf(identity: Identity, asked: AnalysisDocument | null, ticket: Ticket, onProgress: OnProgress = quiet) {
    return this.#call(ticket, async (breath) => {
      const opened = this.#need();
      if (!opened.ok) return opened;
      const document = asked === null ? ok(null) : parseDocument(asked, this.#saved);
      if (!document.ok) return document;
      return ok(
        await whatIfOf(
          opened.value,
          identity,
          withoutNames(document.value, this.#saved),
          this.#people,
          breath,
          onProgress,
        ),
      );
    });
  }

  memory(ticket: Ticket) {
    return this.#call(ticket, async () => {
      return ok(memoryOf(this.#opened, this.#runs.kept, (await this.#database) ?? null));
    });
  }

  async freeMemory(ticket: Ticket) {
    const freed = await this.#call(ticket, async () => {
      this.#runs.forget();
      if (this.#opened) await forgetMade(this.#opened);
      return ok(null);
    });
    return freed.ok ? this.memory(ticket) : freed;
  }

  cancel(ticket: Ticket): void {
    this.#breaths.get(ticket)?.cancel();
  }

  async #adopt(opened: OpenedLog): Promise<void> {
    await this.#opened?.close();
    this.#opened = opened;
    this.#current = null;
    this.#runs.forget();
  }

  #need(): Outcome<OpenedLog> {
    return this.#opened
      ? ok(this.#opened)
      : fail(problem('engine/nothingOpen', '', 'No data is open.', 'Open a file first.'));
  }

  #ofSegment<T>(value: SegmentDocument, ticket: Ticket, tell: (asked: AskedSegment) => T): Promise<Outcome<T>> {
    return this.#withSegment(value, ticket, async (document, opened, breath) =>
      tell(await askSegment(document, this.#saved, opened, breath)),
    );
  }

  #withSegment<T>(
    value: SegmentDocument,
    ticket: Ticket,
    work: (document: SegmentDocument, opened: OpenedLog, breath: Breath) => Promise<T>,
  ): Promise<Outcome<T>> {
    return this.#call(ticket, async (breath) => {
      const document = parseSegmentDocument(value, this.#saved);
      if (!document.ok) return document;
      const opened = this.#need();
      return opened.ok ? ok(await work(document.value, opened.value, breath)) : opened;
    });
  }

  /** `columns` are what will be asked of its people. */
  async #ran(
    value: AnalysisDocument,
    breath: Breath,
    onProgress: OnProgress,
    detail: Detail,
    columns: readonly string[] = [],
  ) {
    const document = parseDocument(value, this.#saved);
    if (!document.ok) return document;
    const opened = this.#need();
    if (!opened.ok) return opened;
    const { title: _title, note: _note, ...asked } = withoutNames(document.value, this.#saved);
    const key = runKey(asked);
    await columnsReady(opened.value, columns);
    const kept = this.#runs.find(key, opened.value.log);
    if (kept && (kept.tellsPeople || detail === 'numbers')) return ok({ ...kept, spec: asked.analysis });
    const ran = await runKernel(asked, opened.value, breath, onProgress, detail);
    if (this.#opened === opened.value) this.#runs.keep(key, ran);
    return ok(ran);
  }

  async #read(
    sources: Source[],
    { guess }: Understood,
    given: GivenSetup | null,
    breath: Breath,
    onProgress: OnProgress,
  ): Promise<Outcome<OpenedLog>> {
    const setup = resolveSetup(given, guess);
    if (!setup.ok) return setup;
    const read = async (how: Setup) => {
      const tables = sources.map((source, i) => ({ source, setup: how.tables[i]! }));
      // the table of the open log would be replaced under it
      if (needsTable(how)) await this.#opened?.forgetTable();
      return OpenedLog.read(tables, how, this.#people, this.#start, breath, onProgress);
    };
    const first = await read(setup.value);
    if (!first.ok) return first;
    const repaired = repairedSetup(first.value, given);
    const opened = repaired ? await read(repaired) : first;
    return opened.ok && opened.value.log.facts.events === 0 ? fail(noEvents(opened.value)) : opened;
  }

  #understood({ sources, notes }: OpenedSources): Understood {
    const named = sources.map(({ inspection, sample }) => ({ name: inspection.name, sample }));
    return { tables: sources.map(({ inspection }) => inspection), guess: guessSetup(named, this.#browserZone), notes };
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
      return outcomeOfThrown(error);
    } finally {
      this.#breaths.delete(ticket);
    }
  }
}
