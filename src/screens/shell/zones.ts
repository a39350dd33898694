import type { Option } from '#ui/option.ts';

/** Every zone the browser knows, UTC first. */
export const zones = (): Option[] =>
  ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((value) => ({ value }));
