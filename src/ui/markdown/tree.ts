/** Text within a block. A link leads to a heading of the same text, by its `id`; other links are what they say. */
export type Inline =
  | { is: 'text' | 'code'; text: string }
  | { is: 'strong' | 'emphasis'; of: Inline[] }
  | { is: 'link'; to: string; of: Inline[] }
  | { is: 'break' };

export interface Heading {
  is: 'heading';
  /** 1 to 6. */
  level: number;
  /** As GitHub makes it of the words: `what-is-shown`; the second of the same words ends in `-1`. */
  id: string;
  of: Inline[];
}

export interface Table {
  is: 'table';
  head: Inline[][];
  rows: Inline[][][];
  /** Of each column, whether its numbers stand to the right. */
  right: boolean[];
}

export type Block =
  | Heading
  | Table
  | { is: 'paragraph'; of: Inline[] }
  | { is: 'code'; text: string }
  /** `start` is the number of the first item; null where items have none. */
  | { is: 'list'; start: number | null; items: Block[][] };

/** The words alone. */
export const plain = (inlines: readonly Inline[]): string =>
  inlines.map((each) => ('of' in each ? plain(each.of) : each.is === 'break' ? ' ' : each.text)).join('');
