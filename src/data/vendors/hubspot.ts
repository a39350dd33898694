import type { Milestone } from '../setup.ts';
import type { Vendor, VendorTable } from './vendor.ts';

/** Contacts, of which each date of a stage is an event. */
export const hubspotContacts: Vendor = {
  name: 'HubSpot',
  recognise(table) {
    const stages = table.columns.filter((name) => /^(?:became an? .+ date|hs_lifecyclestage_\w+_date)$/i.test(name));
    if (stages.length === 0 || !(table.has('Create Date') || table.has('createdate'))) return null;
    const milestones = [
      ...dated(table, 'Contact created', 'Create Date', 'createdate'),
      ...dated(table, 'First conversion', 'First Conversion Date', 'first_conversion_date'),
      ...stages.flatMap((column) => dated(table, stageOf(column), column)),
      ...dated(table, 'First deal created', 'First Deal Created Date', 'first_deal_created_date'),
    ];
    return {
      shape: 'milestones',
      ids: table.ids(
        ['contact', 'Record ID', 'Contact ID', 'hs_object_id', 'vid'],
        ['email', 'Email'],
        ['phone', 'Phone Number', 'phone'],
      ),
      event: null,
      time: null,
      milestones,
      channel: table.from('Original Traffic Source', 'Original Source', 'hs_analytics_source'),
      amount: null,
      score: null,
      comment: null,
    };
  },
};

/** Deals, of the contact that they belong to where the export says so. */
export const hubspotDeals: Vendor = {
  name: 'HubSpot',
  recognise(table) {
    if (!table.has('Deal Name', 'Deal Stage', 'Create Date')) return null;
    const contact = table.ids(['contact', 'Associated Contact IDs', 'Associated Contact ID', 'Associated Contact']);
    return {
      shape: 'milestones',
      ids: contact.length > 0 ? contact : table.ids(['deal', 'Record ID', 'Deal ID', 'Deal Name']),
      event: null,
      time: null,
      milestones: [
        ...dated(table, 'Deal created', 'Create Date'),
        ...entered(table),
        ...dated(table, 'Deal closed', 'Close Date'),
      ],
      channel: table.from('Original Traffic Source', 'Original Source'),
      amount: table.filled('Amount'),
      score: null,
      comment: null,
    };
  },
};

/** The first of the columns that has dates. */
function dated(table: VendorTable, event: string, ...names: string[]): Milestone[] {
  const column = table.filled(...names);
  return column === null ? [] : [{ column, event }];
}

/** `Date entered "Proposal (Sales Pipeline)"`. */
const entered = (table: VendorTable): Milestone[] =>
  table.columns
    .filter((name) => /^date entered ["“]/i.test(name) && table.filledRows(name) > 0)
    .map((column) => ({
      column,
      event: `Deal entered ${column.replace(/^date entered\s*/i, '').replace(/["“”]/g, '')}`,
    }));

/** `Became a Lead Date` as `Became a Lead`, `hs_lifecyclestage_lead_date` as `Became lead`. */
const stageOf = (column: string): string =>
  column.replace(/^hs_lifecyclestage_(\w+)_date$/i, 'Became $1').replace(/ date$/i, '');
