/** The same with other values of some fields; one given as undefined is left out, and goes back to its default. */
export const withFields = <Of extends object>(of: Of, fields: Partial<Of>): Of =>
  Object.fromEntries(Object.entries({ ...of, ...fields }).filter(([, value]) => value !== undefined)) as Of;
