import { random } from './random.ts';
import { workbook } from './workbook.ts';

/**
 * A shop’s exports of four channels as they come from four systems, and the table that says whose e-mail address is whose.
 * Sixty customers, each with a visitor of the web; twenty further visitors who never said who they are.
 */
export const CUSTOMERS = 60;
export const UNKNOWN_VISITORS = 20;
/** Flaws that were planted. */
export const PLANTED = {
  /** Rows of the web that are there twice. */
  repeats: 3,
  /** Rows of the web without any id. */
  withoutPerson: 2,
  /** Events of the web written “view product” instead of “View product”. */
  otherCase: 4,
  /** Calls whose start cannot be read. */
  unreadableTimes: 1,
  /** Orders, and lines of them. */
  orders: 45,
  orderLines: 90,
};

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 2, 2, 8);
const numberOf = (customer: number) => String(10_001 + customer);
const emailOf = (customer: number) => `kunde.${customer + 1}@example.com`;
const visitorOf = (visitor: number) => `w-${String(visitor + 1).padStart(4, '0')}`;
const isoOf = (ms: number) => new Date(ms).toISOString();
const two = (n: number) => String(n).padStart(2, '0');
const dayFirst = (ms: number) => {
  const date = new Date(ms);
  return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
};

export interface ChannelFile {
  /** With the folder it is in. */
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/** One folder of five files. */
export async function channelFiles(): Promise<ChannelFile[]> {
  const { int } = random(11);
  const at = (customer: number, day: number) => START + ((customer * 7 + day) % 60) * DAY_MS + int(36_000) * 1000;
  return [
    { path: 'shop/web/events.ndjson', bytes: utf8(webEvents(at)) },
    { path: 'shop/orders.csv', bytes: latin1(orders(at)) },
    { path: 'shop/call-centre.xlsx', bytes: await calls(at) },
    { path: 'shop/nps.csv', bytes: utf8(answers(at)) },
    { path: 'shop/customer-emails.csv', bytes: utf8(links()) },
  ];
}

type At = (customer: number, day: number) => number;

function webEvents(at: At): string {
  const lines: string[] = [];
  const line = (visitor: string | null, customer: number | null, event: string, ms: number) =>
    lines.push(
      JSON.stringify({
        anonymous_id: visitor,
        customer_id: customer === null ? null : numberOf(customer),
        event,
        timestamp: isoOf(ms),
        context: { page: `/p/${ms % 17}`, device: ms % 3 === 0 ? 'phone' : 'desktop' },
      }),
    );
  for (let visitor = 0; visitor < CUSTOMERS + UNKNOWN_VISITORS; visitor++) {
    const known = visitor < CUSTOMERS ? visitor : null;
    const ms = at(visitor, 0);
    line(visitorOf(visitor), null, 'Visit', ms);
    line(visitorOf(visitor), null, visitor < PLANTED.otherCase ? 'view product' : 'View product', ms + 60_000);
    line(visitorOf(visitor), known, known === null ? 'Leave' : 'Log in', ms + 120_000);
  }
  for (let i = 0; i < PLANTED.repeats; i++) lines.push(lines[i * 10]!);
  for (let i = 0; i < PLANTED.withoutPerson; i++) line(null, null, 'Visit', at(i, 5));
  return `${lines.join('\n')}\n`;
}

function orders(at: At): string {
  const lines = ['Bestellnummer;Kundennummer;Bestelldatum;Artikel;Menge;Betrag'];
  for (let order = 0; order < PLANTED.orders; order++) {
    const when = isoOf(at(order, 3)).replace('T', ' ').slice(0, 19);
    for (let part = 0; part < PLANTED.orderLines / PLANTED.orders; part++)
      lines.push(
        `B-${7000 + order};${numberOf(order)};${when};${part === 0 ? 'Küchenwaage' : 'Tür­stopper'.replace('\u00ad', '')};${1 + part};${20 + order}.${part}0`,
      );
  }
  return `${lines.join('\r\n')}\r\n`;
}

function calls(at: At): Promise<Uint8Array<ArrayBuffer>> {
  const rows: (string | number)[][] = [['Call ID', 'Customer number', 'Started at', 'Topic', 'Minutes']];
  const topics = ['Delivery', 'Refund', 'Invoice'];
  for (let call = 0; call < 25; call++) {
    const started =
      call < PLANTED.unreadableTimes
        ? 'yesterday'
        : isoOf(at(call * 2, 6))
            .replace('T', ' ')
            .slice(0, 19);
    rows.push([`C-${call + 1}`, numberOf((call * 2) % 36), started, topics[call % 3]!, 2 + (call % 9)]);
  }
  return workbook({ Calls: rows, About: [['Exported by the call centre, times in UTC']] });
}

function answers(at: At): string {
  const lines = ['Response ID,E-mail,Answered on,Score,Comment'];
  for (let answer = 0; answer < 30; answer++)
    lines.push(
      `R-${answer + 1},${emailOf(answer)},${dayFirst(at(answer, 20))},${(answer * 7) % 11},"${['Quick, and friendly all the way', 'The parcel came late and nobody could say why', 'Fine'][answer % 3]!}"`,
    );
  return `${lines.join('\n')}\n`;
}

const links = (): string =>
  `customer_number,email\n${Array.from({ length: CUSTOMERS }, (_, c) => `${numberOf(c)},${emailOf(c)}`).join('\n')}\n`;
