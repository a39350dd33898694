import { describe, expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { NO_ID, Identities } from './identities.ts';
import { IDENTITY_RULES, type Identity, type IdOfKind } from './identity.ts';
import { PeopleOf } from './people-of.ts';
import { RowIds } from './row-ids.ts';
import { textColumn } from './text-column.ts';

interface Row {
  ids: (string | null)[];
  ms: number;
}

interface Case {
  /** Kind of each column. */
  columns: string[];
  rows: Row[];
  identity: Identity;
  leaveOut: IdOfKind[];
}

/** Who each row is, as numbers in order of first appearance; null of nobody. */
interface Answer {
  person: (number | null)[];
  names: string[];
  withoutLinking: number;
  merged: number;
  ignored: string[];
}

function answered({ columns, rows, identity, leaveOut }: Case): Answer {
  const ids = new Identities(identity, leaveOut);
  const kinds = columns.map((kind) => ids.kind(kind));
  const texts = columns.map((_, c) => textColumn(rows.map((row) => row.ids[c]!)));
  const reader = new RowIds(
    ids,
    kinds.map((kind, c) => ({ kind, column: texts[c]! })),
  );
  const read = rows.map(({ ms }, i) => {
    if (!reader.has(i)) return null;
    reader.read(i);
    reader.link(ms);
    return { first: reader.first, best: reader.best };
  });
  const people = new PeopleOf(ids);
  const person = read.map((row) => row && people.person(row.first, row.best));
  const { texts: names, report } = people.names();
  expect(report.people).toBe(people.count);
  for (const row of read) if (row) expect(people.find(row.first, row.best)).not.toBe(NO_ID);
  return {
    person,
    names: names.texts(),
    withoutLinking: report.withoutLinking,
    merged: report.merged,
    ignored: report.ignored.map(({ kind, id }) => `${kind} ${id}`).sort(),
  };
}

/** The same by sets and repeated passes over every pair. */
function naive({ columns, rows, identity, leaveOut }: Case): Answer {
  const { rule, kinds, cap, split } = identity;
  const rank = (id: string) => rankOf(id, kinds);
  const left = new Set(leaveOut.map(({ kind, id }) => `${kind} ${id}`));
  const idsOf = (row: Row) =>
    row.ids
      .map((id, c) => (id === null || id === '' ? '' : `${columns[c]!} ${id}`))
      .filter((id) => id && !left.has(id));
  const seen = [...new Set(rows.flatMap(idsOf))];

  const pairs = new Map<string, { weak: string; strong: string; times: number[] }>();
  for (const row of rows) {
    const own = idsOf(row);
    for (let i = 0; i < own.length; i++)
      for (let j = i + 1; j < own.length; j++) {
        const [a, b] = [own[i]!, own[j]!];
        if (rule === 'none' || a === b || rank(a) === Infinity || rank(b) === Infinity) continue;
        const same = rank(a) === rank(b) && pairs.has(`${b}|${a}`);
        const [strong, weak] = rank(a) <= rank(b) && !same ? [a, b] : [b, a];
        const key = `${strong}|${weak}`;
        if (!pairs.has(key)) pairs.set(key, { weak, strong, times: [] });
        pairs.get(key)!.times.push(row.ms);
      }
  }
  const others = new Map(
    seen.map((id) => [id, [...pairs.values()].filter((p) => p.weak === id || p.strong === id).length]),
  );
  const over = seen.filter((id) => others.get(id)! > cap);
  const ignored = new Set([...over, ...split.map(({ kind, id }) => `${kind} ${id}`)]);

  const usable = [...pairs.values()].filter(({ weak, strong }) => !ignored.has(weak) && !ignored.has(strong));
  const joins = usable.filter((pair) => {
    if (rule === 'graph' || rank(pair.weak) === rank(pair.strong)) return true;
    const rivals = usable.filter((other) => other.weak === pair.weak && rank(other.weak) !== rank(other.strong));
    return chosen(rivals, rule === 'firstKnown') === pair;
  });

  const label = new Map(seen.map((id, i) => [id, i]));
  for (let changed = true; changed;) {
    changed = false;
    for (const { weak, strong } of joins) {
      const low = Math.min(label.get(weak)!, label.get(strong)!);
      if (label.get(weak) !== low || label.get(strong) !== low) changed = true;
      label.set(weak, low);
      label.set(strong, low);
    }
  }

  const numbers = new Map<number, number>();
  const firsts = new Set<string>();
  const person = rows.map((row) => {
    const [first, ...rest] = idsOf(row);
    if (first === undefined) return null;
    firsts.add(first);
    let by = first;
    if (rule !== 'none' && rest.length > 0) {
      const best = rest.reduce((a, b) => (rank(b) < rank(a) ? b : a));
      const [a, b] = [ignored.has(first), ignored.has(best)];
      if (a === b ? rank(best) < rank(first) : a) by = best;
    }
    const root = label.get(by)!;
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    return numbers.get(root)!;
  });
  const members = [...numbers.keys()].map((root) => seen.filter((id) => label.get(id) === root));
  const names: string[] = [];
  for (const own of members) {
    const best = own.reduce((a, b) => (rank(b) < rank(a) ? b : a));
    const [kind, text] = best.split(' ') as [string, string];
    let name = text;
    while (names.includes(name)) name = `${name} (${kind})`;
    names.push(name);
  }
  return {
    person,
    names,
    withoutLinking: firsts.size,
    merged: members.filter((own) => own.length > 1).length,
    ignored: over.sort(),
  };
}

const rankOf = (id: string, kinds: string[]): number => {
  const at = kinds.indexOf(id.split(' ')[0]!);
  return at < 0 ? Infinity : at;
};

/** The pair seen first, or last; one whose times are not known only where there is no other. */
function chosen<T extends { times: number[] }>(pairs: T[], first: boolean): T {
  const at = ({ times }: T) => {
    const known = times.filter((ms) => !Number.isNaN(ms));
    return known.length === 0 ? NaN : first ? Math.min(...known) : Math.max(...known);
  };
  const timed = pairs.filter((pair) => !Number.isNaN(at(pair)));
  if (timed.length === 0) return first ? pairs[0]! : pairs[pairs.length - 1]!;
  const best = first ? Math.min(...timed.map(at)) : Math.max(...timed.map(at));
  const ties = timed.filter((pair) => at(pair) === best);
  return first ? ties[0]! : ties[ties.length - 1]!;
}

function randomCase(seed: number): Case {
  const { next, int, pick } = random(seed);
  const all = ['customer', 'email', 'visitor'];
  const columns = Array.from({ length: 1 + int(3) }, (_, c) => (next() < 0.15 ? pick(all) : all[(c + seed) % 3]!));
  const distinct = 1 + int(8);
  const id = () => (next() < 0.35 ? null : String.fromCharCode(97 + int(distinct)));
  const rows = Array.from({ length: int(24) }, (): Row => ({
    ids: columns.map(id),
    ms: next() < 0.2 ? NaN : int(12),
  }));
  const some = () =>
    Array.from({ length: next() < 0.7 ? 0 : 1 + int(2) }, () => ({ kind: pick(all), id: id() ?? 'a' }));
  const kinds = [...all].sort(() => next() - 0.5).slice(0, 1 + int(3));
  return {
    columns,
    rows,
    identity: { rule: pick(IDENTITY_RULES), kinds, cap: 1 + int(5), split: some() },
    leaveOut: some(),
  };
}

describe('identities', () => {
  test('are the people that repeated passes over all pairs find', () => {
    for (let seed = 1; seed <= 2_000; seed++) {
      const asked = randomCase(seed);
      expect(answered(asked), JSON.stringify({ seed, ...asked })).toEqual(naive(asked));
    }
  });

  const visits = (rows: [visitor: string | null, customer: string | null, ms: number][]): Omit<Case, 'identity'> => ({
    columns: ['visitor', 'customer'],
    rows: rows.map(([visitor, customer, ms]) => ({ ids: [visitor, customer], ms })),
    leaveOut: [],
  });
  const rule = (given: Partial<Identity>): Identity => ({
    rule: 'graph',
    kinds: ['customer', 'visitor'],
    cap: 10,
    split: [],
    ...given,
  });

  test('an anonymous visit before signing in belongs to the customer', () => {
    const rows = visits([
      ['v1', null, 1],
      ['v1', 'anna', 2],
      ['v2', null, 3],
      ['v2', 'anna', 4],
      ['v3', null, 5],
    ]);
    expect(answered({ ...rows, identity: rule({}) })).toMatchObject({
      person: [0, 0, 0, 0, 1],
      names: ['anna', 'v3'],
      withoutLinking: 3,
      merged: 1,
    });
    expect(answered({ ...rows, identity: rule({ rule: 'none' }) }).person).toEqual([0, 0, 1, 1, 2]);
  });

  test('a visitor of two customers goes to the first, to the last, or makes one person of both', () => {
    const rows = visits([
      ['v', null, 1],
      ['v', 'anna', 2],
      ['v', 'ben', 3],
    ]);
    const people = (name: Identity['rule']) => answered({ ...rows, identity: rule({ rule: name }) });
    expect(people('graph').person).toEqual([0, 0, 0]);
    expect(people('firstKnown')).toMatchObject({ person: [0, 0, 1], names: ['anna', 'ben'] });
    expect(people('lastKnown')).toMatchObject({ person: [0, 1, 0], names: ['ben', 'anna'] });
  });

  test('of links without a time the first or the last in the file counts', () => {
    const rows = visits([
      ['v', 'anna', NaN],
      ['v', 'ben', NaN],
      ['v', null, 5],
    ]);
    expect(answered({ ...rows, identity: rule({ rule: 'firstKnown' }) }).person).toEqual([0, 1, 0]);
    expect(answered({ ...rows, identity: rule({ rule: 'lastKnown' }) }).person).toEqual([0, 1, 1]);
  });

  test('a device of more people than the cap links nobody, and neither does an id that was split', () => {
    const rows = visits([
      ['kiosk', 'anna', 1],
      ['kiosk', 'ben', 2],
      ['kiosk', 'cleo', 3],
      ['kiosk', null, 4],
    ]);
    expect(answered({ ...rows, identity: rule({ cap: 2 }) })).toMatchObject({
      person: [0, 1, 2, 3],
      names: ['anna', 'ben', 'cleo', 'kiosk'],
      ignored: ['visitor kiosk'],
    });
    const split = [{ kind: 'visitor', id: 'kiosk' }];
    expect(answered({ ...rows, identity: rule({ split }) })).toMatchObject({ person: [0, 1, 2, 3], ignored: [] });
    expect(answered({ ...rows, identity: rule({}) }).person).toEqual([0, 0, 0, 0]);
  });

  test('an id that is left out is none', () => {
    const rows = visits([
      ['null', null, 1],
      ['null', 'anna', 2],
      ['v', 'anna', 3],
    ]);
    const leaveOut = [{ kind: 'visitor', id: 'null' }];
    expect(answered({ ...rows, leaveOut, identity: rule({}) })).toMatchObject({
      person: [null, 0, 0],
      names: ['anna'],
    });
  });
});
