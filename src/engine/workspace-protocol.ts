import type { Json } from '#vocabulary/fields.ts';
import type { Outcome, Problem } from '#vocabulary/problem.ts';
import type { Manifest, SavedAnalysis } from '#workspace/manifest.ts';
import type { StorageFacts } from '#workspace/storage.ts';
import type { Summary } from '#workspace/store.ts';
import type { OnProgress, OpenedLog, Ticket } from './protocol.ts';

/** What the page changes of a workspace; the files, their setup and the log are saved with it where they changed. */
export interface PageChange {
  /** The workspace it is of, null for a new one: where another is open by now, nothing is saved (`workspace/notOpen`). */
  of?: string | null;
  /** Id of the new one: a second try after the engine died goes on with what the first one made. */
  as?: string;
  name?: string;
  analyses?: SavedAnalysis[];
  screen?: Json;
}

export interface OpenedWorkspace {
  manifest: Manifest;
  /** The saved files, in the order of the manifest's sources. */
  files: File[];
  /** Null where no file was saved in it. */
  log: OpenedLog | null;
  /** Another tab has it: nothing can be saved here until it is taken over. */
  readOnly: boolean;
  /** What could not be brought back as it was, such as a log that had to be made anew. */
  warnings: Problem[];
}

/** A workspace as one file, to be downloaded. */
export interface ExportedWorkspace {
  fileName: string;
  content: Blob;
}

/** What the page is told of the workspace that is open. */
export interface WorkspaceListener {
  /** Another tab wants to go on with it: what is not saved yet should be now. */
  asked(): Promise<void>;
  /** Another tab has it now: nothing can be saved here any more. */
  lost(): void;
}

/** Workspaces in the browser's storage, all written by the engine's worker: it holds their files, their log, and the right to write. */
export interface WorkspaceApi {
  listWorkspaces(): Promise<Outcome<Summary[]>>;
  /** Opens what was saved. `take` takes it over from another tab. */
  openWorkspace(
    id: string,
    take: boolean,
    listener: WorkspaceListener,
    ticket: Ticket,
    onProgress?: OnProgress,
  ): Promise<Outcome<OpenedWorkspace>>;
  /** Saves what is open; makes a workspace of it where none is open yet. */
  saveWorkspace(change: PageChange, listener: WorkspaceListener, onProgress?: OnProgress): Promise<Outcome<Manifest>>;
  /** Lets the open workspace go, or the one of this id if it is the open one: what is opened next is another. */
  leaveWorkspace(id?: string): Promise<void>;
  renameWorkspace(id: string, name: string): Promise<Outcome<Manifest>>;
  duplicateWorkspace(id: string, name: string): Promise<Outcome<Manifest>>;
  /** A workspace as one file; sealed where there is a passphrase. */
  exportWorkspace(id: string, passphrase: string | null): Promise<Outcome<ExportedWorkspace>>;
  /** Makes a workspace of an exported one; `workspace/locked` asks for its passphrase. */
  importWorkspace(file: File, passphrase: string | null, onProgress?: OnProgress): Promise<Outcome<Manifest>>;
  removeWorkspace(id: string): Promise<Outcome<null>>;
  eraseEverything(): Promise<Outcome<null>>;
  storage(): Promise<Outcome<StorageFacts>>;
}
