import { count } from '#charts/formats.ts';
import type { EngineClient } from '#engine/client.ts';
import type { OpenedLog } from '#engine/protocol.ts';
import type { UsageIntervals } from '#segments/usage-intervals.ts';
import { id, text } from '#sql/quote.ts';
import type { Option } from '#ui/option.ts';

/** So many values are suggested. */
const SUGGESTED = 50;
/** Of so many that contain a text, whether it is one itself is known. */
const SEARCHED = 1000;

export interface Lookups {
  /** Most frequent values that contain a text, with how many events, or rows of people, have them. */
  values(property: string, part: string): Promise<readonly Option[]>;
  /** Whether a value is in the data; true where that cannot be known. */
  occurs(property: string, value: string): Promise<boolean>;
  /** How long people stay away; null where the engine could not say. */
  intervals(): Promise<UsageIntervals | null>;
}

interface ValueCount {
  value: string;
  rows: number;
}

/** Questions about one log, each asked once. */
export function lookupsOf(engine: EngineClient, { attributes }: OpenedLog): Lookups {
  const occurring = new Map<string, Promise<boolean>>();
  let intervals: Promise<UsageIntervals | null> | null = null;

  async function found(property: string, part: string, limit: number): Promise<ValueCount[] | null> {
    if (!attributes.includes(property)) {
      const outcome = await engine.values(property, part, limit).outcome;
      return outcome.ok ? outcome.value : null;
    }
    const outcome = await engine.sql(ofPeople(property, part, limit)).outcome;
    return outcome.ok
      ? outcome.value.rows.map(([value, rows]) => ({ value: String(value), rows: Number(rows) }))
      : null;
  }

  return {
    async values(property, part) {
      const list = await found(property, part, SUGGESTED);
      return (list ?? []).map(({ value, rows }) => ({ value, note: count(rows) }));
    },
    occurs(property, value) {
      const key = JSON.stringify([property, value]);
      const asked =
        occurring.get(key) ??
        found(property, value, SEARCHED).then(
          (list) => list === null || list.length === SEARCHED || list.some((each) => each.value === value),
        );
      occurring.set(key, asked);
      return asked;
    },
    intervals() {
      intervals ??= engine.usageIntervals().outcome.then((outcome) => (outcome.ok ? outcome.value : null));
      return intervals;
    },
  };
}

function ofPeople(attribute: string, part: string, limit: number): string {
  const values = `SELECT CAST(${id(attribute)} AS VARCHAR) AS v FROM people`;
  return `SELECT v, count(*)::DOUBLE AS n FROM (${values}) WHERE v <> '' AND contains(lower(v), lower(${text(part)})) GROUP BY v ORDER BY n DESC, v LIMIT ${limit}`;
}
