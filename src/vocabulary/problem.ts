/** One thing that is wrong, said to the person who can mend it. Codes are `<area>/<what>`. */
export interface Problem {
  code: string;
  /** Path of the field: `analysis.steps[1].event`, a file's name, or '' for the whole. */
  at: string;
  message: string;
  /** What to do about it. */
  hint?: string;
  severity: 'error' | 'warning';
}

/** Failures are data: a thrown error loses its code on the way out of a worker. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const fail = (...problems: Problem[]): Outcome<never> => ({ ok: false, problems });

export const problem = (code: string, at: string, message: string, hint?: string): Problem =>
  hint === undefined ? { code, at, message, severity: 'error' } : { code, at, message, hint, severity: 'error' };

export const warning = (code: string, at: string, message: string, hint?: string): Problem => ({
  ...problem(code, at, message, hint),
  severity: 'warning',
});
