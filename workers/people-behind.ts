import type { Pointer } from '#engine/protocol.ts';
import { Fields } from '#vocabulary/fields.ts';
import { ok, type Outcome, type Problem } from '#vocabulary/problem.ts';
import type { Ran } from './run-analysis.ts';

/** Indexes of the people behind a pointer, ascending. */
export function peopleBehind(ran: Ran, pointer: Pointer): Outcome<Uint32Array> {
  const problems: Problem[] = [];
  const fields = Fields.of(pointer, '', problems);
  const partial = fields && partialAsked(ran, fields);
  const people = fields && partial ? ran.kind.people(partial, fields, ran.spec, ran.log.people, ran.ofSegments) : null;
  fields?.done();
  return people && problems.length === 0 ? ok(people) : { ok: false, problems };
}

/** Of a comparison with segments, `segment` says of which one the number is, 0 for the first. */
function partialAsked({ partial, ofSegments }: Ran, fields: Fields): unknown {
  if (!fields.has('segment')) return partial;
  const segment = fields.integer('segment', 0, Math.max(0, ofSegments.length - 1));
  if (segment === undefined || ofSegments.length > 0) return segment === undefined ? null : ofSegments[segment];
  return fields.refuse('segment', 'engine/noSegment', 'This question compares no segments.', 'Leave it out.');
}
