import { tableFromArrays, tableToIPC, utf8 } from '@uwdata/flechette';
import type { NameRule } from '#data/setup.ts';
import { text } from '#sql/quote.ts';
import type { Breath } from './breath.ts';
import type { Database } from './database.ts';

const NAMES = 'sojourn_names';

/**
 * What each event name is called by rules that rename, merge and hide; null = hidden. Patterns are RE2 expressions,
 * which the database matches in time linear in the names.
 */
export async function renamed(
  names: string[],
  rules: readonly NameRule[],
  database: () => Promise<Database>,
  breath: Breath,
): Promise<(string | null)[]> {
  if (rules.length === 0 || names.length === 0) return names;
  const db = await database();
  const ipc = tableToIPC(tableFromArrays({ name: names }, { types: { name: utf8() } }), { format: 'stream' })!;
  db.query(`DROP TABLE IF EXISTS ${NAMES}`);
  db.insertArrow(NAMES, ipc);
  const matches = rules.map(({ match }, i) => `regexp_matches(name, ${text(match)}) AS r${i}`).join(', ');
  const out: (string | null)[] = [];
  for await (const batch of db.stream(`SELECT ${matches} FROM ${NAMES}`, breath)) {
    const columns = rules.map((_, i) => batch.getChild(`r${i}`)!);
    for (let i = 0; i < batch.numRows; i++) {
      let name: string | null = names[out.length]!;
      rules.forEach((rule, r) => {
        if (columns[r]!.get(i) === true) name = 'hide' in rule ? null : rule.as;
      });
      out.push(name);
    }
  }
  db.query(`DROP TABLE ${NAMES}`);
  return out;
}
