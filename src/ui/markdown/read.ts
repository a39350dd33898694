import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { plain, type Block, type Heading, type Inline } from './tree.ts';

/**
 * Markdown as a tree. What help has no use for (images, HTML, quotes, rules) stays as it was typed, so that nothing is
 * lost in silence and no text becomes markup.
 */
export function readMarkdown(text: string): Block[] {
  const tokens = lexer(text);
  const ids = new Map<string, number>();
  const blocks = tokens.flatMap((token) => blocksOf(token, ids));
  const known = new Set(blocks.filter((block): block is Heading => block.is === 'heading').map(({ id }) => id));
  return withoutLostLinks(blocks, known);
}

function blocksOf(any: Token, ids: Map<string, number>): Block[] {
  const token = any as MarkedToken;
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading': {
      const of = inlinesOf(token.tokens);
      return [{ is: 'heading', level: token.depth, id: idOf(plain(of), ids), of }];
    }
    case 'paragraph':
      return [{ is: 'paragraph', of: inlinesOf(token.tokens) }];
    case 'text':
      return [{ is: 'paragraph', of: token.tokens ? inlinesOf(token.tokens) : [{ is: 'text', text: token.text }] }];
    case 'code':
      return [{ is: 'code', text: token.text }];
    case 'list':
      return [
        {
          is: 'list',
          start: token.ordered ? Number(token.start) : null,
          items: token.items.map((item) => item.tokens.flatMap((each) => blocksOf(each, ids))),
        },
      ];
    case 'table':
      return [
        {
          is: 'table',
          head: token.header.map(cellOf),
          rows: token.rows.map((row) => row.map(cellOf)),
          right: token.align.map((align) => align === 'right'),
        },
      ];
    default:
      return [{ is: 'paragraph', of: [{ is: 'text', text: token.raw }] }];
  }
}

const cellOf = ({ tokens }: Tokens.TableCell): Inline[] => inlinesOf(tokens);

const inlinesOf = (tokens: Token[]): Inline[] => tokens.flatMap(inlineOf);

function inlineOf(any: Token): Inline[] {
  const token = any as MarkedToken;
  switch (token.type) {
    case 'text':
      return token.tokens ? inlinesOf(token.tokens) : [{ is: 'text', text: token.text }];
    case 'escape':
      return [{ is: 'text', text: token.text }];
    case 'codespan':
      return [{ is: 'code', text: token.text }];
    case 'strong':
      return [{ is: 'strong', of: inlinesOf(token.tokens) }];
    case 'em':
      return [{ is: 'emphasis', of: inlinesOf(token.tokens) }];
    case 'link':
      return token.href.startsWith('#')
        ? [{ is: 'link', to: token.href.slice(1), of: inlinesOf(token.tokens) }]
        : inlinesOf(token.tokens);
    case 'br':
      return [{ is: 'break' }];
    default:
      return [{ is: 'text', text: token.raw }];
  }
}

function idOf(words: string, ids: Map<string, number>): string {
  const id = words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
  const before = ids.get(id) ?? 0;
  ids.set(id, before + 1);
  return before === 0 ? id : `${id}-${before}`;
}

/** A link to a heading that is not there is its words. */
function withoutLostLinks(blocks: Block[], known: ReadonlySet<string>): Block[] {
  const inlines = (list: Inline[]): Inline[] =>
    list.flatMap((each) => {
      if (!('of' in each)) return [each];
      const of = inlines(each.of);
      return each.is === 'link' && !known.has(each.to) ? of : [{ ...each, of }];
    });
  return blocks.map((block) => {
    if (block.is === 'list') return { ...block, items: block.items.map((item) => withoutLostLinks(item, known)) };
    if (block.is === 'table')
      return { ...block, head: block.head.map(inlines), rows: block.rows.map((row) => row.map(inlines)) };
    return block.is === 'code' ? block : { ...block, of: inlines(block.of) };
  });
}
