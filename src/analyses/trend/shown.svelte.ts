export type Shown = 'lines' | 'columns' | 'calendar' | 'week';

/** Kept while the question changes: each answer has a view of its own. What is saved is what is seen. */
export const shown = $state<{ as: Shown; line: number }>({ as: 'lines', line: 0 });
