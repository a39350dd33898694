import { expect, it } from 'vitest';
import { readMarkdown } from './read.ts';
import { plain, type Inline } from './tree.ts';

const text = (words: string): Inline => ({ is: 'text', text: words });

it('reads headings, and tells the second of the same words apart', () => {
  expect(readMarkdown('# What `is` shown?\n\n## More\n\n## More\n')).toEqual([
    { is: 'heading', level: 1, id: 'what-is-shown', of: [text('What '), { is: 'code', text: 'is' }, text(' shown?')] },
    { is: 'heading', level: 2, id: 'more', of: [text('More')] },
    { is: 'heading', level: 2, id: 'more-1', of: [text('More')] },
  ]);
});

it('reads what stands within a paragraph', () => {
  const [block] = readMarkdown('a **b _c_** `<d>` \\* e & f < g  \nh');
  expect(block).toEqual({
    is: 'paragraph',
    of: [
      text('a '),
      { is: 'strong', of: [text('b '), { is: 'emphasis', of: [text('c')] }] },
      text(' '),
      { is: 'code', text: '<d>' },
      text(' '),
      text('*'),
      text(' e & f < g'),
      { is: 'break' },
      text('h'),
    ],
  });
});

it('keeps a link to a heading of the same text; another one is its words', () => {
  const [, block] = readMarkdown('# Top\n\n[up](#top), [lost](#gone), [a file](../x.md), [out](https://example.com)');
  expect(block).toEqual({
    is: 'paragraph',
    of: [
      { is: 'link', to: 'top', of: [text('up')] },
      text(', '),
      text('lost'),
      text(', '),
      text('a file'),
      text(', '),
      text('out'),
    ],
  });
});

it('reads lists within lists, by dots and by numbers', () => {
  expect(readMarkdown('3. a\n   - b\n4. c\n')).toEqual([
    {
      is: 'list',
      start: 3,
      items: [
        [
          { is: 'paragraph', of: [text('a')] },
          { is: 'list', start: null, items: [[{ is: 'paragraph', of: [text('b')] }]] },
        ],
        [{ is: 'paragraph', of: [text('c')] }],
      ],
    },
  ]);
});

it('reads tables with bars inside cells, and code as it stands', () => {
  expect(readMarkdown('| a | n |\n| --- | --: |\n| x \\| y | 2 |\n\n```json\n{ "b": "<i>" }\n```\n')).toEqual([
    {
      is: 'table',
      head: [[text('a')], [text('n')]],
      rows: [[[text('x | y')], [text('2')]]],
      right: [false, true],
    },
    { is: 'code', text: '{ "b": "<i>" }' },
  ]);
});

it('leaves as typed what it does not show otherwise', () => {
  const words = readMarkdown('<b>x</b> ![alt](y.png)\n\n> quoted\n').map((block) =>
    'of' in block ? plain(block.of) : '',
  );
  expect(words).toEqual(['<b>x</b> ![alt](y.png)', '> quoted\n']);
});
