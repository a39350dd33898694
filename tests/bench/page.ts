import { proxy, wrap, type Remote } from 'comlink';
import type { AnalysisDocument } from '#document/document.ts';
import type { Saver } from '#analyses/views.ts';
import { measuring } from '#charts/save.ts';
import type { WorkerApi, WorkerStart } from '#engine/protocol.ts';
import type { LogOverview } from '#log/overview.ts';
import type { Outcome } from '#vocabulary/problem.ts';
import type { Rule } from '#vocabulary/rule.ts';
import type { Peer } from './peer.worker.ts';
import { flowDocument, QUESTIONS, segmentOf, type Answered, type QuestionName } from './question.ts';

type Kind = 'csv' | 'parquet';

interface Opened {
  /** From the file to the counts of the first funnel. */
  totalMs: number;
  counts: number[];
  /** The questions over the same data, asked again and again. */
  answered: Partial<Record<QuestionName, Answered[]>>;
  segments: Asked[];
}

interface OpenedHere extends Opened {
  /** From the question for a flow to where everything of its figure lies. */
  flows: number[];
}

/** A segment, each time another; `againMs` is the same one asked once more. */
interface Asked {
  people: number;
  ms: number;
  againMs?: number;
}

const TINY = 'user,event,time\na,view product,2026-01-01 00:00:00\na,add to cart,2026-01-01 00:01:00\n';

const engineFiles = new URL('engine/', document.baseURI).href;

const chosen = (): File => {
  const input = document.querySelector<HTMLInputElement>('#bench-file')!;
  return input.files![0]!;
};

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

async function ask(remote: Remote<WorkerApi>, name: QuestionName, varied = 0, where?: Rule): Promise<Answered> {
  const started = performance.now();
  const asked = { ...QUESTIONS[name].document(varied), ...(where && { where }) } as unknown as AnalysisDocument;
  const result = value(await remote.run(asked, 1));
  const ms = performance.now() - started;
  return { numbers: QUESTIONS[name].ofResult(result as never), ms };
}

const NAMES = Object.keys(QUESTIONS) as QuestionName[];

/** Each question in turn so many times. */
async function askAll(times: number, each: (name: QuestionName, varied: number) => Promise<Answered | null>) {
  const answered: Opened['answered'] = {};
  for (const name of NAMES)
    for (let i = 1; i <= times; i++) {
      const answer = await each(name, i);
      if (answer) (answered[name] ??= []).push(answer);
    }
  return answered;
}

/** Our engine: the built worker of the site, started and warm. */
async function startOurs(workerFile: string): Promise<{ worker: Worker; remote: Remote<WorkerApi> }> {
  const start: WorkerStart = { engineFiles, zone: 'UTC', lock: `bench-${crypto.randomUUID()}` };
  const worker = new Worker(new URL(workerFile, document.baseURI), { type: 'module', name: JSON.stringify(start) });
  const remote = wrap<WorkerApi>(worker);
  value(await remote.open([{ name: 'tiny.csv', blob: new Blob([TINY]) }], null, 1));
  await ask(remote, 'funnel');
  return { worker, remote };
}

async function openChosen(remote: Remote<WorkerApi>): Promise<LogOverview> {
  const file = chosen();
  return value(await remote.open([{ name: file.name, blob: file }], null, 1)).overview;
}

const [loadSaver] = Object.values(import.meta.glob<{ default: Saver }>('../../src/analyses/paths/draw-figure.ts'));
const FIGURE_WIDTH = 900;

/** The figure is drawn as it is saved, which lays it out as on the page. */
async function askFlow(remote: Remote<WorkerApi>, overview: LogOverview, varied: number): Promise<number> {
  const { default: save } = await loadSaver!();
  const measure = measuring();
  const started = performance.now();
  const document = flowDocument(varied) as unknown as AnalysisDocument;
  const result = value(await remote.run(document, 1));
  const { body } = save(document.analysis, result, overview, 'UTC', []).figure(FIGURE_WIDTH, measure);
  const ms = performance.now() - started;
  if (!body.includes('<path')) throw new Error('There is no link in the flow.');
  return ms;
}

