import { describe, expect, it } from 'vitest';
import type { Bytes, Head } from './content.ts';
import { sniffEncoding, transcode, type Encoding } from './encoding.ts';

const head = (bytes: Bytes, whole = true): Head => ({ bytes, whole });
const latin = (text: string): Bytes => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const hex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const joined = (...parts: Bytes[]): Bytes => Uint8Array.from(parts.flatMap((part) => [...part]));
function utf16(text: string, big: boolean): Bytes {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), !big);
  return bytes;
}
const found = (bytes: Bytes, whole = true) => {
  const outcome = sniffEncoding([head(bytes, whole)], 'a.csv');
  return outcome.ok ? outcome.value.encoding : outcome.problems[0]!.code;
};
async function read(bytes: Bytes, encoding: Encoding, cut: number) {
  const seen = { beyondAscii: 0, replaced: 0, firstLine: null };
  const parts = async function* () {
    for (let at = 0; at < bytes.length; at += cut) yield await Promise.resolve(bytes.slice(at, at + cut));
  };
  const out: Bytes[] = [];
  for await (const part of transcode(parts(), encoding, seen)) out.push(part);
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(joined(...out)), seen };
}

const CHINESE = '用户,事件,时间\n张三,购买商品,2024-01-01\n李四,浏览页面,2024-01-02\n';
const GBK = hex(
  'd3c3bba72ccac2bcfe2ccab1bce40ad5c5c8fd2cb9bac2f2c9ccc6b72c323032342d30312d30310ac0eecbc42ce4afc0c0d2b3c3e62c323032342d30312d30320a',
);
/** 客戶,事件 / 王小明,購買 */
const BIG5 = hex('abc8a4e12ca8c6a5f30aa4fda470a9fa2cc1cab6520a');
/** 顧客,イベント / 田中,購入しました */
const JAPANESE = hex('8cda8b712c83438378839383670a936392862c8d7793fc82b582dc82b582bd0a');

describe('the encoding of a text', () => {
  it.each<[string, string, Bytes]>([
    ['utf-8', 'ASCII', utf8('id,n\n1,2\n')],
    ['utf-8', 'UTF-8', utf8('id,größe\n1,用户\n')],
    ['utf-16le', 'a mark', joined(hex('fffe'), utf16('id,n\n1,2\n', false))],
    ['utf-16be', 'a mark', joined(hex('feff'), utf16('id,n\n1,2\n', true))],
    ['utf-16le', 'NULs on the right', utf16('id,größe\n1,2\n', false)],
    ['utf-16be', 'NULs on the left', utf16('id,größe\n1,2\n', true)],
    ['utf-16le', 'Chinese with few NULs', utf16(CHINESE, false)],
    ['gb18030', 'Chinese', GBK],
    ['big5', 'Chinese of Taiwan', BIG5],
    ['shift_jis', 'Japanese', JAPANESE],
    ['windows-1252', 'German', latin('id,st\xe4dte\n1,M\xfcnchen\n2,K\xf6ln\n3,Gro\xdfenhain\n')],
    ['windows-1252', 'one letter', latin('a,\xe9\n1,2\n')],
    ['windows-1252', 'capitals', latin('a,b\n\xc4nderung,\xdcbung\n')],
    ['windows-1252', 'a euro and curly quotes', latin('a,b\n5 \x80,\x93so\x94\n')],
    ['data/encoding', 'Russian', latin('a,b\n1,\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0\n')],
    ['utf-8', 'one bad byte in a lot of UTF-8', joined(utf8('é'.repeat(300)), hex('ff'), utf8('\n'))],
    ['data/encoding', 'UTF-8 and Latin-1 mixed', joined(utf8('é'.repeat(50)), latin('\xe9,\xe8,\xe0\n'))],
    ['utf-8', 'the mark of the unreadable, written', utf8('a,\uFFFD\n')],
  ])('%s: %s', (expected, _, bytes) => expect(found(bytes)).toBe(expected));

  it('does not mind a character cut at the end of the sample', () => {
    expect(found(utf8('id,é').subarray(0, 4), false)).toBe('utf-8');
    expect(found(GBK.subarray(0, GBK.length - 14), false)).toBe('gb18030');
  });

  it('looks past a head in ASCII, and leaves a stray byte there to the reader, which counts it', () => {
    const sniff = (rest: Bytes) => sniffEncoding([head(utf8('id,n\n1,2\n'), false), head(rest)], 'a.csv');
    expect(sniff(latin('3,M\xfcnchen\n'))).toEqual({ ok: true, value: { encoding: 'windows-1252', clean: false } });
    expect(sniff(hex('fffe'))).toEqual({ ok: true, value: { encoding: 'utf-8', clean: true } });
  });

  it.each([1, 3, 7, 1000])('is read in pieces of %s bytes', async (cut) => {
    expect((await read(GBK, 'gb18030', cut)).text).toBe(CHINESE);
    expect((await read(joined(hex('fffe'), utf16(CHINESE, false)), 'utf-16le', cut)).text).toBe(CHINESE);
    expect((await read(utf16('😀,a\n', true), 'utf-16be', cut)).text).toBe('😀,a\n');
    expect((await read(BIG5, 'big5', cut)).text).toBe('客戶,事件\n王小明,購買\n');
  });

  it('counts what cannot be read, with the line of the first', async () => {
    const { text, seen } = await read(joined(utf8('é\né\n'), hex('ff'), utf8('\n'), hex('c3')), 'utf-8', 2);
    expect(text).toBe('é\né\n\uFFFD\n\uFFFD');
    expect(seen).toEqual({ beyondAscii: 4, replaced: 2, firstLine: 3 });
  });
});
