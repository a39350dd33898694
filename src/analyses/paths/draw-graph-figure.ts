import { escaped, line } from '#charts/svg.ts';
import type { DrawnGraph } from './draw-graph.ts';
import type { PathsResult } from './result.ts';

/** Graphs that stand on the page, by what they are of: where nodes lie took a worker to find out. */
const onPage = new WeakMap<PathsResult, DrawnGraph>();

export const graphOnPage = (result: PathsResult): DrawnGraph | null => onPage.get(result) ?? null;

/** Until the returned function is called the graph is what is saved. */
export function keepGraph(result: PathsResult, graph: DrawnGraph): () => void {
  onPage.set(result, graph);
  return () => {
    if (onPage.get(result) === graph) onPage.delete(result);
  };
}

/** The graph as it stands on the page. */
export const graphBody = ({ nodes, edges }: DrawnGraph): string =>
  [
    ...edges.flatMap(({ path, head, colour, thick, clear }) => [
      `<path d="${escaped(path)}" fill="none" stroke="var(${colour})" stroke-width="${Math.round(thick * 10) / 10}" stroke-opacity="0.6"${clear ? '' : ' stroke-dasharray="4 4"'}/>`,
      `<path d="${escaped(head)}" fill="var(${colour})"/>`,
    ]),
    ...edges.map(({ label }) => line(label.x, label.y + 4, label.text, { size: 11, anchor: 'middle' })),
    ...nodes.flatMap(({ x, y, width, height, label, text, colour }) => {
      const [left, top] = [x - width / 2, y - height / 2];
      return [
        `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="6" fill="var(--surface)" stroke="var(--line-2)"/>`,
        `<rect x="${left + 8}" y="${top + 8}" width="8" height="8" rx="2" fill="var(${colour})"/>`,
        line(left + 21, top + 16, label, { size: 12, ink: '--ink', strong: true }),
        line(left + 8, top + 31, text, { size: 11 }),
      ];
    }),
  ].join('');
