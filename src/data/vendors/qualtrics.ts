import { isNumber } from '../column-type.ts';
import type { Vendor, VendorTable } from './vendor.ts';

const IMPORT_ID = /^\s*\{\s*"ImportId"/;
const LIKELY = /recommend|likel|satisf|rate|weiterempfehl|zufrieden|recomend|satisfac|评分|推荐|满意/i;

/** Responses. Under the names of the columns stand the questions, and under these the ids of an import. */
export const qualtrics: Vendor = {
  name: 'Qualtrics',
  recognise(table) {
    if (!table.has('StartDate', 'EndDate', 'ResponseId', 'Finished')) return null;
    const person = idsOf(table);
    const time = table.filled('EndDate', 'RecordedDate');
    return {
      ids: person.length > 0 ? person : table.ids(['response', 'ResponseId']),
      event: { constant: 'Survey response' },
      time,
      ...zoneOf(table),
      repeats: table.repeatsOf('ResponseId'),
      channel: table.from('DistributionChannel'),
      amount: null,
      score: scoreOf(table),
      comment: commentOf(table),
    };
  },
};

/** What the rows of the header say under the name of a column. */
function underName({ columns, read }: VendorTable, name: string): string[] {
  const place = columns.indexOf(name);
  return (read.sample.underNames ?? []).map((row) => row[place] ?? '');
}

function idsOf(table: VendorTable) {
  const asked = table.ids(['customer', 'ExternalReference', 'ExternalDataReference'], ['email', 'RecipientEmail']);
  return asked.filter(({ column }) => table.values(column).length > 0);
}

/** The zone of its times, as the ids of an import say it: `{"ImportId":"startDate","timeZone":"America/Denver"}`. */
function zoneOf(table: VendorTable): { zone?: string } {
  const said = underName(table, table.column('StartDate')!).find((value) => IMPORT_ID.test(value));
  const zone = /"timeZone"\s*:\s*"([^"]+)"/.exec(said ?? '')?.[1];
  if (zone === undefined) return {};
  return { zone: zone === 'Z' ? 'UTC' : zone };
}

/** The question of the net promoter score, else the first of a score on a scale up to ten. */
function scoreOf(table: VendorTable): string | null {
  const grouped = table.columns.find((name) => table.has(`${name}_NPS_GROUP`));
  if (grouped !== undefined) return grouped;
  const question = (name: string) => underName(table, name)[0] ?? '';
  const asked = table.columns.slice(table.columns.indexOf(table.column('ResponseId')!) + 1);
  return asked.find((name) => LIKELY.test(`${name} ${question(name)}`) && onScale(table.values(name))) ?? null;
}

const onScale = (values: readonly string[]): boolean =>
  values.length > 0 && values.every((value) => isNumber(value) && Number(value) >= 0 && Number(value) <= 10);

/** The question that is answered in words. */
function commentOf(table: VendorTable): string | null {
  const asked = table.columns.filter((name) => /^q/i.test(name));
  const written = asked.filter((name) => {
    const given = table.values(name);
    return given.length > 0 && given.filter((text) => /\S\s+\S+\s+\S/.test(text)).length >= 0.6 * given.length;
  });
  return written[0] ?? null;
}
