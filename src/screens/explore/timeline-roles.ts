import { makesEvents, type Setup } from '#data/setup.ts';

/** What the setup says of the properties of events, by their names. */
export interface Roles {
  /** Where an event happened. */
  channels: ReadonlySet<string>;
  amounts: ReadonlySet<string>;
  scores: ReadonlySet<string>;
  comments: ReadonlySet<string>;
  /** Those that only say again what another says. */
  again: ReadonlySet<string>;
}

/** The name under which every table's channel is found, whatever its column is called; a column may spell it larger. */
const CHANNEL = 'channel';
const isChannel = (column: string): boolean => column.toLowerCase() === CHANNEL;

export function rolesOf({ tables }: Setup): Roles {
  const events = tables.filter(makesEvents);
  const named = (role: 'amount' | 'score' | 'comment') =>
    new Set(events.map((table) => table[role]).filter((column) => column !== null));
  const channels = events.flatMap(({ channel }) => (channel ? [channel] : []));
  const columns = channels.flatMap((channel) => ('column' in channel ? [channel.column] : []));
  return {
    channels: new Set(channels.length ? [CHANNEL, ...columns.filter(isChannel)] : []),
    amounts: named('amount'),
    scores: named('score'),
    comments: named('comment'),
    again: new Set(columns.filter((column) => !isChannel(column))),
  };
}
