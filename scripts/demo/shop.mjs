import { MORE, PAYMENT, PRAISE, PROBLEM } from './comments.mjs';
import { chance } from './random.mjs';

/**
 * A web shop from 2 March to 21 May 2026. On 20 April it adds four ways to pay to its three, and from then on more people leave
 * at payment, most of them on phones.
 *
 * Minutes count from the first midnight on the shop's wall clock.
 * @typedef {{ minute: number, name: string, amount?: number, payment?: string, score?: number, comment?: string }} Moment
 * @typedef {Moment & { visitor: string, customer: string, channel: string, device: Device, country: string, category: string }} Row
 * @typedef {'Phone' | 'Desktop' | 'Tablet'} Device
 * @typedef {{ cart: number, checkout: number, payment: number, order: number }} Shares  who of the step before goes on
 */

export const FIRST_DAY = '2026-03-02';
export const DAYS = 81;
/** 20 April. */
const CHANGE_DAY = 49;
/** 29 March, when clocks go forward. */
const CLOCKS_DAY = 27;
const DAY = 1440;
export const VISITORS = 7240;

/** @type {Record<Device, { before: Shares, after: Shares }>} */
const SHARES = {
  Phone: {
    before: { cart: 0.545, checkout: 0.64, payment: 0.845, order: 0.87 },
    after: { cart: 0.51, checkout: 0.67, payment: 0.84, order: 0.47 },
  },
  Desktop: {
    before: { cart: 0.62, checkout: 0.67, payment: 0.845, order: 0.87 },
    after: { cart: 0.61, checkout: 0.68, payment: 0.84, order: 0.8 },
  },
  Tablet: {
    before: { cart: 0.54, checkout: 0.67, payment: 0.84, order: 0.87 },
    after: { cart: 0.52, checkout: 0.66, payment: 0.82, order: 0.74 },
  },
};

const CHANNELS = { Direct: 32, Search: 28, Newsletter: 18, Social: 14, Partner: 8 };
const DEVICES = /** @type {Record<Device, number>} */ ({ Phone: 56, Desktop: 36, Tablet: 8 });
const COUNTRIES = { Germany: 62, Austria: 14, Netherlands: 13, Switzerland: 11 };
const CATEGORIES = { Lighting: 28, Textiles: 24, Kitchen: 21, Garden: 16, Furniture: 11 };
const OLD_PAYMENTS = { Card: 56, Wallet: 26, Invoice: 18 };
const NEW_PAYMENTS = {
  Card: 38,
  Wallet: 20,
  Instalments: 12,
  'Bank transfer': 10,
  Invoice: 9,
  'Pay on delivery': 7,
  'Gift card': 4,
};
/** Visits by the hour of the day. */
const HOURS = [1, 0.4, 0.2, 0.2, 0.2, 0.4, 1, 2, 3, 4, 5, 5, 6, 5, 4, 4, 5, 6, 7, 8, 9, 8, 5, 2.5];
/** And by weekday from Monday. */
const WEEKDAYS = [1, 0.95, 0.95, 1, 0.9, 1.1, 1.25];

/** @returns {Row[]} in the order of time */
export function shopRows() {
  const luck = chance(20_260_420);
  /** @type {Row[]} */
  const rows = [];
  /** @type {string[]} */
  const customers = [];
  const numbers = shuffled(luck, VISITORS);
  for (const number of numbers) {
    const visitor = `v-${String(number + 1).padStart(5, '0')}`;
    const device = luck.pick(DEVICES);
    const country = luck.pick(COUNTRIES);
    let customer = '';
    let ordered = false;
    const tried = new Set();
    for (const start of visitsOf(luck)) {
      const later = start >= CHANGE_DAY * DAY;
      const shops = ordered ? luck.happens(0.3) : !tried.has(later);
      const category = luck.pick(CATEGORIES);
      const channel = luck.pick(CHANNELS);
      const moments = visit(luck, {
        start,
        later,
        device,
        newsletter: channel === 'Newsletter',
        shops,
        known: ordered,
      });
      if (shops && moments.some(({ name }) => name === 'View product')) tried.add(later);
      for (const moment of moments) {
        if (moment.name === 'Place order') {
          ordered = true;
          // a second device or a browser that forgot: the same customer under another visitor's id
          if (customer === '' && customers.length > 50 && luck.happens(0.05)) customer = luck.oneOf(customers);
          else if (customer === '')
            customers.push((customer = `c-${String(10_000 + luck.whole(9) + customers.length * 9)}`));
        }
        if (moment.minute < DAYS * DAY) rows.push({ ...moment, visitor, customer, channel, device, country, category });
      }
    }
  }
  return rows.sort((a, b) => a.minute - b.minute);
}

