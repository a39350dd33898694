import { MOST_EDGES } from './spec.ts';

/** `1, 2, 5.5` as the beginnings of bins; undefined where it is not such a list. */
export function edgesOf(text: string): number[] | undefined {
  const edges = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number);
  const fits = edges.length > 0 && edges.length <= MOST_EDGES;
  return fits && edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge > edges[i - 1]!))
    ? edges
    : undefined;
}
