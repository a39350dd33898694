import { icons, type IconName } from '#ui/icons.ts';

/** A kind's drawing has its name, where there is one. */
export const kindIcon = (kind: string): IconName => (kind in icons ? (kind as IconName) : 'explore');
