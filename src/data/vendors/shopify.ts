import type { Vendor } from './vendor.ts';

/** https://help.shopify.com/manual/fulfillment/managing-orders/exporting-orders: a row for each line of an order. */
export const shopify: Vendor = {
  name: 'Shopify',
  recognise(table) {
    if (!table.has('Name', 'Created at', 'Lineitem name', 'Financial Status')) return null;
    return {
      ids: table.ids(['email', 'Email'], ['phone', 'Phone']),
      event: { constant: 'Order' },
      time: table.column('Created at'),
      oneEventPer: table.column('Name'),
      // only the first line of an order has its total
      amount: table.filled('Total', 'Subtotal'),
      channel: table.from('Source'),
      score: null,
      comment: null,
    };
  },
};
