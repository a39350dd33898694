export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const THEME = 'sojourn.theme';
const ZONE = 'sojourn.zone';

/** What this browser remembers between visits: two words, never data. */
export class Settings {
  #theme = $state<Theme>('system');
  #zone = $state<string | null>(null);

  constructor() {
    const theme = localStorage.getItem(THEME);
    this.#theme = THEMES.find((known) => known === theme) ?? 'system';
    this.#zone = localStorage.getItem(ZONE);
    this.#wear();
  }

  get theme(): Theme {
    return this.#theme;
  }
  /** The zone new questions are asked in. */
  get zone(): string {
    return this.#zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  chooseTheme(theme: Theme): void {
    this.#theme = theme;
    if (theme === 'system') localStorage.removeItem(THEME);
    else localStorage.setItem(THEME, theme);
    this.#wear();
  }

  chooseZone(zone: string): void {
    this.#zone = zone;
    localStorage.setItem(ZONE, zone);
  }

  forget(): void {
    localStorage.removeItem(THEME);
    localStorage.removeItem(ZONE);
    this.#theme = 'system';
    this.#zone = null;
    this.#wear();
  }

  #wear(): void {
    const root = document.documentElement;
    if (this.#theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = this.#theme;
  }
}
