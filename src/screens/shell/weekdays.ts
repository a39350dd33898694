import { WEEKDAYS } from '#document/document.ts';

/** Days that a week may begin on, to choose from. */
export const weekdays = WEEKDAYS.map((value) => ({ value, label: `from ${value[0]!.toUpperCase()}${value.slice(1)}` }));
