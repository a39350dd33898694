import { createContext } from 'svelte';

/** How any screen opens files: through the one chooser of the shell, which then shows them. */
export interface Files {
  /** With `add`, to those already open. */
  choose(add?: boolean): void;
  /** The same with all files of a folder. */
  chooseFolder(add?: boolean): void;
  /** Runs an opening and shows what came of it. */
  open(opening: () => Promise<boolean>): Promise<void>;
}

export const [useFiles, provideFiles] = createContext<Files>();
