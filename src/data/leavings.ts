/** Whether a path leads to what systems leave beside a person's files, or hide from them. */
export const isLeaving = (path: string): boolean =>
  path.split('/').some((part) => part.startsWith('.') || /^(?:__MACOSX|Thumbs\.db|desktop\.ini)$/i.test(part));
