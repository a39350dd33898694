import type { MemoryUse } from '#engine/protocol.ts';
import { Dictionary } from '#log/dictionary.ts';
import type { Database } from './database.ts';
import { forgetEventCodes, keptEventCodes } from './event-codes.ts';
import type { OpenedLog } from './opened-log.ts';
import { forgetPersonValues, keptPersonValues } from './person-values.ts';
import { forgetCodes, keptCodes } from './row-codes.ts';
import { forgetAmounts, keptAmounts } from './segments-amounts.ts';
import { forgetSegments, keptSegments } from './segments.ts';
import { forgetUnitLogs, keptUnitLogs } from './unit-log.ts';

/** Counts the bytes of values, each buffer once. */
class Scales {
  readonly #seen = new Set<object>();

  /** Typed arrays, and texts and numbers, in whatever holds them. */
  weigh(value: unknown): number {
    if (typeof value === 'string') return 2 * value.length;
    if (value === undefined || value === null) return 0;
    if (typeof value !== 'object') return 8;
    const thing = ArrayBuffer.isView(value) ? value.buffer : value;
    if (this.#seen.has(thing)) return 0;
    this.#seen.add(thing);
    if (thing instanceof ArrayBuffer) return thing.byteLength;
    if (value instanceof Dictionary) return value.byteLength;
    if (Array.isArray(value) && typeof value[0] === 'number') return 8 * value.length;
    const parts = value instanceof Map || value instanceof Set ? [...value].flat() : Object.values(value);
    let bytes = 0;
    for (const part of parts) bytes += this.weigh(part);
    return bytes;
  }
}

/** What the engine holds: nothing but its database where no log is open. */
export function memoryOf(opened: OpenedLog | null, runs: Iterable<unknown>, database: Database | null): MemoryUse {
  const bytes = database?.memoryBytes ?? 0;
  if (!opened) return { log: 0, caches: 0, database: bytes, tables: [] };
  const scales = new Scales();
  const log = scales.weigh(opened.log);
  const caches = [
    opened.masks.kept,
    keptCodes(opened),
    keptPersonValues(opened),
    keptUnitLogs(opened.log),
    ...[opened.log, ...keptUnitLogs(opened.log).values()].map(keptEventCodes),
    keptSegments(opened),
    keptAmounts(opened),
    ...runs,
  ];
  return {
    log,
    caches: caches.reduce<number>((sum, cache) => sum + scales.weigh(cache), 0),
    database: bytes,
    tables: sharesOf(opened, log, opened.hasTable ? bytes : 0),
  };
}

/** By its share of events and of rows. */
function sharesOf({ facts }: OpenedLog, log: number, database: number): MemoryUse['tables'] {
  const sum = (of: 'events' | 'rows') =>
    Math.max(
      1,
      facts.tables.reduce((total, table) => total + table[of], 0),
    );
  const [events, rows] = [sum('events'), sum('rows')];
  return facts.tables.map((table) => ({
    table: table.table,
    log: Math.round((log * table.events) / events),
    database: Math.round((database * table.rows) / rows),
  }));
}

/** Lets go of what can be made again: masks, codes, logs of other units and the table. */
export async function forgetMade(opened: OpenedLog): Promise<void> {
  opened.masks.forget();
  forgetCodes(opened);
  forgetEventCodes(opened.log);
  forgetPersonValues(opened);
  forgetUnitLogs(opened.log);
  forgetSegments(opened);
  forgetAmounts(opened);
  await opened.forgetTable();
}
