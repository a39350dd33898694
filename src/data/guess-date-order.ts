import { timeReading, type TimeReading } from './column-type.ts';
import type { TableGuess } from './setup.ts';
import { because, question, valuesOf, type TableRead } from './table-read.ts';

/** Dates whose day and month could be either way take the order of the import's other tables; else it is a question. */
export function settleDateOrder(tables: readonly TableRead[], guesses: readonly TableGuess[]): TableGuess[] {
  const readings = guesses.map(({ setup }, i) =>
    readingOfTimes(tables[i]!, setup.time === null ? setup.milestones.map(({ column }) => column) : [setup.time]),
  );
  const decided = readings.map((reading) => (reading?.order && !reading.ambiguous ? reading.format : null));
  return guesses.map((guess, at) => {
    if (!readings[at]?.ambiguous) return guess;
    const orders = new Set(decided.filter((format) => format !== null));
    const [order] = orders;
    if (order && orders.size === 1) {
      const by = guesses[decided.indexOf(order)]!.setup.table;
      const first = order === 'dayFirst' ? 'day' : 'month';
      return {
        ...guess,
        setup: { ...guess.setup, timeFormat: order },
        reasons: [...guess.reasons, because('timeFormat', `Read as ${first} first, as the dates of ${by} are.`)],
      };
    }
    const asked = question(
      'timeFormat',
      'Whether day or month stands first cannot be told from the sample.',
      'Say which it is.',
    );
    return { ...guess, questions: [...guess.questions, asked] };
  });
}

function readingOfTimes({ sample }: TableRead, columns: readonly string[]): TimeReading | null {
  const values = columns.flatMap((name) =>
    valuesOf(
      sample,
      sample.columns.findIndex((column) => column.name === name),
    ),
  );
  return values.length === 0 ? null : timeReading(values, 'date');
}
