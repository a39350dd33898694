import type { Milestone } from '../setup.ts';
import type { Vendor } from './vendor.ts';

/** Members of campaigns, by the names of fields or by those of reports: when each joined, and when they answered. */
export const salesforceCampaignMembers: Vendor = {
  name: 'Salesforce',
  recognise(table) {
    const responded = table.column('FirstRespondedDate', 'First Responded Date', 'Member First Responded Date');
    const joined = table.filled('CreatedDate', 'Created Date', 'Member First Associated Date');
    const campaign = table.column('CampaignId', 'Campaign ID', 'Campaign Name', 'Campaign: Campaign Name');
    if (responded === null || joined === null || campaign === null) return null;
    const milestones: Milestone[] = [{ column: joined, event: 'Added to campaign' }];
    if (table.filledRows(responded) > 0) milestones.push({ column: responded, event: 'Responded to campaign' });
    return {
      shape: 'milestones',
      ids: table.mostFilledFirst(
        table.ids(['contact', 'ContactId', 'Contact ID'], ['lead', 'LeadId', 'Lead ID'], ['email', 'Email']),
      ),
      event: null,
      time: null,
      milestones,
      channel: table.from('Campaign Type', 'CampaignType', 'Type', 'LeadSource', 'Lead Source'),
      amount: null,
      score: null,
      comment: null,
    };
  },
};
