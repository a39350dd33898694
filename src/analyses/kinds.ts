/** Each kind adds itself by declaration merging in its own folder, so that removing the folder removes the kind. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the kinds' own folders
export interface Kinds {}

export type KindName = keyof Kinds & string;

/** The union of every kind's spec; `{ kind: string }` where no kind is installed. */
export type Analysis = [KindName] extends [never]
  ? { kind: string }
  : Kinds[KindName] extends { spec: infer S }
    ? S & { kind: string }
    : never;
