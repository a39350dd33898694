import type { Segment } from '#segments/spec.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseFunnel, type FunnelSpec } from './spec.ts';

/** What a question from a link or a document asks together though it cannot hold together, by field: `exclude[0]`. */
export function problemsOf(spec: FunnelSpec): (field: string) => string | undefined {
  const list: Problem[] = [];
  const fields = Fields.of(spec, '', list);
  if (fields) parseFunnel(fields, (value) => value as Segment);
  return (field) => {
    const found = list.find(({ at }) => at === field);
    return found && `${found.message} ${found.hint ?? ''}`.trim();
  };
}
