import { LocalTime } from './local-time.ts';
import { hasOnlyDates, MOST_ROWS, zoneOf, type Finder, type Found } from './look.ts';
import { count as number, lasting, many, percent, weekday } from './words.ts';

const DAY_MS = 86_400_000;
/** The part of the log that is its beginning. */
const EDGE = 0.05;
const LEAST_PEOPLE = 20;
const LEAST_MS = 7 * DAY_MS;
/** How many times as many people as arrive evenly, from which on some are likely not new. */
const MORE_THAN_EVEN = 1.5;

/** People who may have been there before the log began. */
export const leftEdge: Finder = {
  looksAt: 'the beginning of the log',
  find({ log }) {
    const { firstMs, lastMs, people } = log.facts;
    const span = lastMs - firstMs;
    if (people < LEAST_PEOPLE || span < LEAST_MS) return Promise.resolve([]);
    const until = firstMs + EDGE * span;
    const rows: number[] = [];
    let count = 0;
    for (let p = 0; p < people; p++) {
      const at = log.personStart[p]!;
      if (log.time[at]! <= until && count++ < MOST_ROWS) rows.push(log.row[at]!);
    }
    const share = count / people;
    const many5 = share > MORE_THAN_EVEN * EDGE;
    const found: Found = {
      kind: 'leftEdge',
      table: null,
      state: 'know',
      title: `${many(count, 'person', 'people')} ${count === 1 ? 'starts' : 'start'} in the first ${lasting(EDGE * span)}`,
      effect: many5
        ? `People arriving evenly would be ${percent(EDGE)}: about ${number(Math.round(count - EDGE * people))} of these may have been there before, and are not new.`
        : `About as many as people arriving evenly would be (${percent(EDGE)}): few of them can have been there before.`,
      figure: percent(share),
      count,
      share,
      rows,
    };
    return Promise.resolve(count === 0 ? [] : [found]);
  },
};

/** A week and a month that are not over. */
export const rightEdge: Finder = {
  looksAt: 'the end of the log',
  find(look) {
    const { log, tables, browserZone } = look;
    const { firstMs, lastMs } = log.facts;
    const [first] = tables;
    const zone = first ? (hasOnlyDates(first) ? first.setup.zone : zoneOf(look, first)) : browserZone;
    const local = new LocalTime(zone, firstMs, lastMs);
    const lastDay = Math.floor(local.of(lastMs) / DAY_MS);
    const date = new Date(lastDay * DAY_MS);
    const weekBegins = lastDay - ((date.getUTCDay() + 6) % 7);
    const monthBegins = lastDay - (date.getUTCDate() - 1);
    const tomorrow = new Date((lastDay + 1) * DAY_MS);
    const firstDay = Math.floor(local.of(firstMs) / DAY_MS);
    const open = [
      { name: 'week', begins: weekBegins, isOpen: tomorrow.getUTCDay() !== 1 },
      { name: 'month', begins: monthBegins, isOpen: tomorrow.getUTCDate() !== 1 },
    ].filter(({ begins, isOpen }) => isOpen && begins > firstDay);
    if (open.length === 0) return Promise.resolve([]);
    const rows: number[] = [];
    let count = 0;
    for (let i = 0; i < log.time.length; i++)
      if (Math.floor(local.of(log.time[i]!) / DAY_MS) >= open[0]!.begins && count++ < MOST_ROWS) rows.push(log.row[i]!);
    const found: Found = {
      kind: 'rightEdge',
      table: null,
      state: 'know',
      title: `The last ${open[0]!.name} is open`,
      effect: `The log ends within ${open.map(({ name }) => `a ${name}`).join(' and ')}: counts of ${open.length > 1 ? 'these' : 'it'} are still too low, and who came last had little time to go on.`,
      figure: `ends ${weekday(lastMs, zone)}`,
      count,
      share: count / Math.max(1, log.facts.events),
      rows,
    };
    return Promise.resolve([found]);
  },
};
