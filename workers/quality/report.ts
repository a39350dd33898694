import type { Finding } from '#data/finding.ts';
import type { SetupGuess } from '#data/setup.ts';
import type { OnProgress } from '#engine/protocol.ts';
import type { Breath } from '../breath.ts';
import type { OpenedLog } from '../opened-log.ts';
import { rawRows } from '../raw-rows.ts';
import { driftBetween } from './columns.ts';
import { leftEdge, rightEdge } from './edges.ts';
import { driftWithin } from './emptying-columns.ts';
import { outOfOrder } from './file-order.ts';
import { inFuture } from './future.ts';
import { gaps } from './gaps.ts';
import { idColumns } from './ids.ts';
import { givenPeople, leftOutIds, nameRules } from './in-force.ts';
import { eventTables, EXAMPLES, type Finder, type Found, type Look } from './look.ts';
import { brokenRows, withoutPerson, withoutTime } from './lost-rows.ts';
import { midnightOnly } from './midnight.ts';
import { overlinkedIds } from './overlinked.ts';
import { repeats } from './repeats.ts';
import { similarNames } from './similar-names.ts';
import { unnamed } from './unnamed.ts';
import { unreadableTimes } from './unreadable-times.ts';
import { count } from './words.ts';
import { clockChange, unknownZone } from './zones.ts';

/** Those that look at the log alone come first. */
const FINDERS: Finder[] = [
  brokenRows,
  overlinkedIds,
  unknownZone,
  clockChange,
  leftEdge,
  rightEdge,
  inFuture,
  midnightOnly,
  gaps,
  similarNames,
  driftBetween,
  outOfOrder,
  withoutPerson,
  withoutTime,
  unreadableTimes,
  unnamed,
  givenPeople,
  nameRules,
  leftOutIds,
  idColumns,
  driftWithin,
  repeats,
];

const STATES: Finding['state'][] = ['decide', 'done', 'know'];
/** Cells of a row that an example shows. */
const CELLS = 6;
const LONGEST_CELL = 40;

/** Who looks, when and from where. */
export interface Viewer {
  nowMs: number;
  zone: string;
}

/** What may be wrong with the data: what is to decide first, then what is done, then what is to know. */
export async function qualityOf(
  opened: OpenedLog,
  guess: SetupGuess | null,
  { nowMs, zone }: Viewer,
  breath: Breath,
  onProgress: OnProgress,
): Promise<Finding[]> {
  const loaded = await opened.loaded(onProgress);
  const open = await opened.tables();
  const look: Look = {
    opened,
    log: opened.log,
    setup: opened.setup,
    guess,
    tables: eventTables(opened, open),
    open,
    loaded,
    database: await opened.database(),
    nowMs,
    browserZone: zone,
    breath,
  };
  const found: Found[] = [];
  for (const [i, finder] of FINDERS.entries()) {
    onProgress({ doing: `Looking at ${finder.looksAt}`, share: i / FINDERS.length });
    await breath.take();
    found.push(...(await finder.find(look)));
  }
  found.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || b.share - a.share);
  return told(look, found);
}

async function told(look: Look, found: readonly Found[]): Promise<Finding[]> {
  const shown = found.flatMap(({ examples, rows = [] }) => (examples ? [] : rows.slice(0, EXAMPLES)));
  const { rows } = await rawRows(look.opened, shown, look.breath);
  const texts = new Map(shown.map((row, i) => [row, rows[i]!]));
  return found.map(({ about, share: _share, ...rest }) => ({
    ...rest,
    id: [rest.kind, rest.table, about].filter((part) => part !== null && part !== undefined).join(' '),
    figure: rest.figure ?? null,
    examples:
      rest.examples ?? (rest.rows ?? []).slice(0, EXAMPLES).map((row) => rowInWords(look, row, texts.get(row)!)),
    rows: rest.rows ?? [],
    remedies: rest.remedies ?? [],
  }));
}

/** `Row 17 of shop.csv: a, view, 2026-03-02`. */
function rowInWords({ tables }: Look, row: number, cells: (string | null)[]): string {
  const table = tables.find(({ from, to }) => row >= from && row < to);
  const texts = cells.filter((cell): cell is string => cell !== null && cell !== '').slice(0, CELLS);
  const short = texts.map((cell) => (cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell)).join(', ');
  const of = tables.length > 1 && table ? ` of ${table.name}` : '';
  return `Row ${count(row - (table?.from ?? 0) + 1)}${of}: ${short}`;
}
