export type Seen = 'both' | 'table' | 'curves' | 'lastSeen';
export type Cells = 'rates' | 'counts';

/** Kept while the question changes: each answer has a view of its own. What is saved is what is seen. */
export const shown = $state<{ as: Seen; cells: Cells }>({ as: 'both', cells: 'rates' });
