import { localMidnight } from '#vocabulary/calendar.ts';
import { durationMs, parseDuration, type Duration } from '#vocabulary/duration.ts';
import { parseEventMatch } from '#vocabulary/event-match.ts';
import { Fields, isObject, type Json } from '#vocabulary/fields.ts';
import { parsePattern } from '#vocabulary/pattern.ts';
import { problem, type Problem } from '#vocabulary/problem.ts';
import { parseRule } from '#vocabulary/rule.ts';
import { readAmount, readWithin } from './parse-counted.ts';
import {
  STATES,
  SUM_OPERATORS,
  TIMES_OPERATORS,
  type Question,
  type SavedSegments,
  type Segment,
  type SegmentLeaf,
} from './spec.ts';

/** Depth at which a rule is refused, so that a hostile link cannot exhaust the stack. */
const DEEPEST = 32;
/** Conditions of a rule with its saved segments written out. */
const MOST = 10_000;
const TOO_LARGE = `A rule on people may hold ${MOST} conditions.`;

/** What reading a segment needs to know, and what it found so far. */
export class SegmentReading {
  depth = 0;
  /** Conditions so far, those of saved segments counted wherever they are named. */
  conditions = 0;
  /** Saved segments being read. */
  readonly open: string[] = [];
  /** Saved segments that parse, with how many conditions they hold. */
  readonly known = new Map<string, number>();

  constructor(
    readonly saved: SavedSegments,
    /** Reads the document of a funnel; it may hold segments that are read with the same reading. */
    readonly question: (value: unknown, path: string, problems: Problem[]) => Question | null,
    /** Zone of dates. */
    public zone = 'UTC',
  ) {}
}

export function parseSegment(
  value: unknown,
  path: string,
  problems: Problem[],
  reading: SegmentReading,
): Segment | undefined {
  if (reading.depth > DEEPEST) {
    problems.push(problem('segment/tooDeep', path, `A rule on people may be nested ${DEEPEST} deep.`));
    return undefined;
  }
  reading.conditions++;
  if (reading.conditions > MOST) {
    problems.push(problem('segment/tooLarge', path, TOO_LARGE));
    return undefined;
  }
  const fields = Fields.of(value, path, problems);
  if (!fields) return undefined;
  const before = problems.length;
  reading.depth++;
  const segment = readSegment(fields, reading);
  reading.depth--;
  fields.done();
  return problems.length > before ? undefined : segment;
}

function readSegment(fields: Fields, reading: SegmentReading): Segment | undefined {
  const { problems } = fields;
  const inner = (value: unknown, at: string) => parseSegment(value, at, problems, reading);
  if (fields.has('all')) return optional('all', fields.list('all', inner));
  if (fields.has('any')) return optional('any', fields.list('any', inner));
  if (fields.has('not')) return optional('not', inner(fields.raw('not'), fields.at('not')));
  if (fields.has('saved')) return readSaved(fields, reading);
  if (fields.has('did')) return readDid(fields, reading);
  if (fields.has('sum')) return readSum(fields, reading);
  if (fields.has('sequence')) return readSequence(fields);
  if (fields.has('person')) return readPerson(fields);
  if (fields.has('funnel')) return readFunnel(fields, reading);
  if (fields.has('behind')) return readBehind(fields, reading);
  if (fields.has('lifecycle')) return readLifecycle(fields);
  if (fields.has('likely')) {
    for (const name of ['likely', 'model', 'top']) fields.raw(name);
    return fields.refuse('likely', 'segment/notYet', 'This version has no saved predictions yet.', 'Leave it out.');
  }
  if (fields.has('ids'))
    return optional(
      'ids',
      fields.list('ids', (id, at) => {
        if (typeof id === 'string') return id;
        problems.push(problem('document/type', at, 'An id is text.'));
        return undefined;
      }),
    );
  return fields.refuse(
    '',
    'segment/empty',
    'A rule on people says what they did or are.',
    'Use all, any, not, saved, ids, did, sum, person, sequence, funnel, behind or lifecycle.',
  );
}

const optional = (name: string, value: unknown): Segment | undefined =>
  value === undefined ? undefined : ({ [name]: value } as unknown as Segment);

function readSaved(fields: Fields, reading: SegmentReading): Segment | undefined {
  const name = fields.string('saved');
  if (name === undefined) return undefined;
  const { open, known, saved } = reading;
  const size = known.get(name);
  if (size !== undefined) {
    reading.conditions += size;
    return reading.conditions > MOST ? fields.refuse('saved', 'segment/tooLarge', TOO_LARGE) : { saved: name };
  }
  if (!Object.hasOwn(saved, name))
    return fields.refuse(
      'saved',
      'segment/unknown',
      `There is no saved segment “${name}”.`,
      'Choose one that is saved, or write the rule out.',
    );
  if (open.includes(name))
    return fields.refuse(
      'saved',
      'segment/cycle',
      `“${name}” is made of itself: ${[...open.slice(open.indexOf(name)), name].join(' → ')}.`,
      'Take one of them out of the other.',
    );
  const before = reading.conditions;
  const problems: Problem[] = [];
  open.push(name);
  const parsed = parseSegment(saved[name], '', problems, reading);
  open.pop();
  const wrong = problems.find(({ severity }) => severity === 'error');
  if (wrong?.code === 'segment/cycle' || wrong?.code === 'segment/tooLarge' || wrong?.code === 'segment/tooDeep')
    return fields.refuse('saved', wrong.code, wrong.message, wrong.hint);
  if (wrong || !parsed)
    return fields.refuse(
      'saved',
      'segment/broken',
      `The saved segment “${name}” cannot be read: ${wrong?.message ?? ''}`,
      'Open it and mend it.',
    );
  known.set(name, reading.conditions - before);
  return { saved: name };
}

