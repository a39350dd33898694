import { Dictionary, type PackedTexts } from '#log/dictionary.ts';
import type { Ids } from '#log/event-log.ts';

const encoder = new TextEncoder();

/** Texts as bytes, one after the other. */
export function packed(count: number, text: (i: number) => string): PackedTexts {
  const starts = new Uint32Array(count + 1);
  let bytes = new Uint8Array(16 * count + 64);
  for (let i = 0; i < count; i++) {
    const each = text(i);
    const from = starts[i]!;
    // a unit of UTF-16 takes at most three bytes
    if (from + 3 * each.length > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length + 3 * each.length);
      larger.set(bytes);
      bytes = larger;
    }
    starts[i + 1] = written(each, bytes, from);
  }
  return { starts, bytes: bytes.subarray(0, starts[count]) };
}

/** Writes a text and says where it ends. Letters of ASCII are written one by one: calling the encoder takes longer. */
function written(text: string, bytes: Uint8Array, from: number): number {
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (letter > 127) return from + i + encoder.encodeInto(text.slice(i), bytes.subarray(from + i)).written;
    bytes[from + i] = letter;
  }
  return from + text.length;
}

/** What units are called, as bytes; of people nothing is copied. */
export const packedIds = (ids: Ids): PackedTexts =>
  ids instanceof Dictionary ? ids.packed() : packed(ids.size, (unit) => ids.text(unit));

const decoder = new TextDecoder();

/** 1 for each text that contains another, ignoring case. */
export function containing(texts: PackedTexts, text: string): Uint8Array {
  const wanted = text.toLowerCase();
  const needle = encoder.encode(wanted);
  const hits = new Uint8Array(texts.starts.length - 1);
  if (needle.every((byte) => byte < 128)) findBytes(texts, needle, hits);
  findLetters(texts, wanted, hits);
  return hits;
}

/** Small letters of ASCII, which occur in no other character's bytes: all texts are looked through as one. */
function findBytes({ starts, bytes }: PackedTexts, needle: Uint8Array, hits: Uint8Array): void {
  const first = needle[0]!;
  const large = first >= 97 && first <= 122 ? first - 32 : first;
  const last = starts[hits.length]! - needle.length;
  let text = 0;
  for (let at = 0; at <= last; at++) {
    const byte = bytes[at]!;
    if (byte !== first && byte !== large) continue;
    let same = 1;
    while (same < needle.length && small(bytes[at + same]!) === needle[same]) same++;
    if (same < needle.length) continue;
    while (starts[text + 1]! <= at) text++;
    if (at + same > starts[text + 1]!) continue;
    hits[text] = 1;
    at = starts[text + 1]! - 1;
  }
}

const small = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

/** Only texts beyond ASCII are made strings: `K` of kelvin is a small k, too. */
function findLetters({ starts, bytes }: PackedTexts, wanted: string, hits: Uint8Array): void {
  let text = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! < 128) continue;
    while (starts[text + 1]! <= at) text++;
    const end = starts[text + 1]!;
    if (decoder.decode(bytes.subarray(starts[text], end)).toLowerCase().includes(wanted)) hits[text] = 1;
    at = end - 1;
  }
}
