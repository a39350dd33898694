const DAY_MS = 86_400_000;

/** `2024-05-21` of a number of local days since 1970. */
export const localDayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
