export type Shown = 'bins' | 'upTo' | 'top';

/** Kept while the question changes: each answer has a view of its own. What is saved is what is seen. */
export const shown = $state<{ as: Shown; series: number }>({ as: 'bins', series: 0 });
