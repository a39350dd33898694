export type Panel = 'palette' | 'proof' | 'settings' | 'keys' | 'document' | 'ask' | 'person' | 'help';

/** A short line that something was done, and what to do next. */
export interface Said {
  text: string;
  next?: { label: string; run: () => void };
}

const SAID_MS = 8000;

/** Which dialog lies over the page: one at a time. */
export class Panels {
  #open = $state<Panel | null>(null);
  #helpOn = $state('');
  #behindHelp: Panel | null = null;
  #said = $state.raw<Said | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get open(): Panel | null {
    return this.#open;
  }
  /** The kind of analysis that help is about. */
  get helpOn(): string {
    return this.#helpOn;
  }
  get said(): Said | null {
    return this.#said;
  }

  show(panel: Panel): void {
    this.#open = panel;
  }

  /** Whoever reads up on a question in its own panel goes on with it afterwards. */
  help(kind: string): void {
    this.#behindHelp = this.#open === 'ask' ? 'ask' : null;
    this.#helpOn = kind;
    this.#open = 'help';
  }

  close(): void {
    this.#open = this.#open === 'help' ? this.#behindHelp : null;
  }

  say(text: string, next?: Said['next']): void {
    this.#said = { text, ...(next && { next }) };
    this.goOn();
  }

  unsay(): void {
    clearTimeout(this.#timer);
    this.#said = null;
  }

  /** What was said stays while somebody is at it. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  goOn(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#said = null), SAID_MS);
  }
}
