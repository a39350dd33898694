import type { Columns } from '#charts/columns.ts';
import { many } from '#charts/formats.ts';
import type { Drawing, DrawnSeries } from './draw.ts';

const HEIGHT = 260;
/** Bars beyond would be too thin. */
const MOST_DRAWN = 366;

/** The bars of one series. */
export const columnsOf = ({ counts }: DrawnSeries, { interval, counted, cumulative }: Drawing): Columns => ({
  columns: counts.slice(0, MOST_DRAWN).map(({ name, exactly, orMore, exactShare, orMoreShare }) => {
    const { n } = cumulative ? orMore : exactly;
    const share = cumulative ? orMoreShare : exactShare;
    return {
      name,
      open: false,
      parts: [
        {
          value: n,
          colour: '--c1',
          says: `${many(Number(name), interval)}${cumulative ? ' or more' : ''}: ${many(n, counted.one, counted.many)}, ${share} of those active`,
        },
      ],
    };
  }),
  height: HEIGHT,
  unit: counted,
  label: `How many ${counted.many} were active in ${cumulative ? 'so many' : 'exactly so many'} ${interval}s${cumulative ? ' or more' : ''}`,
});
