import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import { fragmentToDocument, isDocumentFragment } from '#document/link.ts';
import type { Problem } from '#vocabulary/problem.ts';

/** A question, or a rule on people, that came in the address. It waits here until there is data to ask it of. */
export class SharedLink {
  #document = $state.raw<AnalysisDocument | null>(null);
  #segment = $state.raw<SegmentDocument | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);

  get document(): AnalysisDocument | null {
    return this.#document;
  }
  get segment(): SegmentDocument | null {
    return this.#segment;
  }
  /** The screen of what it carries. */
  get place(): '/explore/' | '/segments/' | null {
    return this.#document ? '/explore/' : this.#segment ? '/segments/' : null;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Reads the fragment of an address; one that carries nothing changes nothing. */
  read(fragment: string): void {
    if (!isDocumentFragment(fragment)) return;
    const outcome = fragmentToDocument(fragment);
    const read = outcome.ok ? outcome.value : null;
    this.#document = read && 'analysis' in read ? read : null;
    this.#segment = read && !('analysis' in read) ? read : null;
    this.#problems = outcome.ok ? [] : outcome.problems;
  }

  /** Hands the question over, once. */
  take(): AnalysisDocument | null {
    const document = this.#document;
    this.#document = null;
    return document;
  }

  /** Hands the rule on people over, once. */
  takeSegment(): SegmentDocument | null {
    const segment = this.#segment;
    this.#segment = null;
    return segment;
  }

  dismiss(): void {
    this.#problems = [];
  }
}
