/** Filled by the kinds: each adds itself by declaration merging in its own folder, so that removing the folder removes the kind. */
export interface Kinds {}

export type KindName = keyof Kinds & string;

/** The union of every kind's spec; `{ kind: string }` where no kind is installed. */
export type Analysis = [KindName] extends [never]
  ? { kind: string }
  : Kinds[KindName] extends { spec: infer S }
    ? S & { kind: string }
    : never;
