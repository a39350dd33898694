import { isZone } from '#vocabulary/calendar.ts';
import { Fields, isObject } from '#vocabulary/fields.ts';
import type { Outcome, Problem } from '#vocabulary/problem.ts';
import { IDENTITY_RULES, type Identity } from '#log/identity.ts';
import { TIME_FORMATS } from './mapping.ts';
import {
  TABLE_SHAPES,
  type ColumnOrConstant,
  type EventName,
  type NameRule,
  type Setup,
  type TableSetup,
} from './setup.ts';

/** Parts of a setup, as a mapping file holds them. A table is known by its name; what is left out is guessed. */
export interface SetupParts extends Partial<Omit<Setup, 'tables'>> {
  tables?: (Partial<TableSetup> & Pick<TableSetup, 'table'>)[];
}

const MOST_LINKS = 1_000_000;

/** A setup or parts of it from JSON, or every problem with its path; fields that are not known are refused. */
export function parseSetup(value: unknown): Outcome<SetupParts> {
  const problems: Problem[] = [];
  const fields = Fields.of(value, '', problems);
  if (!fields) return { ok: false, problems };
  const tables = fields.list('tables', (table, path) => readTable(table, path, problems));
  const names = fields.list('names', (rule, path) => readRule(rule, path, problems));
  const identity = fields.object('identity');
  const read = identity && readIdentity(identity, problems);
  const leaveOut = pairs(fields, 'leaveOut', 'kind', 'id', problems);
  fields.done();
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: kept({ tables, names, identity: read, leaveOut }) };
}

