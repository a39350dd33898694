import type { LogOverview } from '#log/overview.ts';
import type { PeopleSpec } from './spec.ts';

/** Everybody, last seen first. */
export const suggest = ({ events }: LogOverview): PeopleSpec | null => (events === 0 ? null : { kind: 'people' });
