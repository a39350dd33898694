export type Shown = 'often' | 'course';

/** Kept while the question changes: each answer has a view of its own. What is saved is what is seen. */
export const shown = $state<{ as: Shown; course: 'ratios' | 'people'; series: number }>({
  as: 'often',
  course: 'ratios',
  series: 0,
});
