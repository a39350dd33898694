/** A story generated at build time, with the facts its card shows. */
export interface Demo {
  title: string;
  events: number;
  people: number;
  firstDay: string;
  lastDay: string;
}

/** Null where the site was built without the story. */
export async function demoFacts(url: string): Promise<Demo | null> {
  try {
    const response = await fetch(url);
    return response.ok ? ((await response.json()) as Demo) : null;
  } catch {
    return null; // offline before the first visit: the card is left out
  }
}
