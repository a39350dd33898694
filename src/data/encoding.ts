import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import type { Bytes, Head } from './content.ts';

export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1252',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface SniffedEncoding {
  encoding: Encoding;
  /** UTF-8 throughout, so that the file can be read as it is. */
  clean: boolean;
}

/** Of the characters beyond ASCII, the share that may be unreadable before a file is refused. */
export const MOST_UNREADABLE = 0.01;

/**
 * The encoding of a text by its bytes: a byte order mark, where NULs stand, whether it is UTF-8, else which encoding of
 * two bytes makes common characters of it, else Windows-1252 where its letters stand among those of ASCII.
 */
export function sniffEncoding(samples: readonly Head[], file: string): Outcome<SniffedEncoding> {
  const first = samples[0]!.bytes;
  if (first[0] === 0xff && first[1] === 0xfe) return ok({ encoding: 'utf-16le', clean: false });
  if (first[0] === 0xfe && first[1] === 0xff) return ok({ encoding: 'utf-16be', clean: false });
  const wide = wideEncoding(first);
  if (wide) return ok({ encoding: wide, clean: false });

  const { valid, errors } = samples.map(utf8Signs).reduce((a, b) => ({
    valid: a.valid + b.valid,
    errors: a.errors + b.errors,
  }));
  const inHead = utf8Signs(samples[0]!);
  // what comes later in a file that begins in UTF-8 is left to the reader, which counts the rows that are not
  if (errors === 0 || (inHead.errors === 0 && valid > 0)) return ok({ encoding: 'utf-8', clean: true });
  const unknown: Outcome<SniffedEncoding> =
    inHead.errors === 0
      ? ok({ encoding: 'utf-8', clean: true })
      : fail(
          problem(
            'data/encoding',
            file,
            `${file} is written in no encoding that is known here, or in several.`,
            'Save it as “CSV UTF-8” and add it again.',
          ),
        );
  if (valid >= 5 * errors)
    return errors <= MOST_UNREADABLE * (valid + errors) ? ok({ encoding: 'utf-8', clean: false }) : unknown;

  const all = samples.map(({ bytes }) => bytes);
  const scored = CANDIDATES.map((candidate) => ({ candidate, ...plausibility(all, candidate) }))
    .filter(({ common, errors: wrong, beside }) => common >= 0.75 && wrong <= MOST_UNREADABLE && beside >= 0.5)
    .filter(({ candidate, distinct }) => distinct >= (candidate.leastDistinct ?? 0))
    .sort((a, b) => b.common - a.common);
  if (scored[0]) return ok({ encoding: scored[0].candidate.encoding, clean: false });
  return isWestern(all) ? ok({ encoding: 'windows-1252', clean: false }) : unknown;
}

