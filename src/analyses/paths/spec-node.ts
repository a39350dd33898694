import { regexTest } from '#vocabulary/regex.ts';
import { Fields, isObject } from '#vocabulary/fields.ts';

/** How an event's node is called. */
export interface NodeNaming {
  /**
   * `event`, or a property whose value is the name; or one of these for each event name, `*` for the rest. What is
   * not named goes by `event`.
   */
  by?: string | Record<string, string>;
  /** Of several that match the last names the node. */
  rules?: NodeRule[];
  /** A trailing slash is cut from names. */
  trimSlash?: boolean;
}

export interface NodeRule {
  /** `*` is anything, every other sign itself, anywhere in the name. */
  match: string;
  as: string;
  /** `match` is a regular expression instead. */
  regex?: boolean;
}

/** In place of a property: the event's own name. */
export const BY_EVENT = 'event';
export const THE_REST = '*';

const MOST_PROPERTIES = 10;
const MOST_RULES = 200;

export function readNode(fields: Fields): NodeNaming | undefined {
  const node = fields.object('node');
  if (!node) return undefined;
  const by = readBy(node);
  const rules = node.list('rules', (value, path) => readRule(value, path, node));
  if (rules && rules.length > MOST_RULES)
    node.refuse('rules', 'paths/rules', `At most ${MOST_RULES} rules can name nodes.`);
  const trimSlash = node.boolean('trimSlash');
  node.done();
  return {
    ...(by !== undefined && { by }),
    ...(rules && { rules }),
    ...(trimSlash !== undefined && { trimSlash }),
  };
}

function readBy(node: Fields): NodeNaming['by'] {
  const by = node.raw('by');
  const named = (value: unknown): value is string => typeof value === 'string' && value !== '';
  if (by === undefined || named(by)) return by;
  if (!isObject(by) || !Object.values(by).every(named))
    return node.refuse(
      'by',
      'paths/node',
      'Nodes are named by “event” or by a property.',
      'Give a property, or for each event name a property, "*" for the rest.',
    );
  const different = new Set(Object.values(by) as string[]);
  different.delete(BY_EVENT);
  if (different.size > MOST_PROPERTIES)
    return node.refuse('by', 'paths/node', `Nodes can be named by at most ${MOST_PROPERTIES} different properties.`);
  return by as Record<string, string>;
}

function readRule(value: unknown, path: string, node: Fields): NodeRule | undefined {
  const rule = Fields.of(value, path, node.problems);
  if (!rule) return undefined;
  const match = rule.string('match');
  const as = rule.string('as');
  const regex = rule.boolean('regex');
  rule.done();
  if (match && as) {
    const test = regex ? regexTest(match) : null;
    if (test && 'problem' in test)
      return rule.refuse('match', 'paths/rules', test.problem, 'Write it another way, or as text with *.');
    return { match, as, ...(regex !== undefined && { regex }) };
  }
  return rule.refuse(
    match ? 'as' : 'match',
    'paths/rules',
    match ? 'What is the node called?' : 'Which names does this join?',
    'A rule is { match: "/product/*", as: "Product" }.',
  );
}
