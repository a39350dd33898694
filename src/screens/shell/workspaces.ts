import { createContext } from 'svelte';

/** What any screen asks of workspaces: through the shell, which shows what came of it. */
export interface Workspaces {
  /** Opens one and goes where the person left it. With `take`, from the tab that has it. */
  open(id: string, take?: boolean): Promise<void>;
  /** Asks how to export it. */
  export(id: string, name: string): void;
  /** Asks for an exported workspace. */
  chooseImport(): void;
  remove(id: string, name: string): Promise<void>;
}

export const [useWorkspaces, provideWorkspaces] = createContext<Workspaces>();

/** Files that other copies of this tool made: opened as workspaces, not as data. */
export const isExported = ({ name }: File): boolean => /\.sojourn$/i.test(name);
