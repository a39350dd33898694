import { titleOfTable } from './event-things.ts';
import { makesEvents, type TableGuess } from './setup.ts';
import { because } from './table-read.ts';

/**
 * Among several files of events, each that has no column of channels is a channel by its own name. Files of the same
 * columns are parts of one.
 */
export function nameChannels(guesses: readonly TableGuess[]): TableGuess[] {
  const titles = new Map<string, string>();
  for (const guess of guesses) {
    if (!makesEvents(guess.setup)) continue;
    const key = JSON.stringify(guess.setup.columns);
    if (!titles.has(key)) titles.set(key, titleOfTable(guess.setup.table));
  }
  if (titles.size < 2) return [...guesses];
  return guesses.map((guess) => {
    if (!makesEvents(guess.setup) || guess.setup.channel !== null) return guess;
    const constant = titles.get(JSON.stringify(guess.setup.columns))!;
    return {
      ...guess,
      setup: { ...guess.setup, channel: { constant } },
      reasons: [
        ...guess.reasons,
        because('channel', `No column says the channel: it is called “${constant}”, as the file is.`),
      ],
    };
  });
}
