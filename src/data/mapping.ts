/** How the text of a time column is read. Named formats are day-first or month-first wall-clock times. */
export const TIME_FORMATS = [
  'iso',
  'seconds',
  'milliseconds',
  'microseconds',
  'dayFirst',
  'monthFirst',
  'compact',
] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

/** Which column is who, what and when. Every other column is a property. */
export interface Mapping {
  person: string;
  event: string;
  time: string;
  timeFormat: TimeFormat;
  /** IANA zone in which a time without a zone is read. */
  zone: string;
}

export type Role = 'person' | 'event' | 'time';

/** Why a column was chosen, in words a person can check, and what else it could be. */
export interface Guess {
  column: string | null;
  reason: string;
  /** Other columns that would do, best first. */
  others: { column: string; reason: string }[];
}

export interface MappingGuess {
  person: Guess;
  event: Guess;
  time: Guess & {
    format: TimeFormat;
    /** Whether the text names its zone, so that `zone` has no say. */
    hasZone: boolean;
  };
  zone: string;
}

export const COLUMN_TYPES = ['text', 'number', 'time', 'boolean', 'empty'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

export interface ColumnSample {
  name: string;
  type: ColumnType;
}

/** The head, middle and tail of a file as text; null = missing. */
export interface TableSample {
  columns: ColumnSample[];
  rows: (string | null)[][];
  /** Rows of a header under the names of the columns, such as questions; they are no data. */
  underNames?: string[][];
}
