import type { NameRule, Setup } from '#data/setup.ts';
import { MOST_ROWS, type Finder, type Found } from './look.ts';
import { listed, many, ofRows, quoted } from './words.ts';

const MOST_GROUPS = 20;

/** Event names that differ only in case, blanks, signs between words or accents. */
export const similarNames: Finder = {
  looksAt: 'names of events',
  find({ log, setup }) {
    const events = new Float64Array(log.names.length);
    for (const code of log.event) events[code]!++;
    const groups = new Map<string, number[]>();
    log.names.forEach((name, code) => {
      const key = keyOf(name);
      if (key !== '' && events[code]! > 0) groups.set(key, [...(groups.get(key) ?? []), code]);
    });
    const similar = [...groups.values()].filter((codes) => codes.length > 1);
    const found = similar.map((codes): Found & { codes: number[] } => {
      const [most, ...others] = codes.sort((a, b) => events[b]! - events[a]! || a - b) as [number, ...number[]];
      const name = log.names[most]!;
      const variants = others.map((code) => log.names[code]!);
      const count = others.reduce((sum, code) => sum + events[code]!, 0);
      return {
        codes: others,
        kind: 'similarNames',
        table: null,
        about: name,
        state: 'decide',
        title: `${listed(variants)} ${variants.length === 1 ? 'is' : 'are'} likely ${quoted(name)}`,
        effect: `${many(count, 'event')}, ${ofRows(count, log.facts.events).replace('rows', 'all')}, count as something else until you decide.`,
        count,
        share: count / Math.max(1, log.facts.events),
        examples: codes.slice(0, 5).map((code) => `${quoted(log.names[code]!)}: ${many(events[code]!, 'event')}`),
        remedies: [{ label: `Merge into ${quoted(name)}`, setup: merged(setup, variants, name) }],
      };
    });
    found.sort((a, b) => b.count - a.count);
    const shown = found.slice(0, MOST_GROUPS);
    return Promise.resolve(shown.map(({ codes, ...rest }) => ({ ...rest, rows: rowsOfEvents(log, new Set(codes)) })));
  },
};

const keyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');

/** The setup in which some names are called like another. Names that a rule gave are given anew by that rule. */
function merged(setup: Setup, variants: string[], name: string): Setup {
  const given = (rule: NameRule) => 'as' in rule && variants.includes(rule.as);
  const names = setup.names.map((rule) => (given(rule) ? { match: rule.match, as: name } : rule));
  return { ...setup, names: [...names, { match: `^(?:${variants.map(escaped).join('|')})$`, as: name }] };
}

/** A text as an RE2 expression that matches it alone. */
export const escaped = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&').replace(/\n/g, '\\n');

function rowsOfEvents(log: { event: ArrayLike<number>; row: Uint32Array }, codes: ReadonlySet<number>): number[] {
  const rows: number[] = [];
  for (let i = 0; i < log.event.length && rows.length < MOST_ROWS; i++)
    if (codes.has(log.event[i]!)) rows.push(log.row[i]!);
  return rows;
}
