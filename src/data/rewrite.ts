import { Damaged, type Content, type Bytes } from './content.ts';
import { MOST_UNREADABLE, transcode, type Encoding, type SniffedEncoding } from './encoding.ts';

/** What is known of a file once it was rewritten whole. */
export class Notes {
  /** Rows that are not in what was written. */
  broken = 0;
  /** Up to five sentences on them, and on what was changed in others, each with its line. */
  readonly examples: string[] = [];
  /** Columns that the sample did not show, in the order in which they came; they stand behind the others. */
  readonly lateColumns: string[] = [];
  /** Bytes of the file that are behind. */
  read = 0;

  say(example: string): void {
    if (this.examples.length < 5) this.examples.push(example);
  }

  drop(example: string): void {
    this.broken += 1;
    this.say(example);
  }
}

/** A table as CSV in UTF-8, in parts of up to a few megabytes. */
export type Rewrite = (notes: Notes) => AsyncGenerator<Bytes, void>;

/** Chunks of a stream; one that is left early is cancelled. */
export async function* chunksOf(content: Content, notes: Notes): AsyncGenerator<Bytes, void> {
  const reader = content.stream((bytes) => (notes.read = bytes)).getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw content.plain || error instanceof Damaged || error instanceof DOMException ? error : cutShort(content);
      });
      if (done) break;
      yield value;
    }
    finished = true;
  } finally {
    if (!finished) await reader.cancel().catch(() => undefined); // a stream that failed has nothing to cancel
  }
}

/** How a DecompressionStream fails in the middle of a file; its words differ between browsers. */
const cutShort = ({ name }: Content): Damaged => new Damaged(`${name} is packed but cannot be unpacked to its end`);

/** The text of a file in UTF-8, as its bytes come. */
export async function* textChunks(
  content: Content,
  { encoding, clean }: SniffedEncoding,
  notes: Notes,
): AsyncGenerator<Bytes, void> {
  if (clean) {
    yield* chunksOf(content, notes);
    return;
  }
  const seen = { beyondAscii: 0, replaced: 0, firstLine: null };
  yield* transcode(chunksOf(content, notes), encoding, seen);
  sayUnreadable(content.name, encoding, seen, notes);
}

/** A CSV of another encoding, or one that is packed, as it is or by way of `made`. */
export const rewriteText =
  (content: Content, sniffed: SniffedEncoding, made = (chunks: AsyncGenerator<Bytes, void>) => chunks): Rewrite =>
  (notes) =>
    made(textChunks(content, sniffed, notes));

function sayUnreadable(
  file: string,
  encoding: Encoding,
  { replaced, beyondAscii, firstLine }: { beyondAscii: number; replaced: number; firstLine: number | null },
  notes: Notes,
): void {
  if (replaced === 0) return;
  if (replaced > 20 && replaced > MOST_UNREADABLE * beyondAscii)
    throw new Error(
      `${file} was taken for ${encoding}, but ${replaced.toLocaleString('en-US')} characters in it cannot be read so, the first on line ${firstLine}.`,
    );
  notes.say(`line ${firstLine}: ${replaced} characters are not ${encoding} and stand as \uFFFD`);
}
