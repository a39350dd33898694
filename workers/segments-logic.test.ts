import { expect, test } from 'vitest';
import type { RuleCount } from '#engine/protocol.ts';
import type { Segment } from '#segments/spec.ts';
import { startEngine, value } from '../tests/support/engine.ts';
import { random } from '../tests/support/random.ts';
import { sampleOf, type Dice } from '../tests/support/segment-sample.ts';

const CASES = 10_000;
const TREES_OF_ONE_LOG = 40;

const engine = startEngine();
const ids = async (segment: Segment) => value(await engine.segmentIds({ sojourn: 1, segment }, 1));
const hours = (n: number) => ({ n, unit: 'hour' as const });

/** Rules of every kind that needs no table, and saved segments that name each other. */
const LEAVES: Segment[] = [
  { did: { event: 'a' } },
  { did: { event: ['b', 'c'] }, times: { op: 'lte', value: 1 } },
  { did: { event: 'c' }, within: { last: hours(30) } },
  { person: { property: 'plan', op: 'is', value: 'pro' } },
  { person: { property: 'plan', op: 'isNot', value: 'pro' } },
  { sequence: { then: [{ event: 'a' }, { any: '*' }, { event: 'b' }] } },
  { lifecycle: 'churned', silentAfter: hours(5) },
  { ids: ['0', '2'] },
  { saved: 'early' },
  { saved: 'late' },
];
const SAVED = { early: { did: { event: 'a' }, within: { firstDays: hours(12) } }, late: { not: { saved: 'early' } } };

function treeOf(dice: Dice, depth: number): Segment {
  const shape = depth === 0 ? 0 : dice.int(5);
  const inner = () => Array.from({ length: dice.int(4) }, () => treeOf(dice, depth - 1));
  if (shape === 1 || shape === 2) return { not: treeOf(dice, depth - 1) };
  if (shape === 3) return { all: inner() };
  if (shape === 4) return { any: inner() };
  return dice.pick(LEAVES);
}

/** The opposite, with nothing denied but single rules. */
function opposite(rule: Segment): Segment {
  if ('not' in rule) return plain(rule.not);
  if ('all' in rule) return { any: rule.all.map(opposite) };
  if ('any' in rule) return { all: rule.any.map(opposite) };
  return { not: rule };
}

/** The same, with nothing denied but single rules. */
function plain(rule: Segment): Segment {
  if ('not' in rule) return opposite(rule.not);
  if ('all' in rule) return { all: rule.all.map(plain) };
  if ('any' in rule) return { any: rule.any.map(plain) };
  return rule;
}

type Of = (leaf: Segment, person: string) => boolean;

function holds(rule: Segment, person: string, of: Of): boolean {
  if ('not' in rule) return !holds(rule.not, person, of);
  if ('all' in rule) return rule.all.every((each) => holds(each, person, of));
  if ('any' in rule) return rule.any.some((each) => holds(each, person, of));
  return of(rule, person);
}

/** Every rule counted on its own, person by person. */
function countOf(rule: Segment, everybody: string[], of: Of): RuleCount {
  const count = (...rules: Segment[]) =>
    everybody.filter((person) => rules.every((each) => holds(each, person, of))).length;
  let group = rule;
  while ('not' in group) group = group.not;
  const members = 'all' in group ? group.all : 'any' in group ? group.any : null;
  return {
    people: count(rule),
    ...(members && {
      members: members.map((each, i) => ({
        ...countOf(each, everybody, of),
        ...('all' in group && { left: count(...members.slice(0, i + 1)) }),
      })),
    }),
  };
}

test('De Morgan’s laws and double negation hold, and every rule is counted', async () => {
  const dice = random(61);
  value(engine.saveSegments(SAVED));
  value(engine.attachPeople({ 0: { plan: 'pro' }, 1: { plan: 'free' }, 3: { plan: 'pro' } }));
  for (let n = 0; n < CASES;) {
    const { people } = sampleOf(dice);
    const events = people.flatMap((own, p) =>
      own.map(({ name, time }) => ({ user: String(p), event: name, time: new Date(time).toISOString() })),
    );
    value(await engine.openEvents(events, 1));
    const everybody = [...people.keys()].filter((p) => people[p]!.length > 0).map(String);
    const members = new Map<Segment, string[]>();
    for (const leaf of LEAVES) members.set(leaf, await ids(leaf));
    const of: Of = (leaf, person) => members.get(leaf)!.includes(person);
    for (const end = n + TREES_OF_ONE_LOG; n < end; n++) {
      const tree = treeOf(dice, 4);
      const at = JSON.stringify({ tree, people });
      const expected = everybody.filter((person) => holds(tree, person, of));
      expect(await ids(tree), at).toEqual(expected);
      expect(await ids({ not: { not: tree } }), at).toEqual(expected);
      expect(await ids(plain(tree)), at).toEqual(expected);
      expect(await ids({ not: opposite(tree) }), at).toEqual(expected);
      const { rule } = value(await engine.segment({ sojourn: 1, segment: tree }, 1));
      expect(rule, at).toEqual(countOf(tree, everybody, of));
    }
  }
}, 60_000);
