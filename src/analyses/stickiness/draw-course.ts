import { count, people, percent } from '#charts/formats.ts';
import type { Lines } from '#charts/lines.ts';
import { shareTick, shareTop } from '#charts/share-axis.ts';
import type { Counted } from '#vocabulary/result.ts';
import { bucketNamer } from '../bucket-names.ts';
import type { Linked } from '../draw-linked.ts';
import type { Series } from '../draw-series.ts';
import type { ActiveDay } from './result-course.ts';
import type { StickinessTable } from './result.ts';
import { MONTH_DAYS, WEEK_DAYS } from './switches.ts';

export interface CourseDay {
  name: string;
  open: boolean;
  /** Units active in the windows of `WINDOWS`. */
  active: Linked[];
  /** Those of `RATIOS`; null where the log does not cover the window, or nobody was active in it. */
  ratios: (string | null)[];
}

export interface Course {
  /** The latest. */
  days: CourseDay[];
  /** How many early days are in the saved table only. */
  left: number;
  ratios: Lines;
  people: Lines;
  hasOpen: boolean;
}

export const WINDOWS = [
  { active: 'day', name: 'On the day', says: 'on the day', colour: '--c1' },
  { active: 'week', name: 'In 7 days', says: `in the ${WEEK_DAYS} days that end with it`, colour: '--c2' },
  { active: 'month', name: 'In 30 days', says: `in the ${MONTH_DAYS} days that end with it`, colour: '--c3' },
] as const;

export const RATIOS = [
  { ratio: 'dayByWeek', name: 'Day by week', of: 0, by: 1, covered: WEEK_DAYS, colour: '--c1' },
  { ratio: 'dayByMonth', name: 'Day by month', of: 0, by: 2, covered: MONTH_DAYS, colour: '--c3' },
  { ratio: 'weekByMonth', name: 'Week by month', of: 1, by: 2, covered: MONTH_DAYS, colour: '--c2' },
] as const;

const MOST_DRAWN = 400;
const HEIGHT = 240;

/** A ratio of a day, or null where it says nothing. */
export const ratioOf = (day: ActiveDay, { ratio, by, covered }: (typeof RATIOS)[number]): number | null =>
  day.covered < covered || day[WINDOWS[by].active] === 0 ? null : day[ratio];

/** How many were active around each day, and how often they came. Pure. */
export function drawCourse({ name, table, pointer }: Series<StickinessTable>, counted: Counted): Course {
  const days = table.course.slice(-MOST_DRAWN);
  const called = bucketNamer(
    'day',
    days.map(({ start }) => start),
  );
  const openText = ({ open }: ActiveDay): string => (open ? ', open' : '');
  const places = days.map(({ start }) => called(start));
  const most = Math.max(0, ...days.flatMap((day) => RATIOS.map((each) => ratioOf(day, each) ?? 0)));
  const top = shareTop(most);
  const all = topOf(Math.max(1, ...days.map(({ month }) => month)));
  return {
    days: days.map((day, i) => ({
      name: places[i]!,
      open: day.open,
      active: WINDOWS.map(({ active, says }) => ({
        n: day[active],
        pointer: { ...pointer, start: day.start, active },
        heading: `${people(day[active], counted)} active ${says}`,
        note: `${pointer ? `${name}: ` : ''}${places[i]}${openText(day)}`,
      })),
      ratios: RATIOS.map((each) => {
        const rate = ratioOf(day, each);
        return rate === null ? null : percent(rate);
      }),
    })),
    left: table.course.length - days.length,
    hasOpen: days.some(({ open }) => open),
    ratios: {
      places,
      lines: RATIOS.map((each) => ({
        name: each.name,
        colour: each.colour,
        points: days.map((day, i) => {
          const value = ratioOf(day, each);
          const [of, by] = [WINDOWS[each.of], WINDOWS[each.by]];
          return {
            value,
            open: day.open,
            says: `${places[i]}, ${each.name.toLowerCase()}: ${count(day[of.active])} of ${people(day[by.active], counted)}, ${percent(value ?? 0)}${openText(day)}`,
          };
        }),
      })),
      top,
      tickText: (share) => shareTick(share, top),
      height: HEIGHT,
      label: 'Who came, by who was active in a longer time that ends with the day',
    },
    people: {
      places,
      lines: WINDOWS.map(({ active, name: line, says, colour }) => ({
        name: line,
        colour,
        points: days.map((day, i) => ({
          value: day[active],
          open: day.open,
          says: `${places[i]}: ${people(day[active], counted)} active ${says}${openText(day)}`,
        })),
      })),
      top: all,
      tickText: (n) => count(n),
      height: HEIGHT,
      label: `How many ${counted.many} were active on each day, and in the 7 and 30 days that end with it`,
    },
  };
}

/** The least even number of the form 1, 2 or 5 times a power of ten that holds `most`. */
function topOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const top = [1, 2, 4, 5, 6, 8, 10].find((n) => n * power >= most)! * power;
  return top % 2 === 0 ? top : top + 1;
}
