import type { AnalysisDocument } from '#document/document.ts';
import { withFields } from '#vocabulary/with-fields.ts';
import { changedFields } from './change.ts';

/** Edits of one field this close are one step of undo: typing a number is not four edits. */
const SAME_EDIT_MS = 1000;

/** The document on the screen, with undo. A document is never changed, only replaced. */
export class Question {
  #past = $state.raw<readonly AnalysisDocument[]>([]);
  #future = $state.raw<readonly AnalysisDocument[]>([]);
  #document = $state.raw<AnalysisDocument | null>(null);
  #origin = $state.raw<AnalysisDocument | null>(null);
  #last = { field: '', atMs: 0 };

  get document(): AnalysisDocument | null {
    return this.#document;
  }
  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }
  get canReset(): boolean {
    return this.#origin !== null && this.#document !== this.#origin;
  }

  /** A new question: where reset leads back to, and nothing to undo. */
  start(document: AnalysisDocument): void {
    this.#past = [];
    this.#future = [];
    this.#origin = this.#document = document;
  }

  clear(): void {
    this.#past = this.#future = [];
    this.#origin = this.#document = null;
  }

  /** Replaces fields of the document; a field given as undefined goes. */
  edit(change: Partial<AnalysisDocument>): void {
    if (!this.#document) return;
    const edited = withFields(this.#document, change);
    this.#replace(edited, changedFields(this.#document, edited).join());
  }

  /** Another question in place of this one, which undo brings back. */
  replace(document: AnalysisDocument): void {
    if (this.#document) this.#replace(document, '');
    else this.start(document);
  }

  reset(): void {
    if (this.#origin) this.#replace(this.#origin, '');
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!before || !this.#document) return;
    this.#future = [this.#document, ...this.#future];
    this.#past = this.#past.slice(0, -1);
    this.#document = before;
    this.#last.field = '';
  }

  redo(): void {
    const [after, ...rest] = this.#future;
    if (!after || !this.#document) return;
    this.#past = [...this.#past, this.#document];
    this.#future = rest;
    this.#document = after;
    this.#last.field = '';
  }

  #replace(document: AnalysisDocument, field: string): void {
    if (!this.#document || JSON.stringify(document) === JSON.stringify(this.#document)) return;
    const nowMs = performance.now();
    const typing = field !== '' && field === this.#last.field && nowMs - this.#last.atMs < SAME_EDIT_MS;
    if (!typing) this.#past = [...this.#past, this.#document];
    this.#last = { field, atMs: nowMs };
    this.#future = [];
    this.#document = document;
  }
}
