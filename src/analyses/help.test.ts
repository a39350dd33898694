import { expect, it } from 'vitest';
import { readMarkdown } from '#ui/markdown/read.ts';
import { plain, type Block, type Inline } from '#ui/markdown/tree.ts';
import { kinds } from './registry.ts';
import { helpOf } from './views.ts';

/** The words of text that is neither code nor marked. */
const words = (blocks: readonly Block[]): string[] => {
  const bare = (inlines: readonly Inline[]): string[] =>
    inlines.flatMap((each) => ('of' in each ? bare(each.of) : each.is === 'text' ? [each.text] : []));
  return blocks.flatMap((block) => {
    if (block.is === 'list') return block.items.flatMap(words);
    if (block.is === 'table') return [block.head, ...block.rows].flat().flatMap(bare);
    return block.is === 'code' ? [] : bare(block.of);
  });
};

it.each([...kinds.keys()])('has help on %s, under its label, of nothing that help cannot show', async (kind) => {
  const blocks = readMarkdown(await helpOf(kind)!());
  const [first, second] = blocks;
  expect(first).toMatchObject({ is: 'heading', level: 1 });
  expect(plain((first as { of: Inline[] }).of)).toBe(kinds.get(kind)!.label);
  expect(second).toMatchObject({ is: 'paragraph' });
  expect(words(blocks).filter((text) => /<\w+[ >]|!\[|^\s*>|&\w+;|\*\*/.test(text))).toEqual([]);
});
