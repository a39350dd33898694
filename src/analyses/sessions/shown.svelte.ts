export type Shown = 'periods' | 'hours' | 'entries' | 'exits';

/** Kept while the question changes: each answer has a view of its own. What is saved is what is seen. */
export const shown = $state<{ as: Shown; series: number }>({ as: 'periods', series: 0 });
