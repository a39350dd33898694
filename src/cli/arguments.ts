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

type Option = Exclude<keyof typeof OPTIONS, 'help'>;

const READING: Option[] = ['data', 'user', 'event', 'time', 'mapping'];

const TAKES: Record<string, { document: boolean; options: Option[] }> = {
  run: { document: true, options: [...READING, 'people-data', 'segments'] },
  people: { document: true, options: [...READING, 'people-data', 'segments', 'pointer'] },
  check: { document: true, options: ['segments'] },
  inspect: { document: false, options: READING },
  stream: { document: false, options: [] },
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
  const takes = Object.hasOwn(TAKES, command) ? TAKES[command]! : undefined;
  if (!takes) throw new UsageError(command === '' ? 'a command is needed' : `there is no command “${command}”`);
  if (takes.document && document === undefined) throw new UsageError(`${command} needs the file of a document`);
  if (more.length > 0 || (!takes.document && document !== undefined))
    throw new UsageError(`“${more[0] ?? document}” is one argument too many`);
  const strange = Object.keys(values).find((option) => !takes.options.includes(option as Option));
  if (strange !== undefined) throw new UsageError(`${command} takes no --${strange}`);
  if (takes.options.includes('data') && !values.data?.length) throw new UsageError(`${command} needs --data`);
  const { data = [], 'people-data': peopleData, help: _help, ...rest } = values;
  return { command, document, data, ...rest, ...(peopleData !== undefined && { peopleData }) };
}
