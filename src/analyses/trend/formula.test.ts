import { expect, test } from 'vitest';
import { random } from '../../../tests/support/random.ts';
import { evaluate, parseFormula, seriesOf, type Formula } from './formula.ts';

const read = (text: string, series = 3): Formula => {
  const formula = parseFormula(text, series);
  if ('fault' in formula) throw new Error(formula.fault);
  return formula;
};
const valueOf = (text: string, ...values: (number | null)[]): number | null =>
  evaluate(read(text, values.length), (series) => values[series]!);

test('as in arithmetic: products before sums, from left to right, parentheses first', () => {
  expect(valueOf('A + B * 2', 1, 3)).toBe(7);
  expect(valueOf('A - B - 1', 10, 3)).toBe(6);
  expect(valueOf('A / B / 2', 12, 3)).toBe(2);
  expect(valueOf('(A + B) * 2', 1, 3)).toBe(8);
  expect(valueOf('-a * -(b−1)', 2, 3)).toBe(4);
  expect(valueOf('100 × B ÷ A', 8, 2)).toBe(25);
  expect(valueOf('.5*A+1.25', 2)).toBe(2.25);
});

test('without a value where a part has none, and where something is divided by nothing', () => {
  expect(valueOf('A / B', 5, 0)).toBeNull();
  expect(valueOf('A + B', 5, null)).toBeNull();
  expect(valueOf('0 * (A / (B - B))', 5, 2)).toBeNull();
  expect(valueOf('A * A', 1e200)).toBeNull();
  expect(valueOf('A / B', 0, 5)).toBe(0);
});

test('the first fault, and where', () => {
  const faultOf = (text: string) => {
    const formula = parseFormula(text, 2);
    return 'fault' in formula ? [formula.at, formula.fault] : null;
  };
  expect(faultOf('A / C')).toEqual([4, 'There is no series C.']);
  expect(faultOf('A +')).toEqual([3, 'Something is missing at the end.']);
  expect(faultOf('')).toEqual([0, 'Something is missing at the end.']);
  expect(faultOf('(A + B')).toEqual([0, 'This parenthesis is not closed.']);
  expect(faultOf('A B')).toEqual([2, 'Nothing joins “B” to what is before it.']);
  expect(faultOf('A)')).toEqual([1, 'Nothing joins “)” to what is before it.']);
  expect(faultOf('* A')).toEqual([0, 'Before “*” something is missing.']);
  expect(faultOf('A ^ 2')).toEqual([2, '“^” has no meaning here.']);
  expect(faultOf('sum(A)')).toEqual([0, '“sum” is no series: they are called by one letter.']);
  expect(faultOf(`${'('.repeat(600)}A`)).toEqual([500, 'A formula has at most 500 letters.']);
});

test('the series it names', () => {
  expect(seriesOf(read('C / (A + C) - 2'))).toEqual([0, 2]);
});

test('agrees with JavaScript on random formulas', () => {
  const { int, pick } = random(4);
  const made = (depth: number): string => {
    if (depth === 0 || int(4) === 0) return pick(['A', 'B', 'C', '2', '0.5']);
    const text = `${made(depth - 1)} ${pick(['+', '-', '*', '/'])} ${made(depth - 1)}`;
    return int(2) ? `(${text})` : text;
  };
  for (let n = 0; n < 300; n++) {
    const text = made(4);
    const values = [int(9) - 4, int(9) - 4, int(9) - 4];
    // eslint-disable-next-line no-new-func -- the text is made above of four signs, letters and numbers
    const expected = new Function('A', 'B', 'C', `return ${text}`)(...values) as number;
    const found = evaluate(read(text), (series) => values[series]!);
    if (found === null) expect(text).toContain('/');
    else expect(found, `${text} of ${values}`).toBeCloseTo(expected, 9);
  }
});