/** Without what is absent. */
const kept = <T extends object>(value: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;

function readTable(value: unknown, path: string, problems: Problem[]) {
  const fields = Fields.of(value, path, problems);
  if (!fields) return undefined;
  const table = needed(fields, 'table');
  const read: { [K in keyof Omit<TableSetup, 'table'>]: TableSetup[K] | undefined } = {
    columns: texts(fields, 'columns'),
    skip: fields.boolean('skip'),
    shape: fields.oneOf('shape', TABLE_SHAPES),
    ids: pairs(fields, 'ids', 'column', 'kind', problems),
    withoutId: readWithoutId(fields, problems),
    event: orNull(fields, 'event', () => readEvent(fields, problems)),
    time: orNull(fields, 'time', () => fields.string('time')),
    timeFormat: fields.oneOf('timeFormat', TIME_FORMATS),
    zone: readZone(fields),
    milestones: pairs(fields, 'milestones', 'column', 'event', problems),
    oneEventPer: orNull(fields, 'oneEventPer', () => fields.string('oneEventPer')),
    repeats: readRepeats(fields, problems),
    channel: orNull(fields, 'channel', () => readChannel(fields)),
    amount: orNull(fields, 'amount', () => fields.string('amount')),
    score: orNull(fields, 'score', () => fields.string('score')),
    comment: orNull(fields, 'comment', () => fields.string('comment')),
    formulas: pairs(fields, 'formulas', 'name', 'sql', problems),
  };
  fields.done();
  return table === undefined ? undefined : kept<Partial<TableSetup> & Pick<TableSetup, 'table'>>({ table, ...read });
}

function needed(fields: Fields, name: string): string | undefined {
  const text = fields.string(name);
  if (text === undefined && !fields.has(name))
    fields.refuse(name, 'document/missing', `“${name}” is missing here.`, 'It is a text.');
  else if (text === '') fields.refuse(name, 'document/missing', 'This must not be empty.');
  return text;
}

/** A field that may be null, which says that there is none. */
function orNull<T>(fields: Fields, name: string, read: () => T | undefined): T | null | undefined {
  return fields.raw(name) === null ? null : read();
}

const text = (value: unknown, path: string, problems: Problem[]): string | undefined => {
  if (typeof value === 'string') return value;
  const message = `This must be text, not ${JSON.stringify(value)?.slice(0, 60) ?? 'nothing'}.`;
  problems.push({ code: 'document/type', at: path, message, severity: 'error' });
  return undefined;
};
const texts = (fields: Fields, name: string): string[] | undefined =>
  fields.list(name, (value, path) => text(value, path, fields.problems));

/** A list of objects of two texts. */
function pairs<A extends string, B extends string>(
  fields: Fields,
  name: string,
  a: A,
  b: B,
  problems: Problem[],
): Record<A | B, string>[] | undefined {
  return fields.list(name, (value, path) => {
    const pair = Fields.of(value, path, problems);
    if (!pair) return undefined;
    const [first, second] = [needed(pair, a), needed(pair, b)];
    pair.done();
    if (first === undefined || second === undefined) return undefined;
    return { [a]: first, [b]: second } as Record<A | B, string>;
  });
}

function readEvent(fields: Fields, problems: Problem[]): EventName | undefined {
  const event = fields.object('event');
  if (!event) return undefined;
  const forms = ['column', 'columns', 'firstOf', 'constant'].filter((name) => event.has(name));
  if (forms.length !== 1) {
    const message = 'An event is named by one of: a column, several columns, the first of several, a constant.';
    event.refuse('', 'document/choice', message, 'Give one of column, columns, firstOf, constant.');
    return undefined;
  }
  const before = problems.length;
  const read = {
    column: given(event, 'column'),
    constant: given(event, 'constant'),
    columns: texts(event, 'columns'),
    firstOf: texts(event, 'firstOf'),
    between: event.string('between'),
  };
  if (read.between !== undefined && read.columns === undefined)
    event.refuse('between', 'document/choice', 'Only several columns have something between them.');
  if (read.columns?.length === 0 || read.firstOf?.length === 0)
    event.refuse(forms[0]!, 'document/missing', 'This list must name a column.');
  event.done();
  if (problems.length > before) return undefined;
  if (read.columns) return { columns: read.columns, between: read.between ?? ' ' };
  if (read.firstOf) return { firstOf: read.firstOf };
  return read.column === undefined ? { constant: read.constant! } : { column: read.column };
}

/** A text that is not empty, where it is there at all. */
const given = (fields: Fields, name: string): string | undefined =>
  fields.has(name) ? needed(fields, name) : undefined;

function readChannel(fields: Fields): ColumnOrConstant | undefined {
  const channel = fields.object('channel');
  if (!channel) return undefined;
  const [column, constant] = [given(channel, 'column'), given(channel, 'constant')];
  channel.done();
  if ((column === undefined) === (constant === undefined))
    return channel.refuse(
      '',
      'document/choice',
      'A channel is a column or a constant.',
      'Give one of column, constant.',
    );
  return column === undefined ? { constant: constant! } : { column };
}

function readWithoutId(fields: Fields, problems: Problem[]): TableSetup['withoutId'] | undefined {
  if (!isObject(fields.raw('withoutId'))) return fields.oneOf<'none' | 'each'>('withoutId', ['none', 'each']);
  const own = Fields.of(fields.raw('withoutId'), fields.at('withoutId'), problems)!;
  const id = needed(own, 'id');
  own.done();
  return id === undefined ? undefined : { id };
}

function readRepeats(fields: Fields, problems: Problem[]): TableSetup['repeats'] | undefined {
  if (!isObject(fields.raw('repeats'))) return fields.oneOf<'keep' | 'drop'>('repeats', ['keep', 'drop']);
  const own = Fields.of(fields.raw('repeats'), fields.at('repeats'), problems)!;
  const column = needed(own, 'column');
  own.done();
  return column === undefined ? undefined : { column };
}

function readZone(fields: Fields): string | undefined {
  const zone = fields.string('zone');
  if (zone === undefined || isZone(zone)) return zone;
  const hint = 'Give an IANA name such as Europe/Berlin or UTC.';
  return fields.refuse('zone', 'document/zone', `“${zone}” is not a time zone.`, hint);
}

function readRule(value: unknown, path: string, problems: Problem[]): NameRule | undefined {
  const rule = Fields.of(value, path, problems);
  if (!rule) return undefined;
  const match = needed(rule, 'match');
  const [as, hide] = [given(rule, 'as'), rule.boolean('hide')];
  rule.done();
  if ((as === undefined) === (hide !== true))
    return rule.refuse('', 'document/choice', 'A rule renames events or hides them.', 'Give “as”, or “hide”: true.');
  if (match === undefined) return undefined;
  return as === undefined ? { match, hide: true } : { match, as };
}

function readIdentity(fields: Fields, problems: Problem[]): Identity | undefined {
  const rule = fields.oneOf('rule', IDENTITY_RULES);
  if (!fields.has('rule')) fields.refuse('rule', 'document/missing', 'How ids are linked needs its rule.');
  const kinds = texts(fields, 'kinds') ?? [];
  const cap = fields.integer('cap', 1, MOST_LINKS) ?? 10;
  const split = pairs(fields, 'split', 'kind', 'id', problems) ?? [];
  fields.done();
  return rule === undefined ? undefined : { rule, kinds, cap, split };
}
