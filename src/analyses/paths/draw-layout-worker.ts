import type { GraphSizes } from './draw-graph-sizes.ts';
import { layout } from './draw-layout.ts';

/** Lays graphs out beside the page: one that is large would keep it from answering. */
addEventListener('message', ({ data }: MessageEvent<GraphSizes>) => postMessage(layout(data)));
