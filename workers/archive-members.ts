import type { Content } from '#data/content.ts';
import { freeName, sharedName } from '#data/table-names.ts';
import { readable } from '#data/table-sample.ts';
import { ok, type Outcome } from '#vocabulary/problem.ts';
import { JoinedSource } from './joined-source.ts';
import { asNote, closeAll, type OpenedSources } from './opened-sources.ts';
import type { Source } from './source.ts';

/** What ends the reading of a whole archive: a part that is missing would be missed by nobody. */
const FATAL = ['data/damaged', 'data/archive', 'data/unreadable'];

/** Every table in an archive; those with the same columns are parts of one. */
export async function openMembers(
  archive: string,
  contents: readonly Content[],
  open: (member: Content, amongOthers: boolean) => Promise<Outcome<OpenedSources>>,
): Promise<Outcome<OpenedSources>> {
  const taken = new Set<string>();
  const members = tablesAmong(contents).map((content) => ({
    ...content,
    name: freeName(taken, `${archive}: ${content.name}`),
  }));
  const opened: Outcome<OpenedSources>[] = [];
  for (const content of members) opened.push(await readable(content.name, () => open(content, members.length > 1)));
  const found = opened.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const problems = opened.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
  const sources = found.flatMap((each) => each.sources);
  const fatal = problems.filter(({ code }) => FATAL.includes(code));
  if (fatal.length > 0 || sources.length === 0) {
    await closeAll(sources);
    return { ok: false, problems: fatal.length > 0 ? fatal : problems };
  }
  return ok({
    sources: joined(archive, sources),
    notes: [...found.flatMap(({ notes }) => notes), ...problems.map(asNote)],
  });
}

/** Sources with the same columns as one, where the first of them stood. */
function joined(archive: string, sources: readonly Source[]): Source[] {
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const { format, name } = source.inspection;
    const key = JSON.stringify([format, source.columns, format === 'excel' ? name : '']);
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  const taken = new Set([...groups.values()].flatMap((group) => (group.length > 1 ? [] : [group[0]!.inspection.name])));
  return [...groups.values()].map((group) => {
    if (group.length === 1) return group[0]!;
    const name = groups.size === 1 ? archive : sharedName(group.map(({ inspection }) => inspection.name));
    return new JoinedSource(freeName(taken, name), group);
  });
}

/** What is beside the tables in an archive is for people: a text is a table only where nothing else is. */
function tablesAmong(contents: readonly Content[]): readonly Content[] {
  const called = (pattern: RegExp) => contents.filter(({ name }) => pattern.test(name));
  const tables = called(/\.(?:csv|tsv|tab|json|jsonl|ndjson|parquet|xlsx|xlsm|xes|arrow|feather|ipc)(?:\.gz)?$/i);
  const texts = tables.length > 0 ? tables : called(/\.(?:txt|log|dat|gz)$/i);
  return texts.length > 0 ? texts : contents;
}
