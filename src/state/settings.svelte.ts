import { WEEKDAYS, type Weekday } from '#document/document.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const THEME = 'sojourn.theme';
const ZONE = 'sojourn.zone';
const WEEK = 'sojourn.week';

/** What this browser remembers between visits: three words, never data. */
export class Settings {
  #theme = $state<Theme>('system');
  #zone = $state<string | null>(null);
  #weekStart = $state<Weekday>(WEEKDAYS[0]);

  constructor() {
    const theme = localStorage.getItem(THEME);
    this.#theme = THEMES.find((known) => known === theme) ?? 'system';
    this.#zone = localStorage.getItem(ZONE);
    const week = localStorage.getItem(WEEK);
    this.#weekStart = WEEKDAYS.find((known) => known === week) ?? WEEKDAYS[0];
    this.#wear();
  }

  get theme(): Theme {
    return this.#theme;
  }
  /** The zone new questions are asked in. */
  get zone(): string {
    return this.#zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** First day of the week in new questions. */
  get weekStart(): Weekday {
    return this.#weekStart;
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

  chooseWeekStart(day: Weekday): void {
    this.#weekStart = day;
    localStorage.setItem(WEEK, day);
  }

  forget(): void {
    localStorage.removeItem(THEME);
    localStorage.removeItem(ZONE);
    localStorage.removeItem(WEEK);
    this.#theme = 'system';
    this.#zone = null;
    this.#weekStart = WEEKDAYS[0];
    this.#wear();
  }

  #wear(): void {
    const root = document.documentElement;
    if (this.#theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = this.#theme;
  }
}
