import { OPERATORS, operatorText, type Condition, type Operator, type Rule, type Scalar } from './rule.ts';
import type { TokenReader } from './text-tokens.ts';

/** Depth at which a rule is refused, so that a long line cannot exhaust the stack. */
const DEEPEST = 32;

const SIGNS: [sign: string, op: Operator][] = [
  ['>=', 'gte'],
  ['<=', 'lte'],
  ['>', 'gt'],
  ['<', 'lt'],
  ['=', 'is'],
];
/** Longest first: “is” begins others. */
const WORDS = OPERATORS.map((op) => ({ op, words: operatorText(op).split(' ') })).sort(
  (a, b) => b.words.length - a.words.length,
);

/** `amount is more than 5 and (country is ("DE", "AT") or not (plan has a value))`; problems stay in the reader. */
export function readRule(reader: TokenReader, depth = 0): Rule | undefined {
  if (depth > DEEPEST) return reader.fail(`A rule may be nested ${DEEPEST} deep.`);
  const any = joined(reader, 'or', () => {
    const all = joined(reader, 'and', () => readMember(reader, depth));
    return all && (all.length > 1 ? { all } : all[0]);
  });
  return any && (any.length > 1 ? { any } : any[0]);
}

function joined(reader: TokenReader, word: string, read: () => Rule | undefined): Rule[] | undefined {
  const rules: Rule[] = [];
  do {
    const rule = read();
    if (!rule) return undefined;
    rules.push(rule);
  } while (reader.took(word));
  return rules;
}

function readMember(reader: TokenReader, depth: number): Rule | undefined {
  const inner = (): Rule | undefined => {
    const rule = readRule(reader, depth + 1);
    return rule && closed(reader, rule);
  };
  if (reader.took('(')) return inner();
  if (reader.took('not', '(')) {
    const not = inner();
    return not && { not };
  }
  for (const kind of ['all', 'any'] as const) {
    if (!reader.took(kind, '(')) continue;
    if (reader.took(')')) return kind === 'all' ? { all: [] } : { any: [] };
    const rule = inner();
    return rule && (kind === 'all' ? { all: [rule] } : { any: [rule] });
  }
  return readCondition(reader);
}

const closed = <T>(reader: TokenReader, value: T): T | undefined =>
  reader.took(')') ? value : reader.fail('A ) is missing here.');

function readCondition(reader: TokenReader): Condition | undefined {
  const begin = reader.peek();
  const next = reader.peek(1).kind;
  // a property of that name is followed by an operator
  const person = reader.is('person') && (next === 'text' || (next === 'word' && !operatorAt(reader, 1)));
  if (person) reader.take();
  const property = reader.peek();
  if (property.kind !== 'word' && property.kind !== 'text') return reader.fail('A property is missing here.');
  reader.take();
  const found = operatorAt(reader, 0);
  if (!found) return reader.fail(`What of “${property.text}”? Say is, is not, contains, is more than…`);
  for (let i = 0; i < found.length; i++) reader.take();
  const { op } = found;
  const condition: Condition = { property: property.text, ...(person && { of: 'person' as const }), op };
  if (op !== 'isSet' && op !== 'isNotSet') {
    const value = op === 'between' ? readBetween(reader) : readValue(reader);
    if (value === undefined) return undefined;
    condition.value = value;
  }
  if (reader.took('ignoring', 'case')) condition.ignoreCase = true;
  if (condition.property === '') return reader.fail('A property has a name.', begin);
  return condition;
}

function operatorAt(reader: TokenReader, ahead: number): { op: Operator; length: number } | undefined {
  const isAt = (texts: readonly string[]): boolean =>
    texts.every((text, i) => reader.peek(ahead + i).kind !== 'text' && reader.peek(ahead + i).text === text);
  const worded = WORDS.find(({ words }) => isAt(words));
  if (worded) return { op: worded.op, length: worded.words.length };
  const sign = SIGNS.find(([text]) => isAt([text]));
  return sign && { op: sign[1], length: 1 };
}

function readBetween(reader: TokenReader): Scalar[] | undefined {
  const low = readScalar(reader);
  if (low === undefined) return undefined;
  if (!reader.took('and')) return reader.fail('Between this and what? Say: between 1 and 5.');
  const high = readScalar(reader);
  return high === undefined ? undefined : [low, high];
}

function readValue(reader: TokenReader): Scalar | Scalar[] | undefined {
  if (!reader.took('(')) return readScalar(reader);
  const values: Scalar[] = [];
  if (reader.took(')')) return values;
  do {
    const value = readScalar(reader);
    if (value === undefined) return undefined;
    values.push(value);
  } while (reader.took(','));
  return closed(reader, values);
}

/** A text in quotes, a number, true, false, or one word. */
function readScalar(reader: TokenReader): Scalar | undefined {
  const { kind, text } = reader.peek();
  if (kind !== 'word' && kind !== 'text') return reader.fail('A value is missing here.');
  reader.take();
  if (kind === 'text') return text;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text) ? Number(text) : text;
}
