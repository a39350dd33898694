import { asTexts } from '#data/made-columns.ts';
import { TIME_FORMATS, type TimeFormat } from '#data/mapping.ts';
import { columnsOfTime } from '#data/table-events.ts';
import { timeReader } from '#data/time-reader.ts';
import { hasValue, textAt, type CodedColumn, type TextColumn } from '#log/text-column.ts';
import { scanTable } from '../loaded-tables.ts';
import { EXAMPLES, MOST_ROWS, rowsOf, withTable, type EventTable, type Finder, type Found, type Look } from './look.ts';
import { many, ofRows, quoted } from './words.ts';

const FORMAT_WORDS: Record<TimeFormat, string> = {
  iso: 'as year, month, day',
  seconds: 'as seconds since 1970',
  milliseconds: 'as milliseconds since 1970',
  microseconds: 'as microseconds since 1970',
  dayFirst: 'day first',
  monthFirst: 'month first',
  compact: 'as digits without signs',
};
const encoder = new TextEncoder();

/** Times that are there and read as none. */
export const unreadableTimes: Finder = {
  looksAt: 'times that cannot be read',
  async find(look) {
    const found: Found[] = [];
    for (const table of look.tables) {
      const count = table.counts.unusable.unreadableTimes;
      if (count === 0) continue;
      const { rows, texts } = await unreadable(look, table);
      const shown = quoted(texts[0] ?? table.counts.unusable.unreadableExamples[0] ?? '');
      const more = count > 1 ? ` and ${many(count - 1, 'other')}` : '';
      const better = betterFormat(table, texts);
      found.push({
        kind: 'unreadableTimes',
        table: table.name,
        state: 'decide',
        title: `${many(count, 'time')} cannot be read`,
        effect: `${shown}${more}: ${ofRows(count, table.counts.rows)}. Kept out of journeys.`,
        count,
        share: count / rowsOf(table),
        examples: texts.slice(0, EXAMPLES),
        rows,
        remedies: better
          ? [
              {
                label: `Read times ${FORMAT_WORDS[better]}`,
                setup: withTable(look.setup, table.name, { timeFormat: better }),
              },
            ]
          : [],
      });
    }
    return found;
  },
};

async function unreadable(look: Look, table: EventTable): Promise<{ rows: number[]; texts: string[] }> {
  const { setup } = table;
  const readTime = timeReader(setup.timeFormat, setup.zone);
  const [rows, texts]: [number[], string[]] = [[], []];
  const times = columnsOfTime(setup);
  const ids = setup.withoutId === 'none' ? setup.ids.map(({ column }) => column) : [];
  let from = table.from;
  const scan = { columns: [...times, ...ids], times: [], zone: setup.zone };
  for await (const batch of scanTable(table.open, look.loaded, scan, look.breath)) {
    const columns = batch.columns.map(asTexts);
    for (let i = 0; i < batch.rows; i++) {
      if (ids.length > 0 && !columns.slice(times.length).some((column) => hasValue(column, i))) continue;
      for (let c = 0; c < times.length; c++) {
        const text = unreadText(columns[c]!, i, readTime);
        if (text === null) continue;
        rows.push(from + i);
        texts.push(text);
      }
      if (rows.length >= MOST_ROWS) return { rows, texts };
    }
    from += batch.rows;
  }
  return { rows, texts };
}

/** The text of a row's time where it is there and cannot be read. */
function unreadText(
  column: TextColumn | CodedColumn,
  row: number,
  readTime: ReturnType<typeof timeReader>,
): string | null {
  if (!hasValue(column, row)) return null;
  const texts = 'codes' in column ? column.values : column;
  const at = 'codes' in column ? column.codes[row]! : row;
  if (!Number.isNaN(readTime(texts.bytes, texts.starts[at]!, texts.ends[at]!))) return null;
  return textAt(texts, at)!.slice(0, 80);
}

/** Another format that reads most of these and loses fewer of the others than it wins. */
function betterFormat({ setup, open, counts }: EventTable, texts: readonly string[]): TimeFormat | null {
  const at = open.source.sample.columns.findIndex(({ name }) => name === columnsOfTime(setup)[0]);
  const sampled = open.source.sample.rows.map((row) => row[at]).filter((text): text is string => !!text);
  const readable = sampled.filter((text) => reads(setup.timeFormat, text));
  const share = (format: TimeFormat, all: readonly string[]) =>
    all.filter((text) => reads(format, text)).length / Math.max(1, all.length);
  const { unreadableTimes } = counts.unusable;
  return (
    TIME_FORMATS.filter((format) => format !== setup.timeFormat).find((format) => {
      const won = share(format, texts);
      const lost = readable.length === 0 ? 0 : 1 - share(format, readable);
      return won > 0.5 && won * unreadableTimes > lost * counts.events;
    }) ?? null
  );
}

function reads(format: TimeFormat, text: string): boolean {
  const bytes = encoder.encode(text);
  return !Number.isNaN(timeReader(format, 'UTC')(bytes, 0, bytes.length));
}
