import { timeReading } from '#data/column-type.ts';
import { columnsOfTime } from '#data/table-events.ts';
import { LocalTime } from './local-time.ts';
import { EXAMPLES, withTable, type EventTable, type Finder, type Found, type Look } from './look.ts';
import { day, many } from './words.ts';

const COUNTS = ['seconds', 'milliseconds', 'microseconds'];

/** Times that do not say in which zone they are. */
export const unknownZone: Finder = {
  looksAt: 'zones of times',
  find(look) {
    return Promise.resolve(
      look.tables.flatMap((table): Found[] => {
        if (namesZone(look, table)) return [];
        const { zone } = table.setup;
        const others = [...new Set(['UTC', look.browserZone])].filter((other) => other !== zone);
        return [
          {
            kind: 'unknownZone',
            table: table.name,
            state: 'know',
            title: `Times of ${table.name} name no zone`,
            effect: `They are read in ${zone}. In another zone every time moves by hours, and with it days and the order among tables.`,
            figure: zone,
            count: table.counts.events,
            share: table.counts.events / Math.max(1, look.log.facts.events),
            examples: sampledTimes(table).slice(0, EXAMPLES),
            remedies: others.map((other) => ({
              label: `Read them in ${other}`,
              setup: withTable(look.setup, table.name, { zone: other }),
            })),
          },
        ];
      }),
    );
  },
};

function namesZone({ guess }: Look, table: EventTable): boolean {
  const { setup } = table;
  if (COUNTS.includes(setup.timeFormat)) return true;
  const guessed = guess?.tables.find((other) => other.setup.table === table.name);
  if (guessed?.setup.time === setup.time) return guessed.hasZone;
  const texts = sampledTimes(table);
  return texts.length === 0 || (timeReading(texts, columnsOfTime(setup)[0])?.hasZone ?? false);
}

function sampledTimes({ setup, open }: EventTable): string[] {
  const { columns, rows } = open.source.sample;
  const at = columns.findIndex(({ name }) => name === columnsOfTime(setup)[0]);
  return rows
    .map((row) => row[at])
    .filter((text): text is string => text !== null && text !== undefined && text !== '');
}

/** Days that the clocks make shorter or longer. */
export const clockChange: Finder = {
  looksAt: 'changes of the clocks',
  find({ log, tables }) {
    const { firstMs, lastMs } = log.facts;
    const found = [...new Set(tables.map(({ setup }) => setup.zone))].flatMap((zone): Found[] => {
      const days = new LocalTime(zone, firstMs, lastMs).changes.map(
        ({ atMs, byMs }) => `${day(atMs, zone)} has ${24 - byMs / 3_600_000} hours`,
      );
      if (days.length === 0) return [];
      return [
        {
          kind: 'clockChange',
          table: null,
          about: zone,
          state: 'know',
          title: days.length === 1 ? days[0]! : `${many(days.length, 'day')} have 23 or 25 hours`,
          effect: `The clocks of ${zone} change. Counts of such a day and of the hour that is missing or twice are not like others; durations are true.`,
          figure: 'clock change',
          count: days.length,
          share: 0,
          examples: days.slice(0, EXAMPLES),
        },
      ];
    });
    return Promise.resolve(found);
  },
};