async function ours(workerFile: string, times: number): Promise<OpenedHere> {
  const { worker, remote } = await startOurs(workerFile);
  const started = performance.now();
  const overview = await openChosen(remote);
  const { numbers: counts } = await ask(remote, 'funnel');
  const totalMs = performance.now() - started;
  const answered = await askAll(times, (name, i) => ask(remote, name, i));
  const flows: number[] = [];
  for (let i = 1; i <= times; i++) flows.push(await askFlow(remote, overview, i));
  const segments: Asked[] = [];
  for (let i = 1; i <= times; i++) segments.push(await askSegment(remote, i));
  worker.terminate();
  return { totalMs, counts, answered, segments, flows };
}

async function askSegment(remote: Remote<WorkerApi>, seconds: number): Promise<Asked> {
  const started = performance.now();
  const { people } = value(await remote.segment(segmentOf(seconds), 1));
  const first = performance.now();
  value(await remote.segment(segmentOf(seconds), 1));
  return { people, ms: first - started, againMs: performance.now() - first };
}

const nobody = proxy({ asked: () => Promise.resolve(), lost: () => undefined });

/** Saves the chosen file as a workspace; tells its id. */
async function save(workerFile: string): Promise<string> {
  const { worker, remote } = await startOurs(workerFile);
  await openChosen(remote);
  const { id } = value(await remote.saveWorkspace({ name: 'bench' }, nobody));
  await remote.leaveWorkspace();
  worker.terminate();
  return id;
}

/** From the saved workspace to the counts of the first funnel. */
async function saved(workerFile: string, id: string): Promise<Pick<Opened, 'totalMs' | 'counts'>> {
  const { worker, remote } = await startOurs(workerFile);
  const started = performance.now();
  value(await remote.openWorkspace(id, false, nobody, 1));
  const { numbers: counts } = await ask(remote, 'funnel');
  const totalMs = performance.now() - started;
  await remote.leaveWorkspace();
  worker.terminate();
  return { totalMs, counts };
}

let held: Remote<WorkerApi> | undefined;

/** The import and its first funnel, for what memory they take; the engine stays. */
async function hold(workerFile: string): Promise<void> {
  held = (await startOurs(workerFile)).remote;
  await openChosen(held);
  await ask(held, 'funnel');
}

/** A funnel with a rule on rows, which needs the whole table. */
async function holdTable(): Promise<void> {
  await ask(held!, 'funnel', 0, { property: 'device', op: 'is', value: 'phone' });
}

/** DuckDB-WASM, started, then the file: load, sort, ask. */
async function peer(kind: Kind, times: number): Promise<Opened> {
  const worker = new Worker(new URL('bench/peer.js', document.baseURI), { type: 'module' });
  const remote = wrap<Peer>(worker);
  await remote.start(engineFiles);
  const started = performance.now();
  await remote[kind](chosen());
  await remote.sort();
  const { numbers: counts } = (await remote.ask('funnel', 0))!;
  const totalMs = performance.now() - started;
  const answered = await askAll(times, (name, i) => remote.ask(name, i));
  const segments: Asked[] = [];
  for (let i = 1; i <= times; i++) segments.push(await remote.segment(i));
  worker.terminate();
  return { totalMs, counts, answered, segments };
}

/** What the rows are called, and what lies beside them: another question of ours, or the peer. */
const questions = () =>
  NAMES.map((name) => {
    const { work, least, peer: beside } = QUESTIONS[name];
    return { name, work, least, beside: typeof beside === 'string' ? beside : null };
  });

Object.assign(globalThis, { bench: { questions, ours, peer, save, saved, hold, holdTable } });
