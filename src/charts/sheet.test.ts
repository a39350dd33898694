import { expect, it } from 'vitest';
import { sheet, withPlainColours } from './sheet.ts';
import { escaped, fitted, line, wrapped } from './svg.ts';

const measure = (text: string) => text.length * 10;

it('writes a sheet that stands alone: no token is left, and the fonts are in it', () => {
  const { svg, height } = sheet(
    {
      title: 'A <title>',
      figure: { height: 50, body: line(0, 10, 'fill="var(--c1)"') },
      rules: 'In order',
      width: 400,
    },
    measure,
    '"Segoe UI", Arial',
  );
  const plain = withPlainColours(svg, (token) => `rgb(${token.length}, 0, 0)`);
  expect(plain.match(/var\(/g)).toHaveLength(1);
  expect(plain).toContain('fill=&quot;var(--c1)&quot;');
  expect(plain).toContain('font-family="&quot;Segoe UI&quot;, Arial"');
  expect(plain).toContain('A &lt;title&gt;');
  expect(height).toBe(20 + 24 + 8 + 50 + 16 + 12 + 16 + 12);
});

it('breaks between words, and keeps what is strong', () => {
  const lines = wrapped([{ text: 'one two ' }, { text: 'three', strong: true }, { text: ', four' }], 80, 12, measure);
  expect(lines.map((runs) => runs.map((run) => run.text).join('|'))).toEqual(['one two', 'three|,', 'four']);
});

it('cuts with an ellipsis', () => {
  expect([fitted('short', 60, measure), fitted('far too long', 60, measure)]).toEqual(['short', 'far t…']);
});

it('keeps out of XML what XML cannot hold', () => {
  expect(escaped('a\u0000b\n<&"\ud800')).toBe('a b &lt;&amp;&quot;\ufffd');
});
