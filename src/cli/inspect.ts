import type { Finding } from '#data/finding.ts';
import type { OpenedLog } from '#engine/protocol.ts';
import type { Outcome } from '#vocabulary/problem.ts';
import type { Engine } from '#workers/engine.ts';
import { openData } from './open-data.ts';
import { inputFiles } from './read-files.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** What the tool understood of some files: the guess with its reasons, and, where the guess is sure, what is in them. */
export async function inspect(
  engine: Engine,
  paths: string[],
  mapping: Parameters<typeof openData>[2],
): Promise<Outcome<unknown>> {
  const opened = await openData(engine, paths, mapping);
  if (opened.ok) return describe(engine, opened.value);
  const files = await inputFiles(paths);
  if (!files.ok) return files;
  const inspected = await engine.inspect(files.value, 0);
  if (!inspected.ok) return inspected;
  const { tables, guess, notes } = inspected.value;
  return { ok: true, value: { tables, notes, guess, questions: opened.problems } };
}

async function describe(
  engine: Engine,
  {
    tables,
    notes,
    guess,
    setup,
    overview,
    rows,
    facts,
    unusable,
    unnamed,
    hidden,
    identity,
    attributes,
    zone,
  }: OpenedLog,
): Promise<Outcome<unknown>> {
  const columns = await engine.profile(0);
  if (!columns.ok) return columns;
  const variants = await engine.variants(0);
  if (!variants.ok) return variants;
  const findings = await engine.quality(Date.now(), 0);
  if (!findings.ok) return findings;
  return {
    ok: true,
    value: {
      tables,
      notes,
      setup,
      guess,
      zone,
      rows,
      events: overview.events,
      people: overview.people,
      first: iso(overview.firstMs),
      last: iso(overview.lastMs),
      variants: variants.value,
      eventNames: overview.eventNames.map(({ name, events, people }) => ({ name, events, people })),
      columns: columns.value,
      attributes,
      identity,
      facts,
      quality: { unusable, unnamed, hidden, findings: findings.value.map(printed) },
    },
  };
}

/** A finding as it is printed: of its remedies the labels, without the setups that they make. */
const printed = ({ remedies, ...finding }: Finding) => ({ ...finding, remedies: remedies.map(({ label }) => label) });
