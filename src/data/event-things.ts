import { words } from './role-names.ts';

/** What one row of a table is, by words of its file or of its number's column: the name of the event, in the words' language. */
const THINGS: Record<string, string> = {
  Order: 'order orders',
  Purchase: 'invoice invoices invoiceno purchase purchases sale sales receipt receipts retail checkout basket',
  Transaction: 'transaction transactions',
  Booking: 'booking bookings reservation reservations',
  Visit: 'visit visits',
  Call: 'call calls callcenter callcentre',
  Ticket: 'ticket tickets',
  'Survey response': 'survey surveys nps csat response responses questionnaire',
  Payment: 'payment payments',
  Return: 'return returns refund refunds',
  Delivery: 'delivery deliveries shipment shipments',
  Appointment: 'appointment appointments',
  Complaint: 'complaint complaints claim claims',
  Subscription: 'subscription subscriptions',
  Donation: 'donation donations',
  'E-mail': 'mailing mailings newsletter',
  Bestellung: 'bestellung bestellungen bestellnummer auftrag aufträge',
  Kauf: 'rechnung rechnungen rechnungsnummer kauf käufe verkäufe einkauf einkäufe kassenbon bon umsätze',
  Anruf: 'anruf anrufe telefonat telefonate',
  Besuch: 'besuch besuche',
  Umfrage: 'umfrage umfragen befragung befragungen',
  Zahlung: 'zahlung zahlungen',
  Buchung: 'buchung buchungen',
  Beschwerde: 'beschwerde beschwerden',
  订单: '订单 订单号 订单编号 订单id',
  购买: '购买 发票 发票号 交易 交易号 流水号',
  来电: '来电 通话 呼叫',
  问卷: '问卷 调查',
  工单: '工单',
  Pedido: 'pedido pedidos',
  Compra: 'compra compras venta ventas factura facturas',
  Llamada: 'llamada llamadas',
  Encuesta: 'encuesta encuestas',
  Commande: 'commande commandes',
  Achat: 'achat achats vente ventes facture factures',
  Appel: 'appel appels',
  Enquête: 'enquête enquêtes sondage sondages',
};
const thingOf = new Map(
  Object.entries(THINGS).flatMap(([thing, list]) => list.split(' ').map((word) => [word, thing] as const)),
);

/** What the words of a name say that one row is, or null. */
export function thingNamed(name: string): string | null {
  for (const word of words(name)) {
    const thing = thingOf.get(word);
    if (thing !== undefined) return thing;
  }
  const han = [...thingOf].find(([word]) => /\p{Script=Han}/u.test(word) && name.includes(word));
  return han?.[1] ?? null;
}

const EXTENSION =
  /(?:\.(?:csv|tsv|txt|tab|json|ndjson|jsonl|parquet|xlsx|xlsm|xls|xes|xml|arrow|feather|gz|zip|zst|br))+$/i;

const ABBREVIATIONS = new Set(['nps', 'csat', 'crm', 'pos', 'sms', 'erp', 'cdp']);
/** How an Excel workbook's table is named by the inspection: `calls.xlsx: sheet “Log”, not “Cover”`. */
const SHEET = /^(.*?): sheet “([^”]*)”/s;
const NO_TITLE =
  /^(?:\d+|export|exports|exported|final|copy|data|dump|q[1-4]|v\d+|utf|csv|table|tables|file|sheet\d*|tabelle\d*|sheet|tabelle)$/;

/** `exports/call_centre-2026-01.csv.gz` as `Call centre`: the name of a table's file in words, else that of its sheet. */
export function titleOfTable(table: string): string {
  const [, workbook, sheet] = SHEET.exec(table) ?? [];
  const file = (workbook ?? table).split(/[\\/]/).at(-1)!.trim();
  const bare = file.replace(EXTENSION, '');
  const parts = [bare.replace(/\.(?:xlsx|csv|zip)\b/gi, ' '), sheet ?? ''].map((name) =>
    words(name).filter((word) => !NO_TITLE.test(word)),
  );
  const title = (parts.find(({ length }) => length > 0) ?? [bare || file])
    .map((word) => (ABBREVIATIONS.has(word) ? word.toUpperCase() : word))
    .join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** What a table's file, or its sheet, says that one row is, or null. */
export const thingOfName = (table: string): string | null =>
  thingNamed(titleOfTable(table)) ?? thingNamed(SHEET.exec(table)?.[2] ?? '');

/** `Visits` as `Visit`, where that is easy. */
export const singular = (title: string): string =>
  title
    .replace(/(?<=\p{L}{2})ies$/u, 'y')
    .replace(/(?<=(?:ch|sh|x|ss))es$/u, '')
    .replace(/(?<=\p{L}{2}[^siu\d\P{L}])s$/u, '');
