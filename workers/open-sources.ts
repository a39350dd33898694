import { plainContent, unpacked, type Content } from '#data/content.ts';
import { detectFormat, type FileFormat } from '#data/format.ts';
import { sampleJson } from '#data/json-table.ts';
import { isProse } from '#data/prose.ts';
import { fileLabels } from '#data/table-names.ts';
import { readable, sampleText } from '#data/table-sample.ts';
import type { Setup } from '#data/setup.ts';
import { sampleXes } from '#data/xes.ts';
import { sampleXlsx } from '#data/xlsx.ts';
import { zipContents } from '#data/zip.ts';
import type { InputFile, TableInspection } from '#engine/protocol.ts';
import { fail, ok, problem, warning, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { openArrowSource } from './arrow-source.ts';
import { openMembers } from './archive-members.ts';
import { CsvSource } from './csv-source.ts';
import type { Database } from './database.ts';
import { asNote, closeAll, type OpenedSources } from './opened-sources.ts';
import { openParquetSource } from './parquet-source.ts';
import { RewrittenSource } from './rewritten-source.ts';
import type { Source } from './source.ts';
import type { OpenTable } from './table.ts';

/**
 * Every table in some files, each under a name of its own that stays the same from one opening to the next. A file of a
 * folder, whose name is a path, is left out where it holds no table; any other is a problem then.
 */
export async function openSources(
  files: readonly InputFile[],
  database: () => Promise<Database>,
): Promise<Outcome<OpenedSources>> {
  if (files.length === 0) return fail(problem('data/noFile', '', 'There is no file to open.'));
  const labels = fileLabels(files.map(({ name }) => name));
  const opened = await Promise.all(
    files.map(async (file, i) => {
      const name = labels[i]!;
      const inFolder = file.name.includes('/');
      const found = await readable(name, () => openFile({ ...file, name }, inFolder, database));
      return found.ok || !inFolder ? found : ok({ sources: [], notes: found.problems.map(asNote) });
    }),
  );
  const problems = opened.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
  const all = opened.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const sources = all.flatMap((each) => each.sources);
  if (problems.length > 0) {
    await closeAll(sources);
    return { ok: false, problems };
  }
  if (sources.length === 0) return fail(noTable(files));
  return ok({ sources, notes: all.flatMap(({ notes }) => notes) });
}

/** The tables of a log that was saved, as its setup reads them. */
export async function openTables(
  files: readonly InputFile[],
  { tables }: Setup,
  database: () => Promise<Database>,
): Promise<OpenTable[]> {
  const opened = await openSources(files, database);
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  const setupOf = ({ inspection }: Source) => tables.find(({ table }) => table === inspection.name);
  await closeAll(opened.value.sources.filter((source) => !setupOf(source)));
  return opened.value.sources.flatMap((source) => {
    const setup = setupOf(source);
    return setup ? [{ source, setup }] : [];
  });
}

function noTable(files: readonly InputFile[]): Problem {
  const folder = files[0]?.name.split('/')[0] ?? '';
  return problem(
    'data/notTable',
    folder,
    `None of the ${files.length} files in ${folder} holds a table.`,
    'Choose a folder with CSV, Parquet, JSON, Excel, XES or Arrow files.',
  );
}

function openFile(file: InputFile, inFolder: boolean, database: () => Promise<Database>) {
  return openContent(plainContent(file.name, file.blob), { file, amongOthers: inFolder, database });
}

interface Within {
  /** The file that the content is; null of one in an archive. */
  file: InputFile | null;
  /** Whether it stands beside other files, so that a text need not be a table. */
  amongOthers: boolean;
  database: () => Promise<Database>;
}

async function openContent(given: Content, within: Within): Promise<Outcome<OpenedSources>> {
  const found = await detectFormat(given);
  if (!found.ok) return found;
  const { format, content } = found.value;
  if (format === 'zip') return openZip(content, within);
  const source = await openTable(content, format, within);
  return source.ok ? ok({ sources: [source.value], notes: [] }) : source;
}

async function openTable(
  content: Content,
  format: Exclude<FileFormat, 'zip'>,
  within: Within,
): Promise<Outcome<Source>> {
  if (format === 'parquet') return openParquetSource(await asFile(content, within), within.database);
  return format === 'arrow' ? openArrowSource(content, within.database) : openText(content, format, within);
}

/** The file itself, which may lie on disk, or what is unpacked of it. */
async function asFile(content: Content, { file }: Within): Promise<InputFile> {
  return file && content.plain ? file : { name: content.name, blob: await unpacked(content) };
}

const SAMPLERS = { csv: sampleText, json: sampleJson, xes: sampleXes };

async function openText(
  content: Content,
  format: 'csv' | 'json' | 'xes',
  { file, amongOthers, database }: Within,
): Promise<Outcome<Source>> {
  const { name, size, plain, gzip } = content;
  const sampled = await SAMPLERS[format](content);
  if (!sampled.ok) return sampled;
  const { shape, sample, encoding, delimiter, rewrite } = sampled.value;
  if (format === 'csv' && amongOthers && isProse(name, sample))
    return fail(problem('data/notTable', name, `${name} is text and no table.`));
  const whole = file ?? { name, blob: plain ?? gzip ?? new Blob() };
  if (!rewrite) return ok(new CsvSource(whole, sampled.value, database));
  const inspection: TableInspection = {
    name,
    bytes: size,
    format,
    ...(format === 'csv' && { delimiter }),
    encoding,
    columns: sample.columns,
  };
  return ok(new RewrittenSource({ inspection, csv: { shape, sample }, rewrite }, database));
}

/** The sheets of a workbook, or the tables in an archive. */
async function openZip(content: Content, within: Within): Promise<Outcome<OpenedSources>> {
  const { name, size } = content;
  const inside = await zipContents(await unpacked(content), name);
  if (!inside.ok) return inside;
  if (inside.value.some((part) => part.name === 'xl/workbook.xml'))
    return openXlsx(name, size, inside.value, within.database);
  if (within.file)
    return openMembers(name, inside.value, (member, amongOthers) =>
      openContent(member, { ...within, file: null, amongOthers }),
    );
  return fail(
    problem('data/archive', name, `${name} is an archive in another.`, 'Unpack it and add the files inside.'),
  );
}

async function openXlsx(
  name: string,
  bytes: number,
  parts: Content[],
  database: () => Promise<Database>,
): Promise<Outcome<OpenedSources>> {
  const sampled = await sampleXlsx(name, parts);
  if (!sampled.ok) return sampled;
  const { sheets, without } = sampled.value;
  const sources = sheets.map(({ sheet, shape, sample, rewrite }) => {
    const inspection: TableInspection = {
      name: `${name}: ${sheet}`,
      bytes: Math.round(bytes / sheets.length),
      format: 'excel',
      columns: sample.columns,
    };
    return new RewrittenSource({ inspection, csv: { shape, sample }, rewrite: rewrite! }, database);
  });
  const notes = without.map((sheet) =>
    warning(
      'data/notTable',
      `${name}: ${sheet}`,
      `Sheet “${sheet}” of ${name} holds no table or is hidden. It is left out.`,
    ),
  );
  return ok({ sources, notes });
}
