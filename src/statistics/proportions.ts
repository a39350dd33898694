import { halfWidth } from './normal.ts';

/** How many of some people have something. */
export interface Proportion {
  people: number;
  having: number;
}

/** Both ends included. */
export type Interval = [low: number, high: number];

export const shareOf = ({ people, having }: Proportion): number => (people === 0 ? 0 : having / people);

/** Wilson's score interval of a share; of nobody it is everything. */
export function proportionInterval({ people, having }: Proportion, level = 0.95): Interval {
  if (people === 0) return [0, 1];
  const z = halfWidth(level);
  const share = having / people;
  const middle = share + (z * z) / (2 * people);
  const spread = z * Math.sqrt((share * (1 - share)) / people + (z * z) / (4 * people * people));
  const whole = 1 + (z * z) / people;
  return [having === 0 ? 0 : (middle - spread) / whole, having === people ? 1 : (middle + spread) / whole];
}

/**
 * Interval of the share of `a` less that of `b`, of people of whom nobody is in both: the hybrid score interval,
 * method 10 of R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890.
 */
export function differenceOfProportions(a: Proportion, b: Proportion, level = 0.95): Interval {
  const [shareA, shareB] = [shareOf(a), shareOf(b)];
  const [lowA, highA] = proportionInterval(a, level);
  const [lowB, highB] = proportionInterval(b, level);
  const difference = shareA - shareB;
  return [
    difference - Math.hypot(shareA - lowA, highB - shareB),
    difference + Math.hypot(highA - shareA, shareB - lowB),
  ];
}
