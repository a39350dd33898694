/** Numbers of units, by unit and then by time: one for each, or one for each period in which it did it. */
export interface Rows {
  /** Index of the unit in the whole log. */
  person: Uint32Array;
  amount: Float64Array;
  /** Empty without a breakdown. */
  group: Uint32Array;
}
