import { describe, expect, it } from 'vitest';
import { csv, fileName } from './files.ts';

describe('csv', () => {
  it('guards cells a spreadsheet would run, and leaves numbers alone', () => {
    expect(csv([['=1+1', '@x', '-a', -3, null]])).toBe("'=1+1,'@x,'-a,-3,\r\n");
  });

  it('leaves them as they are when told to', () => {
    expect(csv([['=1+1']], false)).toBe('=1+1\r\n');
  });

  it('quotes what would break a row', () => {
    expect(csv([['a,b', 'say "hi"', 'two\nlines']])).toBe('"a,b","say ""hi""","two\nlines"\r\n');
  });
});

it('names a file after a title', () => {
  expect([fileName('View product → Place order', 'png'), fileName('结账 1', 'csv'), fileName('→', 'svg')]).toEqual([
    'view-product-place-order.png',
    '结账-1.csv',
    'answer.svg',
  ]);
});
