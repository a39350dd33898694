/** Nodes and edges as a layout knows them, in pixels. Plain data. */
export interface GraphSizes {
  /** How wide the figure should be at most. */
  room: number;
  /** `loop` is what a move from a node to itself takes at its right. */
  nodes: { name: string; width: number; height: number; loop: number }[];
  /** Width and height are of the label; the heavier, the straighter. */
  edges: { source: string; target: string; width: number; height: number; weight: number }[];
}

export interface Point {
  x: number;
  y: number;
}

/** Middles of nodes and labels, and corners of edges, in the order of what was asked. */
export interface LaidGraph {
  width: number;
  height: number;
  nodes: Point[];
  edges: { points: Point[]; x: number; y: number }[];
}

/** Around a figure, in pixels. */
export const MARGIN = 8;
/** Between boxes of a row. */
export const BETWEEN = 16;