/** Text of two bytes a character is full of NULs on one side only: digits, delimiters and line ends have them too. */
function wideEncoding(bytes: Uint8Array): Encoding | null {
  const nuls = [0, 0];
  const length = bytes.length - (bytes.length % 2);
  for (let i = 0; i < length; i++) if (bytes[i] === 0) nuls[i & 1]! += 1;
  const [even, odd] = [nuls[0]! / (length / 2), nuls[1]! / (length / 2)];
  if (length < 4 || Math.max(even, odd) < 0.1 || Math.min(even, odd) > 0.01) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Characters of several bytes that are UTF-8, and bytes that are not. A character cut by the sample's ends is neither. */
function utf8Signs({ bytes, whole }: Head): { valid: number; errors: number } {
  const text = new TextDecoder('utf-8').decode(bytes, { stream: !whole });
  const marks = replacements(text);
  // the character itself may stand in a file; then its three bytes are there
  const written = marks === 0 ? 0 : occurrences(bytes, 0xef, 0xbf, 0xbd);
  return { valid: beyondAscii(text) - marks + written, errors: marks - written };
}

function occurrences(bytes: Uint8Array, a: number, b: number, c: number): number {
  let count = 0;
  for (let i = bytes.indexOf(a); i >= 0; i = bytes.indexOf(a, i + 1))
    if (bytes[i + 1] === b && bytes[i + 2] === c) count += 1;
  return count;
}

interface Candidate {
  encoding: Encoding;
  lead: (byte: number) => boolean;
  trail: (byte: number) => boolean;
  /** Whether two bytes are a character of everyday text. */
  common: (lead: number, trail: number) => boolean;
  /** Bytes that are characters of their own. */
  single?: (byte: number) => boolean;
  leastDistinct?: number;
}

const within = (from: number, to: number) => (byte: number) => byte >= from && byte <= to;
const either =
  (...tests: ((byte: number) => boolean)[]) =>
  (byte: number) =>
    tests.some((test) => test(byte));

const CANDIDATES: Candidate[] = [
  {
    // Korean syllables are in the first half of what Chinese uses: a text of many characters that keeps to it is Korean
    encoding: 'euc-kr',
    lead: within(0x81, 0xfe),
    trail: either(within(0x41, 0x5a), within(0x61, 0x7a), within(0x81, 0xfe)),
    common: (lead, trail) => trail > 0xa0 && lead >= 0xb0 && lead <= 0xc8,
    leastDistinct: 30,
  },
  {
    encoding: 'gb18030',
    lead: within(0x81, 0xfe),
    trail: either(within(0x40, 0x7e), within(0x80, 0xfe)),
    common: (lead, trail) => trail > 0xa0 && (within(0xa1, 0xa3)(lead) || within(0xb0, 0xd7)(lead)),
  },
  {
    encoding: 'big5',
    lead: within(0x81, 0xfe),
    trail: either(within(0x40, 0x7e), within(0xa1, 0xfe)),
    common: (lead) => within(0xa1, 0xc6)(lead),
  },
  {
    encoding: 'shift_jis',
    lead: either(within(0x81, 0x9f), within(0xe0, 0xfc)),
    trail: either(within(0x40, 0x7e), within(0x80, 0xfc)),
    common: (lead) => within(0x81, 0x83)(lead) || within(0x88, 0x97)(lead),
    single: within(0xa1, 0xdf),
  },
];

/** Shares of the characters beyond ASCII: everyday ones, impossible ones, and those that have another beside them. */
function plausibility(samples: readonly Uint8Array[], { lead, trail, common, single }: Candidate) {
  let [signs, everyday, wrong, beside] = [0, 0, 0, 0];
  const seen = new Set<number>();
  for (const bytes of samples) {
    let last = -9;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte < 0x80) continue;
      signs += 1;
      if (single?.(byte)) everyday += 0.3;
      else if (i + 1 < bytes.length && lead(byte) && trail(bytes[i + 1]!)) {
        if (common(byte, bytes[i + 1]!)) everyday += 1;
        seen.add(byte * 256 + bytes[i + 1]!);
        i += 1;
      } else if (i + 1 < bytes.length) wrong += 1;
      if (i - last <= 2) beside += 1;
      else if (followed(bytes, i)) beside += 1;
      last = i;
    }
  }
  const all = Math.max(1, signs);
  return { common: everyday / all, errors: wrong / all, beside: beside / all, distinct: seen.size };
}

const followed = (bytes: Uint8Array, at: number): boolean => (bytes[at + 1] ?? 0) >= 0x80;

/** Ð Þ ð þ ÿ: no text has more of them than of other accents. */
const RARE = new Set([0xd0, 0xde, 0xf0, 0xfe, 0xff]);

/** Accented letters stand alone or in twos; long runs of them are another alphabet. */
function isWestern(samples: readonly Uint8Array[]): boolean {
  let [high, inRuns, undefinedBytes, rare] = [0, 0, 0, 0];
  for (const bytes of samples) {
    let run = 0;
    for (let i = 0; i <= bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      if (byte >= 0x80) {
        run += 1;
        high += 1;
        if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) undefinedBytes += 1;
        if (RARE.has(byte)) rare += 1;
      } else {
        if (run >= 3) inRuns += run;
        run = 0;
      }
    }
  }
  return inRuns <= 0.3 * high && undefinedBytes <= MOST_UNREADABLE * high && rare <= 0.5 * high;
}

/** What was read of a text: characters beyond ASCII, and those that could not be read and became U+FFFD. */
export interface Transcoded {
  beyondAscii: number;
  replaced: number;
  /** Line of the first that could not be read. */
  firstLine: number | null;
}

/** The same text in UTF-8 without a byte order mark, a part for each part given. */
export async function* transcode(
  stream: AsyncIterable<Bytes>,
  encoding: Encoding,
  seen: Transcoded,
): AsyncGenerator<Bytes, void> {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  let lines = 1;
  const part = (text: string): Bytes => {
    const bytes = encoder.encode(text);
    if (bytes.length > text.length) seen.beyondAscii += beyondAscii(text);
    const at = text.indexOf('\uFFFD');
    if (at >= 0) {
      seen.firstLine ??= lines + newlines(text.slice(0, at));
      seen.replaced += replacements(text);
    }
    lines += newlines(text);
    return bytes;
  };
  for await (const chunk of stream) yield part(decoder.decode(chunk, { stream: true }));
  const rest = decoder.decode();
  if (rest !== '') yield part(rest);
}

const replacements = (text: string): number => (text.match(/\uFFFD/g) ?? []).length;

function beyondAscii(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) count += 1;
  return count;
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
