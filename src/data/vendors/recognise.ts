import { timeReading } from '../column-type.ts';
import { amountFormulas, guessFurtherRoles } from '../guess-roles.ts';
import type { TableGuess, TableSetup } from '../setup.ts';
import { columnsOfName } from '../table-events.ts';
import { because, blankGuess, listed, type TableRead } from '../table-read.ts';
import { amplitude } from './amplitude.ts';
import { ga4 } from './ga4.ts';
import { hubspotContacts, hubspotDeals } from './hubspot.ts';
import { matomo } from './matomo.ts';
import { mixpanel } from './mixpanel.ts';
import { posthog } from './posthog.ts';
import { xes } from './xes.ts';
import { qualtrics } from './qualtrics.ts';
import { salesforceCampaignMembers } from './salesforce.ts';
import { segment } from './segment.ts';
import { shopify } from './shopify.ts';
import { snowplow } from './snowplow.ts';
import { VendorTable, type VendorShape } from './vendor.ts';

const VENDORS = [
  mixpanel,
  amplitude,
  posthog,
  segment,
  ga4,
  snowplow,
  matomo,
  shopify,
  hubspotContacts,
  hubspotDeals,
  salesforceCampaignMembers,
  qualtrics,
  xes,
];

/** The setup of a table that is an export of a vendor, or null where it is none, or not as the vendor writes it. */
export function recogniseVendor(read: TableRead): TableGuess | null {
  const table = new VendorTable(read);
  for (const vendor of VENDORS) {
    const shape = vendor.recognise(table);
    const guess = shape && guessOf(read, table, vendor.name, shape);
    if (guess) return guess;
  }
  return null;
}

function guessOf(read: TableRead, table: VendorTable, vendor: string, shape: VendorShape): TableGuess | null {
  const { ids, event, time, milestones = [], zone: ownZone, note } = shape;
  const columns = time === null ? milestones.map(({ column }) => column) : [time];
  const reading = timeReading(
    columns.flatMap((column) => table.values(column)),
    'time',
  );
  if (!reading || ids.length === 0) return null;
  const blank = blankGuess(read);
  const zone = reading.hasZone ? 'UTC' : (ownZone ?? read.browserZone);
  const taken = new Set([...ids.map(({ column }) => column), ...columns, ...columnsOfName(event)]);
  const further = guessFurtherRoles(read, taken);
  const setup: TableSetup = {
    ...blank.setup,
    shape: shape.shape ?? 'events',
    ids,
    event,
    time,
    timeFormat: reading.format,
    zone,
    milestones,
    oneEventPer: shape.oneEventPer ?? null,
    repeats: shape.repeats ?? 'keep',
    channel: shape.channel === undefined ? further.roles.channel : shape.channel,
    amount: shape.amount === undefined ? further.roles.amount : shape.amount,
    score: shape.score === undefined ? further.roles.score : shape.score,
    comment: shape.comment === undefined ? further.roles.comment : shape.comment,
    formulas: amountFormulas(read, shape.amount === undefined ? further.roles.amount : shape.amount),
  };
  const reasons = [
    because('shape', `Its columns are those of an export of ${vendor}.${note === undefined ? '' : ` ${note}`}`),
  ];
  const said = (field: keyof TableSetup, what: string, names: readonly string[]) => {
    if (names.length > 0) reasons.push(because(field, `${vendor} says ${what} in ${listed(names)}.`));
  };
  said(
    'ids',
    'who',
    ids.map(({ column }) => column),
  );
  said('event', 'what happened', columnsOfName(event));
  said(time === null ? 'milestones' : 'time', time === null ? 'when each stage was reached' : 'when', columns);
  for (const field of ['channel', 'amount', 'score', 'comment'] as const) {
    const found = setup[field];
    const column = typeof found === 'string' || found === null ? found : 'column' in found ? found.column : null;
    said(field, `the ${field}`, column === null ? [] : [column]);
  }
  if (!reading.hasZone)
    reasons.push(
      because(
        'zone',
        ownZone === undefined
          ? `Its times name no zone: read as ${zone}, your browser’s zone.`
          : `${vendor} writes its times in ${zone}.`,
      ),
    );
  if (typeof setup.repeats === 'object')
    reasons.push(
      because('repeats', `“${setup.repeats.column}” is another one for each event: rows that repeat it are dropped.`),
    );
  if (setup.oneEventPer !== null && note === undefined)
    reasons.push(because('oneEventPer', `Rows of one “${setup.oneEventPer}” are one event.`));
  return { setup, vendor, hasZone: reading.hasZone, reasons, questions: [] };
}
