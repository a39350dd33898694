export type Panel = 'palette' | 'proof' | 'settings' | 'keys' | 'document' | 'ask';

/** Which dialog lies over the page: one at a time. */
export class Panels {
  #open = $state<Panel | null>(null);
  #said = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get open(): Panel | null {
    return this.#open;
  }
  /** A short line that something was done. */
  get said(): string | null {
    return this.#said;
  }

  show(panel: Panel): void {
    this.#open = panel;
  }

  close(): void {
    this.#open = null;
  }

  say(text: string): void {
    clearTimeout(this.#timer);
    this.#said = text;
    this.#timer = setTimeout(() => (this.#said = null), 8000);
  }

  unsay(): void {
    clearTimeout(this.#timer);
    this.#said = null;
  }
}