/** @param {import('./random.mjs').Chance} luck @param {number} count */
function shuffled(luck, count) {
  const list = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = luck.whole(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

/** When a person comes: days apart, in the hours people shop. @param {import('./random.mjs').Chance} luck */
function visitsOf(luck) {
  let day = luck.whole(DAYS + 4) - 4;
  if (day < 0) day = luck.whole(DAYS);
  while (!luck.happens(WEEKDAYS[day % 7] / 1.25)) day = luck.whole(DAYS);
  const starts = [];
  do {
    const drawn = Number(luck.pick(/** @type {Record<string, number>} */ ({ ...HOURS })));
    // nobody comes in the hours around the one that the clocks skip
    const hour = day === CLOCKS_DAY && drawn < 4 ? 10 : drawn;
    starts.push(day * DAY + hour * 60 + luck.next() * 60);
    day += Math.max(1, Math.round(luck.around(6, 0.8)));
  } while (day < DAYS && luck.happens(0.6));
  return starts;
}

/**
 * @param {import('./random.mjs').Chance} luck
 * @param {{ start: number, later: boolean, device: Device, newsletter: boolean, shops: boolean, known: boolean }} about
 * @returns {Moment[]}
 */
function visit(luck, { start, later, device, newsletter, shops, known }) {
  /** @type {Moment[]} */
  const moments = [];
  let minute = start;
  /** @param {string} name @param {number} median minutes since the moment before @param {Partial<Moment>} [more] */
  const does = (name, median, more) => {
    // a phone is put down and taken up again, but seldom for more than half an hour
    if (moments.length > 0) minute += Math.min(28, Math.max(0.05, luck.around(median, 0.7)));
    moments.push({ minute, name, ...more });
  };
  if (newsletter && luck.happens(0.7)) does('Open newsletter', 1);
  does('Visit shop', 0.6);
  if (known && !shops && luck.happens(0.12)) {
    if (luck.happens(0.45)) does('Return item', 2);
    if (luck.happens(0.6)) does('Contact support', 4);
    if (luck.happens(0.4)) giveScore(luck, does, 'problem');
    return moments;
  }
  if (luck.happens(0.26)) does('Search', 0.8);
  if (!luck.happens(shops ? 0.92 : 0.7)) return moments;
  let views = 1;
  while (views < 7 && luck.happens(shops ? 0.36 : 0.2)) views += 1;
  for (let i = 0; i < views; i += 1) {
    does('View product', 1.4);
    if (i < views - 1 && luck.happens(0.12)) does('Search', 1);
  }
  if (shops) checkout(luck, does, SHARES[device][later ? 'after' : 'before'], later, device);
  else if (luck.happens(0.02)) does('Contact support', 3);
  return moments;
}

/**
 * @param {import('./random.mjs').Chance} luck
 * @param {(name: string, median: number, more?: Partial<Moment>) => void} does
 * @param {Shares} shares @param {boolean} later @param {Device} device
 */
function checkout(luck, does, shares, later, device) {
  if (!luck.happens(shares.cart)) return;
  does('Add to cart', 3.2);
  if (luck.happens(0.3)) does('View product', 1.6);
  if (luck.happens(0.18)) does('Add to cart', 2);
  if (!luck.happens(shares.checkout)) return;
  does('Start checkout', 2.7);
  if (!luck.happens(shares.payment)) {
    if (luck.happens(0.12)) giveScore(luck, does, 'problem');
    return;
  }
  const payments = later ? NEW_PAYMENTS : OLD_PAYMENTS;
  let payment = luck.pick(payments);
  does('Choose payment', 2.1, { payment });
  const changes = later ? (device === 'Phone' ? 0.38 : 0.24) : 0.07;
  for (let i = 0; i < 3 && luck.happens(changes); i += 1) {
    payment = luck.pick(payments);
    does('Change payment', 0.9, { payment });
  }
  if (!luck.happens(shares.order)) {
    if (luck.happens(later ? 0.34 : 0.15)) giveScore(luck, does, later ? 'payment' : 'problem');
    return;
  }
  const amount = Math.min(208.34, Math.max(3.73, luck.around(35, 0.75)));
  does('Place order', 1.5, { payment, amount: Math.round(amount * 100) / 100 });
  if (luck.happens(0.48)) giveScore(luck, does, luck.happens(0.15) ? 'problem' : 'praise');
}

/**
 * @param {import('./random.mjs').Chance} luck
 * @param {(name: string, median: number, more?: Partial<Moment>) => void} does
 * @param {'payment' | 'problem' | 'praise'} mood
 */
function giveScore(luck, does, mood) {
  const score = Number(
    luck.pick(
      mood === 'praise'
        ? { 5: 48, 4: 38, 3: 14 }
        : mood === 'payment'
          ? { 1: 44, 2: 36, 3: 20 }
          : { 1: 20, 2: 34, 3: 34, 4: 12 },
    ),
  );
  /** @type {Partial<Moment>} */
  const more = { score };
  if (luck.happens(mood === 'praise' ? 0.22 : 0.5)) {
    const said = luck.oneOf(mood === 'praise' ? PRAISE : mood === 'payment' ? PAYMENT : PROBLEM);
    more.comment = luck.happens(0.7) ? `${said} ${luck.oneOf(MORE)}` : said;
  }
  does('Give score', 1, more);
}