function readDid(fields: Fields, reading: SegmentReading): Segment | undefined {
  const did = parseEventMatch(fields.raw('did'), fields.at('did'), fields.problems);
  const times = fields.object('times');
  const amount = times && readAmount(times, TIMES_OPERATORS, true);
  times?.done();
  const within = readWithin(fields, reading.zone);
  const days = fields.boolean('days');
  return (
    did && { did, ...(amount && { times: amount }), ...(within && { within }), ...(days !== undefined && { days }) }
  );
}

function readSum(fields: Fields, reading: SegmentReading): Segment | undefined {
  const sum = fields.string('sum');
  const of = fields.has('of')
    ? parseEventMatch(fields.raw('of'), fields.at('of'), fields.problems)
    : fields.refuse('of', 'document/missing', 'Of which events?', 'Give an event, or {} for any.');
  const amount = readAmount(fields, SUM_OPERATORS, false);
  const within = readWithin(fields, reading.zone);
  if (sum === '') return fields.refuse('sum', 'document/missing', 'A sum needs the name of a numeric property.');
  return sum && of && amount ? { sum, of, ...amount, ...(within && { within }) } : undefined;
}

function readSequence(fields: Fields): Segment | undefined {
  const sequence = parsePattern(fields.raw('sequence'), fields.at('sequence'), fields.problems);
  const within = readDuration(fields, 'within');
  return sequence && { sequence, ...(within && { within }) };
}

function readPerson(fields: Fields): Segment | undefined {
  const value = fields.raw('person');
  const at = fields.oneOf('at', ['first', 'last']);
  if (isObject(value) && ['all', 'any', 'not'].some((name) => name in value))
    return fields.refuse(
      'person',
      'segment/person',
      'This takes one condition.',
      'Put all, any and not around rules on people.',
    );
  const person = parseRule(value, fields.at('person'), fields.problems);
  return person && 'property' in person ? { person, ...(at && { at }) } : undefined;
}

function readFunnel(fields: Fields, reading: SegmentReading): Segment | undefined {
  const { zone } = reading;
  const before = fields.problems.length;
  const funnel = reading.question(fields.raw('funnel'), fields.at('funnel'), fields.problems);
  reading.zone = zone;
  const word = fields.has('dropped') ? 'dropped' : 'reached';
  const step = fields.integer(word, 0, Number.MAX_SAFE_INTEGER);
  if (!fields.has(word)) fields.refuse('reached', 'document/missing', 'Which step?', 'Give `reached` or `dropped`.');
  if (!funnel || step === undefined || fields.problems.length > before) return undefined;
  const { unit, analysis } = funnel as Question & { unit?: unknown; analysis: { steps?: unknown[] } };
  if (analysis.kind !== 'funnel')
    return fields.refuse('funnel', 'segment/funnel', `This must be a funnel, not “${analysis.kind}”.`);
  if (isObject(unit)) return refuseValues(fields, 'funnel.unit');
  if (step >= (analysis.steps?.length ?? 0))
    return fields.refuse(word, 'segment/step', 'The funnel has no such step.', 'Steps count from 0.');
  return { funnel, [word]: step } as unknown as SegmentLeaf;
}

function readBehind(fields: Fields, reading: SegmentReading): Segment | undefined {
  const { zone } = reading;
  const before = fields.problems.length;
  const behind = reading.question(fields.raw('behind'), fields.at('behind'), fields.problems);
  reading.zone = zone;
  const pointer = fields.raw('pointer');
  if (!isObject(pointer))
    return fields.refuse(
      'pointer',
      'document/missing',
      'Which number?',
      'Give `pointer`, as for the people behind it.',
    );
  if (!behind || fields.problems.length > before) return undefined;
  if (isObject((behind as Question & { unit?: unknown }).unit)) return refuseValues(fields, 'behind.unit');
  return { behind, pointer: pointer as { [name: string]: Json } };
}

const refuseValues = (fields: Fields, name: string): undefined =>
  fields.refuse(
    name,
    'segment/values',
    'An analysis of values is not about people.',
    'Let it count people or sessions.',
  );

function readLifecycle(fields: Fields): Segment | undefined {
  const lifecycle = fields.oneOf('lifecycle', STATES);
  const asOf = fields.string('asOf');
  const silentAfter = readDuration(fields, 'silentAfter');
  const churnedAfter = readDuration(fields, 'churnedAfter');
  if (asOf !== undefined && localMidnight(asOf) === null)
    fields.refuse('asOf', 'document/date', `“${asOf}” is not a date.`, 'Give YYYY-MM-DD.');
  if (silentAfter && churnedAfter && durationMs(churnedAfter) < durationMs(silentAfter))
    fields.refuse('churnedAfter', 'segment/lifecycle', 'Nobody churns before falling silent.', 'Give a longer time.');
  if (!lifecycle) return undefined;
  return {
    lifecycle,
    ...(asOf !== undefined && { asOf }),
    ...(silentAfter && { silentAfter }),
    ...(churnedAfter && { churnedAfter }),
  };
}

const readDuration = (fields: Fields, name: string): Duration | undefined =>
  fields.has(name) ? parseDuration(fields.raw(name), fields.at(name), fields.problems) : undefined;
