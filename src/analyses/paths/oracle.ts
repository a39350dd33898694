import { DEFAULT_GAP } from '#log/sessions.ts';
import { durationMs } from '#vocabulary/duration.ts';
import { eventNames, type EventMatch } from '#vocabulary/event-match.ts';
import type { NodeMatch, PathsSpec } from './spec.ts';

/** An event that the range and `where` leave; `passes`: whether it passes the rule of every match that has one. */
export interface OracleEvent {
  event: string;
  timeMs: number;
  page: string | null;
  passes: boolean;
}

export interface OracleNode {
  name: string;
  timeMs: number;
  /** The events it stands for. */
  of: OracleEvent[];
}

const matches = (match: EventMatch, { event, passes }: OracleEvent): boolean =>
  (eventNames(match)?.includes(event) ?? true) && (!match.where || passes);

const trim = (name: string): string => (name === '/' ? name : name.replace(/\/$/, ''));

/** Every sign itself but `*`. */
const pattern = (match: string): RegExp =>
  new RegExp(
    match
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*'),
  );

function nameOf(event: OracleEvent, { node }: PathsSpec): string | null {
  const by = typeof node?.by === 'object' ? (node.by[event.event] ?? node.by['*'] ?? 'event') : (node?.by ?? 'event');
  const raw = by === 'event' ? event.event : event.page;
  if (raw === null) return null;
  const name = node?.trimSlash ? trim(raw) : raw;
  const [last] = (node?.rules ?? []).filter(({ match }) => pattern(match).test(name)).reverse();
  return last ? last.as : name;
}

const is = (name: string, asked: string, { node }: PathsSpec): boolean =>
  name === asked || (node?.trimSlash === true && name === trim(asked));

/** Every visit of one unit, as the rules say them, one after another. */
export function visitsOf(journey: OracleEvent[], spec: PathsSpec): OracleNode[][] {
  const { events, exclude = [], gap = DEFAULT_GAP, collapse = true } = spec;
  const nodes = journey
    .filter((event) => !events || events.some((match) => matches(match, event)))
    .map((event) => ({ name: nameOf(event, spec), timeMs: event.timeMs, of: [event] }))
    .filter((node): node is OracleNode => node.name !== null)
    .filter(({ name }) => !exclude.some((excluded) => is(name, excluded, spec)));
  const visits: OracleNode[][] = [];
  nodes.forEach((node, i) => {
    if (i === 0 || (gap && node.timeMs - nodes[i - 1]!.timeMs > durationMs(gap))) visits.push([]);
    visits.at(-1)!.push(node);
  });
  if (!collapse) return visits;
  return visits.map((visit) =>
    visit.reduce<OracleNode[]>((path, node) => {
      const before = path.at(-1);
      if (before?.name !== node.name) return [...path, node];
      return [...path.slice(0, -1), { ...node, of: [...before.of, ...node.of] }];
    }, []),
  );
}

const isAt = (asked: NodeMatch, node: OracleNode, spec: PathsSpec): boolean =>
  typeof asked === 'string' ? is(node.name, asked, spec) : node.of.some((event) => matches(asked, event));

/** The part of a visit from its start to its end; null where it lacks one. */
export function pathOf(visit: OracleNode[], spec: PathsSpec): OracleNode[] | null {
  const { start, end } = spec;
  const from = start === undefined ? 0 : visit.findIndex((node) => isAt(start, node, spec));
  if (from < 0) return null;
  const path = visit.slice(from);
  const last = end === undefined ? path.length - 1 : path.findIndex((node) => isAt(end, node, spec));
  return last < 0 ? null : path.slice(0, last + 1);
}

export interface OraclePlace {
  name: string;
  /** Seconds from the place before. */
  seconds: number;
}

/** The places of a path that are shown, and whether it goes on past them. */
export function placesOf(path: OracleNode[], spec: PathsSpec): { places: OraclePlace[]; goesOn: boolean } {
  const { steps = 5, start, end } = spec;
  const timed = path.map(({ name, timeMs }, i) => ({
    name,
    seconds: i === 0 ? 0 : (timeMs - path[i - 1]!.timeMs) / 1000,
  }));
  if (path.length <= steps) return { places: timed, goesOn: false };
  if (end === undefined) return { places: timed.slice(0, steps), goesOn: true };
  if (start === undefined) return { places: timed.slice(-steps), goesOn: false };
  const half = Math.floor(steps / 2);
  return {
    places: [...timed.slice(0, half), { name: '…', seconds: timed[half]!.seconds }, ...timed.slice(-half)],
    goesOn: false,
  };
}

/** Of a list that is not empty, between its two middle values. */
export function median(list: number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}
