import { parseGiven, type GivenSetup } from '#data/resolve-setup.ts';
import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import { isBoard, isSegmentDocument, parseBoard, parseDocument, parseSegmentDocument } from '#document/parse.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { SavedSegments } from '#segments/spec.ts';
import { ok, type Outcome } from '#vocabulary/problem.ts';
import { Engine } from '#workers/engine.ts';
import { closeTheDoors } from '#workers/no-way-out.ts';
import { readArguments, USAGE, UsageError, type Arguments } from './arguments.ts';
import { inspect } from './inspect.ts';
import { openData } from './open-data.ts';
import { jsonFile, peopleFile } from './read-files.ts';
import { savedSegmentsFile } from './saved-segments.ts';
import { stream } from './stream.ts';

const EXIT = { ran: 0, problem: 1, usage: 2 };

/** What a command prints, and whether every part of it ran. */
type Printed = Outcome<{ lines: string[]; complete: boolean }>;

const printed = (value: unknown, complete = true): Printed => ok({ lines: [JSON.stringify(value, null, 2)], complete });

async function mappingOf({ mapping, user, event, time }: Arguments): Promise<Outcome<GivenSetup | null>> {
  const file = mapping === undefined ? ok({}) : await jsonFile(mapping);
  if (!file.ok) return file;
  const given = parseGiven(file.value);
  if (!given.ok) return given;
  return ok({ ...given.value, ...(user && { person: user }), ...(event && { event }), ...(time && { time }) });
}

async function open(engine: Engine, given: Arguments): Promise<Outcome<unknown>> {
  if (given.peopleData !== undefined) {
    const people = await peopleFile(given.peopleData);
    if (!people.ok) return people;
    engine.attachPeople(people.value);
  }
  const mapping = await mappingOf(given);
  return mapping.ok ? openData(engine, given.data, mapping.value) : mapping;
}

async function runBoard(engine: Engine, value: unknown, saved: SavedSegments): Promise<Printed> {
  const board = parseBoard(value, saved);
  if (!board.ok) return board;
  const results: unknown[] = [];
  let complete = true;
  for (const card of board.value.board) {
    const result = card.ok ? await engine.run(card.value, 0) : card;
    complete &&= result.ok;
    results.push(result.ok ? result.value : { problems: result.problems });
  }
  return printed({ results }, complete);
}

async function run(engine: Engine, given: Arguments, saved: SavedSegments): Promise<Printed> {
  const document = await jsonFile(given.document!);
  if (!document.ok) return document;
  const { value } = document;
  const parsed = parse(value, saved);
  if (!parsed.ok) return parsed;
  const opened = await open(engine, given);
  if (!opened.ok) return opened;
  if (isBoard(value)) return runBoard(engine, value, saved);
  const result = isSegmentDocument(value)
    ? await engine.segment(value as SegmentDocument, 0)
    : await engine.run(value as AnalysisDocument, 0);
  return result.ok ? printed(result.value) : result;
}

/** A board's cards may each have problems of their own. */
function parse(value: unknown, saved: SavedSegments): Outcome<unknown> {
  if (isBoard(value)) return parseBoard(value, saved);
  return isSegmentDocument(value) ? parseSegmentDocument(value, saved) : parseDocument(value, saved);
}

async function people(engine: Engine, given: Arguments): Promise<Printed> {
  const document = await jsonFile(given.document!);
  if (!document.ok) return document;
  if (isSegmentDocument(document.value)) {
    if (given.pointer !== undefined) throw new UsageError('people of a segment need no --pointer: they are all listed');
    const opened = await open(engine, given);
    const ids = opened.ok ? await engine.segmentIds(document.value as SegmentDocument, 0) : opened;
    return ids.ok ? ok({ lines: ids.value, complete: true }) : ids;
  }
  if (given.pointer === undefined) throw new UsageError('people behind a number need --pointer');
  let pointer: Pointer;
  try {
    pointer = JSON.parse(given.pointer) as Pointer;
  } catch (error) {
    throw new UsageError(`--pointer is not JSON: ${(error as Error).message}`);
  }
  const opened = await open(engine, given);
  if (!opened.ok) return opened;
  const ids = await engine.ids(document.value as AnalysisDocument, pointer, 0);
  return ids.ok ? ok({ lines: ids.value, complete: true }) : ids;
}

async function check(given: Arguments, saved: SavedSegments): Promise<Printed> {
  const document = await jsonFile(given.document!);
  if (!document.ok) return document;
  if (!isBoard(document.value)) {
    const parsed = parse(document.value, saved);
    return parsed.ok ? printed({ ok: true }) : parsed;
  }
  const board = parseBoard(document.value, saved);
  if (!board.ok) return board;
  const problems = board.value.board.flatMap((card, i) =>
    card.ok ? [] : card.problems.map((each) => ({ ...each, at: `board[${i}].${each.at}` })),
  );
  return problems.length === 0 ? printed({ ok: true }) : { ok: false, problems };
}

async function command(engine: Engine, given: Arguments): Promise<Printed> {
  const saved = await savedSegmentsFile(engine, given.segments);
  if (!saved.ok) return saved;
  switch (given.command) {
    case 'run':
      return run(engine, given, saved.value);
    case 'people':
      return people(engine, given);
    case 'check':
      return check(given, saved.value);
    default: {
      const mapping = await mappingOf(given);
      if (!mapping.ok) return mapping;
      const inspected = await inspect(engine, given.data, mapping.value);
      return inspected.ok ? printed(inspected.value) : inspected;
    }
  }
}

/** Runs one command line and tells the exit code: 0 all ran, 1 a problem, 2 wrong usage. */
async function main(argv: string[]): Promise<number> {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const given = readArguments(argv);
    if (given === 'help') {
      write(USAGE);
      return EXIT.ran;
    }
    closeTheDoors(null);
    const engine = new Engine('UTC');
    if (given.command === 'stream') {
      await stream(engine, process.stdin, write);
      return EXIT.ran;
    }
    const outcome = await command(engine, given);
    if (!outcome.ok) {
      process.stderr.write(`${JSON.stringify({ problems: outcome.problems }, null, 2)}\n`);
      return EXIT.problem;
    }
    for (const line of outcome.value.lines) write(line);
    return outcome.value.complete ? EXIT.ran : EXIT.problem;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    return EXIT.usage;
  }
}

// The engine's wasm memory keeps Node alive; what is written is flushed first.
const code = await main(process.argv.slice(2));
process.stdout.write('', () => process.exit(code));
