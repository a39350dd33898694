const TOPS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/** The share at the top of a figure that shows shares up to `most`, 0..1. */
export const shareTop = (most: number): number => TOPS.find((each) => each >= most) ?? 1;

/** The unit once, at the top: `20%`, `10`. */
export const shareTick = (share: number, top: number): string =>
  `${+(share * 100).toFixed(1)}${share === top ? '%' : ''}`;
