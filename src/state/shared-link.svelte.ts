import { fragmentToDocument, isDocumentFragment } from '#document/link.ts';
import type { AnalysisDocument } from '#document/document.ts';
import type { Problem } from '#vocabulary/problem.ts';

/** A question that came in the address. It waits here until there is data to ask it of. */
export class SharedLink {
  #document = $state.raw<AnalysisDocument | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);

  get document(): AnalysisDocument | null {
    return this.#document;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Reads the fragment of an address; one that carries no question changes nothing. */
  read(fragment: string): void {
    if (!isDocumentFragment(fragment)) return;
    const outcome = fragmentToDocument(fragment);
    this.#document = outcome.ok ? outcome.value : null;
    this.#problems = outcome.ok ? [] : outcome.problems;
  }

  /** Hands the question over, once. */
  take(): AnalysisDocument | null {
    const document = this.#document;
    this.#document = null;
    return document;
  }

  dismiss(): void {
    this.#problems = [];
  }
}
