import { holds } from './oracle-pattern.ts';
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

export const matches = (match: EventMatch, { event, passes }: OracleEvent): boolean =>
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
  const [last] = (node?.rules ?? [])
    .filter(({ match, regex }) => (regex ? new RegExp(match, 'u') : pattern(match)).test(name))
    .reverse();
  return last ? last.as : name;
}

const is = (name: string, asked: string, { node }: PathsSpec): boolean =>
  name === asked || (node?.trimSlash === true && name === trim(asked));

/** Every visit of one unit that holds the pattern, as the rules say them, one after another. */
export const visitsOf = (journey: OracleEvent[], spec: PathsSpec): OracleNode[][] => cut(journey, spec).held;

export const leftOutOf = (journey: OracleEvent[], spec: PathsSpec): number => cut(journey, spec).leftOut;

function cut(journey: OracleEvent[], spec: PathsSpec): { held: OracleNode[][]; leftOut: number } {
  const { events, exclude = [], gap = DEFAULT_GAP, collapse = true, pattern } = spec;
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
  const taken = new Set(visits.flat().flatMap(({ of }) => of));
  const held = visits.filter((visit) => {
    if (!pattern) return true;
    const [first, last] = [visit[0]!.of[0]!, visit.at(-1)!.of[0]!];
    const near = (a: OracleEvent, b: OracleEvent): boolean => !gap || b.timeMs - a.timeMs <= durationMs(gap);
    const [from, to] = [journey.indexOf(first), journey.indexOf(last)];
    // what lies between two visits belongs to the earlier one where it may, and no event lies past one that does not
    const next = journey.findIndex((event, i) => i > to && taken.has(event));
    const after = journey.slice(to + 1, next < 0 ? undefined : next).filter((event) => near(last, event));
    const ago = journey.slice(0, from).findLastIndex((event) => taken.has(event));
    const before = journey
      .slice(ago + 1, from)
      .filter((event) => near(event, first) && (ago < 0 || !near(journey[ago]!, event)));
    return holds([...before, ...journey.slice(from, to + 1), ...after], pattern, matches);
  });
  return { held: collapse ? held.map(joined) : held, leftOut: visits.length - held.length };
}

const joined = (visit: OracleNode[]): OracleNode[] =>
  visit.reduce<OracleNode[]>((path, node) => {
    const before = path.at(-1);
    if (before?.name !== node.name) return [...path, node];
    return [...path.slice(0, -1), { ...node, of: [...before.of, ...node.of] }];
  }, []);

export const isAt = (asked: NodeMatch, node: OracleNode, spec: PathsSpec): boolean =>
  typeof asked === 'string' ? is(node.name, asked, spec) : node.of.some((event) => matches(asked, event));

/** The parts of a visit from its start to its end; none where it lacks one. */
export function pathsOf(visit: OracleNode[], spec: PathsSpec): OracleNode[][] {
  const { start, end, anchor = 'first' } = spec;
  const places = (asked: NodeMatch): number[] => [...visit.keys()].filter((i) => isAt(asked, visit[i]!, spec));
  const whole = visit.length - 1;
  const starts = start === undefined ? [0] : places(start);
  const ends = end === undefined ? [whole] : places(end);
  const path = (from: number | undefined, last: number | undefined): OracleNode[][] =>
    from === undefined || last === undefined ? [] : [visit.slice(from, last + 1)];
  const endFrom = (from = Infinity): number | undefined => ends.find((last) => last >= from);
  if (start === undefined && end === undefined) return [visit];
  if (start === undefined) {
    if (anchor === 'every') return ends.flatMap((last, i) => path(ends[i - 1] ?? 0, last));
    return path(0, anchor === 'last' ? ends.at(-1) : ends[0]);
  }
  if (anchor === 'first') return path(starts[0], endFrom(starts[0]));
  if (anchor === 'last') {
    const from = starts.findLast((each) => endFrom(each) !== undefined);
    return path(from, endFrom(from));
  }
  return starts.flatMap((from, i) => {
    const next = starts[i + 1] ?? whole;
    const last = end === undefined ? next : endFrom(from);
    return last !== undefined && last <= next ? path(from, last) : [];
  });
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
