import type { OpenedLog } from '#engine/protocol.ts';

/** More would be no comparison that anybody reads. */
const MOST = 60;

/** What people are compared in: attributes first; of ids and comments everybody has their own. */
export function comparedProperties({
  setup,
  attributes,
  properties,
}: Pick<OpenedLog, 'setup' | 'attributes' | 'properties'>): string[] {
  const own = new Set(setup.tables.flatMap(({ ids, comment }) => [...ids.map(({ column }) => column), comment]));
  const names = [...attributes, ...properties.map(({ name }) => name)];
  return [...new Set(names)].filter((name) => !own.has(name)).slice(0, MOST);
}
