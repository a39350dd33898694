import type { Mapping } from '#data/mapping.ts';
import type { AnalysisDocument } from '#document/document.ts';
import type {
  ColumnProfile,
  EventRow,
  Inspection,
  OnProgress,
  OpenedLog,
  PeoplePage,
  Pointer,
  Timeline,
} from '#engine/protocol.ts';
import type { Outcome } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';

/** A question that is under way. The outcome always comes; a cancelled one comes as a problem. */
export interface Call<T> {
  outcome: Promise<Outcome<T>>;
  cancel(): void;
}

/** What the screens ask of the engine. */
export interface Engine {
  inspect(files: File[]): Call<Inspection>;
  open(files: File[], mapping: Partial<Mapping> | null, onProgress?: OnProgress): Call<OpenedLog>;
  run(document: AnalysisDocument, onProgress?: OnProgress): Call<ResultBase>;
  people(document: AnalysisDocument, pointer: Pointer, page: { from: number; limit: number }): Call<PeoplePage>;
  ids(document: AnalysisDocument, pointer: Pointer): Call<string[]>;
  timeline(person: string, document: AnalysisDocument | null): Call<Timeline>;
  rows(from: number, limit: number): Call<EventRow[]>;
  values(property: string, startsWith: string, limit: number): Call<{ value: string; rows: number }[]>;
  profile(onProgress?: OnProgress): Call<ColumnProfile[]>;
  /** Requests the engine itself made, which the page's own list does not show. */
  requests(): { url: string; bytes: number }[];
}
