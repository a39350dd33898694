/**
 * Writes the demo story into static/demo, the same bytes every time: `node scripts/demo.mjs [outDir]`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chance } from './demo/random.mjs';
import { FIRST_DAY, shopRows } from './demo/shop.mjs';

const COLUMNS =
  'visitor_id,customer_id,event,time,channel,device,country,category,amount,payment_method,score,comment'.split(',');
const FIRST_MS = Date.parse(`${FIRST_DAY}T00:00:00Z`);
/** On 29 March at 2:00 the clocks of Berlin go to 3:00. */
const SUMMER_MS = Date.parse('2026-03-29T02:00:00Z');

const WITHOUT_VISITOR = 37;
const UNREADABLE = 18;
const REPEATS = 200;

/** A wall-clock minute of the story as ISO 8601 with its offset. @param {number} minute */
function timeText(minute) {
  const wall = FIRST_MS + Math.floor(minute * 60) * 1000;
  const skipped = wall >= SUMMER_MS && wall < SUMMER_MS + 3_600_000;
  const text = new Date(skipped ? wall + 3_600_000 : wall).toISOString().slice(0, 19);
  return `${text}${wall < SUMMER_MS ? '+01:00' : '+02:00'}`;
}

/** @param {string} field */
const quoted = (field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The flaws of a real export: rows without a person, times that are none, rows that came twice. */
function flawed(/** @type {string[][]} */ rows) {
  const luck = chance(37);
  const places = new Set();
  while (places.size < WITHOUT_VISITOR + UNREADABLE + REPEATS) places.add(luck.whole(rows.length));
  const [...at] = places;
  for (const place of at.slice(0, WITHOUT_VISITOR)) rows[place][0] = '';
  at.slice(WITHOUT_VISITOR, WITHOUT_VISITOR + UNREADABLE).forEach((place, i) => {
    const time = rows[place][3];
    rows[place][3] = ['2026-13-04 09:12:00', time.replace(/T\d\d/, 'T25'), 'yesterday', time.replace(/-\d\dT/, '-32T')][
      i % 4
    ];
  });
  const twice = new Set(at.slice(WITHOUT_VISITOR + UNREADABLE));
  return rows.flatMap((row, i) => (twice.has(i) ? [row, row] : [row]));
}

const rows = flawed(
  shopRows().map((row) => [
    row.visitor,
    row.customer,
    row.name,
    timeText(row.minute),
    row.channel,
    row.device,
    row.country,
    row.category,
    row.amount?.toFixed(2) ?? '',
    row.payment ?? '',
    row.score === undefined ? '' : String(row.score),
    row.comment ?? '',
  ]),
);
/** Whom each id stands for: a visitor and a customer of one row are one person, whenever the row was. */
const known = new Map();
const personOf = (id) => (known.has(id) && known.get(id) !== id ? personOf(known.get(id)) : id);
const whoOf = ([visitor, customer]) => (visitor ? `visitor ${visitor}` : customer && `customer ${customer}`);
for (const [visitor, customer] of rows)
  if (visitor && customer) known.set(personOf(`visitor ${visitor}`), personOf(`customer ${customer}`));
const usable = rows.filter((row) => whoOf(row) && !Number.isNaN(Date.parse(row[3])));
const days = usable.map(([, , , time]) => time.slice(0, 10));
const story = {
  title: 'Seven ways to pay',
  file: 'shop.csv.gz',
  events: usable.length,
  people: new Set(usable.map((row) => personOf(whoOf(row)))).size,
  firstDay: days.reduce((a, b) => (a < b ? a : b)),
  lastDay: days.reduce((a, b) => (a > b ? a : b)),
  sentence: 'A web shop added four ways to pay on 20 April. Find out who has left at payment since then, and why.',
};

const outDir = process.argv[2] ?? join(fileURLToPath(new URL('..', import.meta.url)), 'static', 'demo');
mkdirSync(outDir, { recursive: true });
const csv = [COLUMNS, ...rows].map((row) => row.map(quoted).join(',')).join('\n');
const packed = gzipSync(`${csv}\n`, { level: 9 });
writeFileSync(join(outDir, 'shop.csv.gz'), packed);
writeFileSync(join(outDir, 'shop.json'), `${JSON.stringify(story, null, 2)}\n`);
console.log(
  `${story.title}: ${rows.length} rows, ${story.events} events, ${story.people} people, ${packed.length} bytes`,
);
