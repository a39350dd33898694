import { expect, test } from 'vitest';
import { emptyBitmap, hasBit, setBit } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { EventColumn, KernelInput } from '#log/shard.ts';
import { INTERVALS } from '#vocabulary/calendar-buckets.ts';
import { spanOf, type Span } from '#vocabulary/calendar.ts';
import { DURATION_UNITS, durationMs } from '#vocabulary/duration.ts';
import { Fields } from '#vocabulary/fields.ts';
import { plainLog } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { localDay, plainBuckets, zonedLog, ZONE_SAMPLES } from '../../../tests/support/zones.ts';
import { rangeBefore } from '../range-before.ts';
import { kernel } from './kernel.ts';
import { plainMedian, plainNumbers, plainSession, plainSessions, type Noted, type PlainSession } from './oracle.ts';
import { people } from './result-people.ts';
import type { SessionsTable } from './result-table.ts';
import { finish } from './result.ts';
import type { SessionsSpec } from './spec.ts';
import { planOf } from './switches.ts';

const CHANNELS = ['mail', 'search'];

test('cuts, counts and times sessions as the definitions say, in every zone, range and way to cut', () => {
  const { int, pick, next } = random(65);
  for (let n = 0; n < 120; n++) {
    const interval = pick(INTERVALS);
    const names = ['home', 'shop', 'login', 'logout'];
    const zoned = zonedLog({ int, pick, next }, pick(ZONE_SAMPLES), { interval, names, people: 3, size: 40 });
    const { rule, buckets } = zoned;
    const log = plainLog(zoned.events);
    const { firstMs, lastMs } = log.facts;
    const day = (): string => localDay(rule.zone, pick(buckets).startMs);
    const instant = (): string => new Date(pick(buckets).startMs + pick([0, 1, 1_800_000])).toISOString();
    const [from, to] = (int(3) === 0 ? [instant(), instant()] : [day(), day()]).sort() as [string, string];
    const ends = int(4);
    const range = { ...(ends & 1 && { from }), ...(ends & 2 && { to }) };
    const span: Span = spanOf(range, rule.zone)!;
    const top = 1 + int(4);
    const spec: SessionsSpec = {
      kind: 'sessions',
      interval,
      top,
      ...(int(2) === 0 && { breakdown: { property: 'channel', top: 1 } }),
      ...(int(2) === 0 && { compare: { previous: true as const } }),
    };
    const gap = { n: 1 + int(3), unit: pick(DURATION_UNITS.slice(1, 5)) };
    const opens = int(2) === 0 ? { event: 'login' } : undefined;
    const closes = int(2) === 0 ? { event: 'logout' } : undefined;
    const context = {
      timezone: rule.zone,
      weekStart: rule.weekStart,
      span,
      sessions: { gap, ...(opens && { start: opens }), ...(closes && { end: closes }) },
    };
    const exists = int(3) === 0 ? emptyBitmap(log.event.length) : null;
    if (exists) for (let e = 0; e < log.event.length; e++) if (int(3) > 0) setBit(exists, e);
    const column: EventColumn = {
      codes: Uint32Array.from(log.event, () => int(CHANNELS.length + 1)),
      values: CHANNELS,
    };
    const { options, matches, columns = [] } = planOf(spec, context);
    const partial = cutShards(log, 1 + int(3))
      .map((shard): KernelInput => {
        const first = log.personStart[shard.firstPerson]!;
        const part = exists && emptyBitmap(shard.event.length);
        if (part) for (let e = 0; e < shard.event.length; e++) if (hasBit(exists, first + e)) setBit(part, e);
        return {
          shard,
          exists: part,
          matches: matches.map((match) => ({ codes: codesOf(match, log.names), mask: null })),
          columns: columns.map(() => ({ ...column, codes: column.codes.subarray(first, first + shard.event.length) })),
          attributes: [],
          span,
          lastMs,
        };
      })
      .map((input) => runSteps(kernel.run(input, options)))
      .reduce((left, right) => kernel.merge(left, right));
    const result = runSteps(finish(partial, spec, context, log.facts));
    const story = `${n} ${rule.zone} week ${rule.weekStart} ${JSON.stringify({ spec, range, sessions: context.sessions })}`;

    const eventOf = (e: number): Noted => ({
      name: log.names[log.event[e]!]!,
      timeMs: log.time[e]!,
      exists: !exists || hasBit(exists, e),
      group: column.codes[e] === 0 ? null : CHANNELS[column.codes[e]! - 1]!,
    });
    const everything = [...Array(log.facts.people).keys()].map((p) => ({
      person: log.people.text(p),
      events: [...log.event.keys()].slice(log.personStart[p], log.personStart[p + 1]).map(eventOf),
    }));
    const cut = everything.flatMap(({ person, events }) =>
      plainSessions(
        events,
        durationMs(gap),
        ({ name }) => name === opens?.event,
        ({ name }) => name === closes?.event,
      ).map((all) => ({
        session: plainSession(person, all),
        goesOn: durationMs(gap) > lastMs - all.at(-1)!.timeMs && all.at(-1)!.name !== closes?.event,
        isLast: all.at(-1) === events.at(-1),
      })),
    );
    const within = ({ fromMs, toMs }: Span): PlainSession[] =>
      cut.flatMap(({ session }) => (session && session.beginMs >= fromMs && session.beginMs <= toMs ? [session] : []));
    const wall = new Intl.DateTimeFormat('en-GB', { timeZone: rule.zone, hour: '2-digit', hourCycle: 'h23' });
    const whoOf = (sessions: readonly PlainSession[]): string[] => [...new Set(sessions.map((s) => s.person))].sort();
    const behind = (pointer: Record<string, unknown>): string[] | null => {
      const found = people(partial, Fields.of(pointer, '', [])!, spec);
      return found && [...found].map((p) => log.people.text(p)).sort();
    };
    const check = (table: SessionsTable, sessions: PlainSession[], { fromMs, toMs }: Span, of: object): void => {
      const near = (numbers: object): Record<string, unknown> =>
        Object.fromEntries(
          Object.entries(numbers).map(([name, value]) => [name, expect.closeTo(value as number, 6) as unknown]),
        );
      expect(table, story).toMatchObject(near(plainNumbers(sessions)));
      expect(table.medianSeconds, story).toBeCloseTo(plainMedian(sessions), 6);
      expect(table.active, story).toBe(whoOf(sessions).length);
      expect(behind({ ...of }), story).toEqual(whoOf(sessions));
      const bounced = sessions.filter(({ events }) => events === 1);
      expect(behind({ ...of, bounced: true }), story).toEqual(whoOf(bounced));
      for (const end of ['entry', 'exit'] as const) {
        const list = table[end === 'entry' ? 'entries' : 'exits'];
        const named = list.map(({ name }) => name);
        expect(list.length, story).toBe(Math.min(top + 1, new Set(sessions.map((s) => s[end])).size));
        for (const { name, share, ...numbers } of list) {
          const those = sessions.filter((s) => (name === '$other' ? !named.includes(s[end]) : s[end] === name));
          expect(numbers, story).toEqual(near(plainNumbers(those)));
          expect(share).toBe(those.length / sessions.length);
          expect(behind({ ...of, [end]: name }), story).toEqual(whoOf(those));
        }
        const listed = list.filter(({ name }) => name !== '$other').map((each) => each.sessions);
        expect(listed, story).toEqual(listed.toSorted((a, b) => b - a));
      }
      const hour = int(24);
      const atHour = sessions.filter(({ beginMs }) => Number(wall.format(Math.floor(beginMs))) === hour);
      expect(table.byHour[hour], story).toEqual({ hour, ...near(plainNumbers(atHour)) });
      expect(behind({ ...of, hour }), story).toEqual(whoOf(atHour));
      const beginMs = fromMs === -Infinity ? firstMs : fromMs;
      const endMs = toMs === Infinity ? lastMs : toMs;
      const periods = beginMs <= endMs ? plainBuckets(rule, beginMs, endMs) : [];
      expect(
        table.byStart.map(({ start, open }) => [start, open]),
        story,
      ).toEqual(periods.map((each) => [each.name, each.endMs > lastMs]));
      for (const { name, startMs, endMs: ends } of periods) {
        const those = sessions.filter((s) => s.beginMs >= startMs && s.beginMs < ends);
        expect(
          table.byStart.find(({ start }) => start === name),
          story,
        ).toMatchObject(near(plainNumbers(those)));
        expect(behind({ ...of, start: name }), story).toEqual(whoOf(those));
      }
    };
    check(result, within(span), span, {});
    expect(result.units, story).toBe(
      everything.filter(({ events }) =>
        events.some((e) => e.exists && e.timeMs >= span.fromMs && e.timeMs <= span.toMs),
      ).length,
    );
    const open = cut.filter(
      ({ session, goesOn, isLast }) =>
        session && goesOn && isLast && session.beginMs >= span.fromMs && session.beginMs <= span.toMs,
    );
    expect(result.open, story).toBe(open.length);
    expect(behind({ open: true }), story).toEqual(whoOf(open.map(({ session }) => session!)));
    const values = (result.breakdown ?? []).map(({ value }) => value);
    for (const { value, ...table } of result.breakdown ?? [])
      check(
        table,
        within(span).filter(({ group }) => (value === '$other' ? !values.includes(group) : group === value)),
        span,
        { value },
      );
    const before = rangeBefore(span, rule.zone);
    if (spec.compare && before) check(result.compare![0]!, within(before), before, { previous: true });
    else if (spec.compare) expect(result.warnings, story).toMatchObject([{ code: 'sessions/compare' }]);
  }
});
