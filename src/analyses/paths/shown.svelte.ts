import type { Way } from './draw-ways.ts';

/** Kept while the question changes: each answer has a view of its own. What is saved is what is seen. */
export const shown = $state<{ as: Way }>({ as: 'flow' });
