import { LocalTime } from './local-time.ts';
import { EXAMPLES, hasOnlyDates, namesZone, sampledTimes, withTable, zoneOf, type Finder, type Found } from './look.ts';
import { day, many } from './words.ts';

/** Times that do not say in which zone they are. */
export const unknownZone: Finder = {
  looksAt: 'zones of times',
  find(look) {
    return Promise.resolve(
      look.tables.flatMap((table): Found[] => {
        if (namesZone(look, table) || hasOnlyDates(table)) return [];
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

/** Days that the clocks make shorter or longer. */
export const clockChange: Finder = {
  looksAt: 'changes of the clocks',
  find(look) {
    const { firstMs, lastMs } = look.log.facts;
    const timed = look.tables.filter((table) => !hasOnlyDates(table));
    const found = [...new Set(timed.map((table) => zoneOf(look, table)))].flatMap((zone): Found[] => {
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
