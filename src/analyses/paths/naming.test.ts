import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import { random } from '../../../tests/support/random.ts';
import { namer } from './kernel-names.ts';
import { canSplit, hidden, renamed, splitBy } from './naming.ts';
import { parsePaths, type PathsSpec } from './spec.ts';

const NAMES = ['Pay', 'Pay later', '/a', '/a/', '/', 'a.b*c', '$1', '(x', '加入', 'Y', ''];

const nameOf = (spec: PathsSpec) => namer({ rules: spec.node?.rules ?? [], trimSlash: spec.node?.trimSlash ?? false });

function expectReadable(spec: PathsSpec) {
  const fields = Fields.of({ ...spec, kind: undefined }, '', [])!;
  expect(
    parsePaths(fields, () => undefined),
    JSON.stringify(fields.problems),
  ).toEqual(spec);
}

test('a node called otherwise is so everywhere, and no other is', () => {
  const { int, pick } = random(67);
  for (let n = 0; n < 400; n++) {
    let spec: PathsSpec = { kind: 'paths', node: { by: pick(['event', 'page']), trimSlash: int(3) === 0 } };
    for (let k = 0; k < 1 + int(5); k++) {
      const before = nameOf(spec);
      const from = before(pick(NAMES));
      const to = pick([...NAMES.filter((name) => name !== ''), 'New']);
      const story = `${from} → ${to} in ${JSON.stringify(spec)}`;
      spec = renamed({ ...spec, start: from, exclude: [from] }, from, to, new Set(NAMES));
      expectReadable(spec);
      for (const name of NAMES) {
        const was = before(name);
        expect(nameOf(spec)(name), story).toBe(was === from ? to : was);
      }
      expect([spec.start, spec.exclude], story).toEqual([to, [to]]);
    }
  }
});

test('a node called as before leaves no rule', () => {
  const names = new Set(['Pay', 'Cart']);
  const paid = renamed({ kind: 'paths' }, 'Pay', 'Paid', names);
  expect(paid.node?.rules).toEqual([{ match: '^Pay$', as: 'Paid', regex: true }]);
  expect(renamed(paid, 'Paid', 'Pay', names)).toEqual({ kind: 'paths' });
});

test('a node that is hidden neither starts nor ends anything', () => {
  const spec: PathsSpec = { kind: 'paths', start: 'Pay', end: { event: 'Pay' }, anchor: 'last', exclude: ['Help'] };
  expect(hidden(spec, 'Pay')).toEqual({
    kind: 'paths',
    end: { event: 'Pay' },
    anchor: 'last',
    exclude: ['Help', 'Pay'],
  });
  expect(hidden({ kind: 'paths', start: 'Pay', anchor: 'every' }, 'Pay')).toEqual({ kind: 'paths', exclude: ['Pay'] });
});

test('a node is split by a property, and only an event called by its own name', () => {
  const events = new Set(['Pay', 'View']);
  const plain: PathsSpec = { kind: 'paths', start: 'Pay', end: 'View' };
  const split = splitBy(plain, 'Pay', 'method');
  expectReadable(split);
  expect(split).toEqual({ kind: 'paths', end: 'View', node: { by: { '*': 'event', Pay: 'method' } } });
  expect(splitBy(split, 'View', 'page').node!.by).toEqual({ '*': 'event', Pay: 'method', View: 'page' });
  expect(canSplit(plain, 'Pay', events)).toBe(true);
  expect(canSplit(split, 'Pay', events)).toBe(false);
  expect(canSplit(split, 'View', events)).toBe(true);
  expect(canSplit(plain, 'card', events)).toBe(false);
  expect(canSplit(renamed(plain, 'Pay', 'Paid', events), 'Pay', events)).toBe(false);
  expect(canSplit({ kind: 'paths', node: { by: 'page' } }, 'Pay', events)).toBe(false);
});
