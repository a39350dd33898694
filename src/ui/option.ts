/** One choice of a picker. */
export interface Option {
  value: string;
  /** Beside the label, quieter: a count. */
  note?: string;
}
