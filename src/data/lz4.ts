import { Damaged } from './content.ts';

const MAGIC = 0x184d2204;
const CUT = 'a part of it that is packed with LZ4 is damaged';

/** The bytes in an LZ4 frame, `length` of them. Checksums are not looked at: Arrow writes none. */
export function unpackLz4(frame: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 7 || view.getUint32(0, true) !== MAGIC) throw new Damaged(CUT);
  const flags = frame[4]!;
  const [blockSums, saysSize, hasDictionary] = [(flags & 0x10) !== 0, (flags & 8) !== 0, (flags & 1) !== 0];
  const out = new Uint8Array(length);
  let at = 7 + (saysSize ? 8 : 0) + (hasDictionary ? 4 : 0);
  let filled = 0;
  for (;;) {
    if (at + 4 > frame.length) throw new Damaged(CUT);
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) break;
    const end = at + (size & 0x7fffffff);
    if (end > frame.length) throw new Damaged(CUT);
    const block = frame.subarray(at, end);
    if (size >>> 31 === 0) filled = unpackBlock(block, out, filled);
    else {
      if (filled + block.length > length) throw new Damaged(CUT);
      out.set(block, filled);
      filled += block.length;
    }
    at = end + (blockSums ? 4 : 0);
  }
  if (filled !== length) throw new Damaged(CUT);
  return out;
}

/** Appends what is in a block, which may repeat what stands before it; returns where `out` is filled to. */
function unpackBlock(block: Uint8Array, out: Uint8Array, from: number): number {
  let at = 0;
  let to = from;
  const long = (start: number): number => {
    if (start < 15) return start;
    let sum = start;
    for (;;) {
      if (at >= block.length) throw new Damaged(CUT);
      const more = block[at++]!;
      sum += more;
      if (more < 255) return sum;
    }
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = long(token >>> 4);
    if (at + literals > block.length || to + literals > out.length) throw new Damaged(CUT);
    out.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at >= block.length) break; // a block ends with literals
    const back = block[at]! | (block[at + 1]! << 8);
    at += 2;
    const repeated = long(token & 15) + 4;
    if (back === 0 || back > to || to + repeated > out.length) throw new Damaged(CUT);
    for (let i = 0; i < repeated; i++, to++) out[to] = out[to - back]!;
  }
  return to;
}
