import { parseArgs } from 'node:util';

export const USAGE = `usage: sojourn run analysis.json --data events.csv [--data more.parquet …] [options]
       sojourn run segment.json --data …               how many people are in it, rule by rule
       sojourn people analysis.json --data … --pointer '{"step":1,"dropped":true}'
       sojourn people segment.json --data …            the people of a segment
       sojourn check analysis.json
       sojourn inspect --data events.csv
       sojourn stream

A folder is all files in it.

options: --user COLUMN --event COLUMN --time COLUMN   which column is who, what and when
         --mapping mapping.json                      the same and more from a file
         --people-data people.csv                    attributes of people, ids in the first column
         --segments saved.json                       segments that documents name: { name: rule }`;

export class UsageError extends Error {}

export interface Arguments {
  command: string;
  /** The document's file, where the command takes one. */
  document: string | undefined;
  data: string[];
  user?: string;
  event?: string;
  time?: string;
  mapping?: string;
  pointer?: string;
  peopleData?: string;
  /** The file of saved segments. */
  segments?: string;
}

const OPTIONS = {
  data: { type: 'string', multiple: true },
  user: { type: 'string' },
  event: { type: 'string' },
  time: { type: 'string' },
  mapping: { type: 'string' },
  pointer: { type: 'string' },
  'people-data': { type: 'string' },
  segments: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const NEEDS: Record<string, { document: boolean; data: boolean }> = {
  run: { document: true, data: true },
  people: { document: true, data: true },
  check: { document: true, data: false },
  inspect: { document: false, data: true },
  stream: { document: false, data: false },
};

/** Throws a UsageError that says what is wrong. */
export function readArguments(argv: string[]): Arguments | 'help' {
  let parsed;
  try {
    parsed = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help || positionals[0] === 'help') return 'help';
  const [command = '', document, ...more] = positionals;
  const needs = Object.hasOwn(NEEDS, command) ? NEEDS[command]! : undefined;
  if (!needs) throw new UsageError(command === '' ? 'a command is needed' : `there is no command “${command}”`);
  if (needs.document && document === undefined) throw new UsageError(`${command} needs the file of a document`);
  if (more.length > 0 || (!needs.document && document !== undefined))
    throw new UsageError(`“${more[0] ?? document}” is one argument too many`);
  if (needs.data && !values.data?.length) throw new UsageError(`${command} needs --data`);
  const { data = [], 'people-data': peopleData, help: _help, ...rest } = values;
  return { command, document, data, ...rest, ...(peopleData !== undefined && { peopleData }) };
}
