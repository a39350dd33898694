import { createInterface } from 'node:readline';
import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import { isSegmentDocument } from '#document/parse.ts';
import { parseGiven } from '#data/resolve-setup.ts';
import type { Pointer } from '#engine/protocol.ts';
import { Fields } from '#vocabulary/fields.ts';
import { fail, ok, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import type { Engine } from '#workers/engine.ts';
import { openData } from './open-data.ts';
import { saveSegments } from './saved-segments.ts';

interface Answer {
  id: unknown;
  result?: unknown;
  ids?: string[];
  problems?: Problem[];
}

/** One JSON request a line in, one JSON answer a line out, in the same order. */
export async function stream(
  engine: Engine,
  input: NodeJS.ReadableStream,
  write: (line: string) => void,
): Promise<void> {
  let open = '';
  for await (const line of createInterface({ input })) {
    if (line.trim() === '') continue;
    const { answer, opened } = await answerTo(engine, line, open);
    open = opened;
    write(JSON.stringify(answer));
  }
}

async function answerTo(engine: Engine, line: string, open: string): Promise<{ answer: Answer; opened: string }> {
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch (error) {
    const problems = [problem('cli/json', '', `This line is not JSON: ${(error as Error).message}`)];
    return { answer: { id: null, problems }, opened: open };
  }
  const problems: Problem[] = [];
  const fields = Fields.of(request, '', problems);
  if (!fields) return { answer: { id: null, problems }, opened: open };
  const id = fields.raw('id') ?? null;
  const asked = {
    data: fields.list('data', (path, at) =>
      typeof path === 'string' ? path : fields.refuse(at, 'document/type', 'This must be a file’s path.'),
    ),
    mapping: fields.raw('mapping'),
    events: fields.raw('events'),
    people: fields.raw('people'),
  };
  const document = fields.raw('document');
  const pointer = fields.raw('pointer');
  const segments = fields.raw('segments');
  fields.done();
  const saved = saveSegments(engine, segments);
  if (!saved.ok) problems.push(...saved.problems);
  if (problems.length > 0) return { answer: { id, problems }, opened: open };
  const key = JSON.stringify(asked);
  if (key !== open) {
    const outcome = await openRequest(engine, asked);
    if (!outcome.ok) return { answer: { id, problems: outcome.problems }, opened: '' };
  }
  return { answer: { id, ...(await ask(engine, document, pointer)) }, opened: key };
}

async function openRequest(
  engine: Engine,
  {
    data,
    mapping,
    events,
    people,
  }: { data?: string[] | undefined; mapping: unknown; events: unknown; people: unknown },
): Promise<Outcome<unknown>> {
  const attached = engine.attachPeople(people);
  if (!attached.ok) return attached;
  if (events !== undefined) return engine.openEvents(events, 0);
  const given = mapping === undefined ? ok(null) : parseGiven(mapping);
  if (!given.ok) return given;
  if (data) return openData(engine, data, given.value);
  return fail(
    problem('cli/noData', '', 'A request needs data or events.', 'Give "data": ["events.csv"] or "events": […].'),
  );
}

async function ask(engine: Engine, document: unknown, pointer: unknown): Promise<Omit<Answer, 'id'>> {
  const alone = isSegmentDocument(document);
  if (pointer !== undefined || alone) {
    const ids = alone
      ? await engine.segmentIds(document as SegmentDocument, 0)
      : await engine.ids(document as AnalysisDocument, pointer as Pointer, 0);
    return ids.ok ? { ids: ids.value } : { problems: ids.problems };
  }
  const result = await engine.run(document as AnalysisDocument, 0);
  return result.ok ? { result: result.value } : { problems: result.problems };
}
