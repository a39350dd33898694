/** The tabs of Data, and the one an address names. */
export const TABS = ['overview', 'files', 'rows', 'people', 'identity'] as const;
export type Tab = (typeof TABS)[number];

export const tabOf = (search: string): Tab =>
  TABS.find((tab) => tab === new URLSearchParams(search).get('tab')) ?? 'overview';

/** The address that shows a tab; the first needs no name. */
export function addressOf(tab: Tab, address: URL): URL {
  const url = new URL(address);
  if (tab === 'overview') url.searchParams.delete('tab');
  else url.searchParams.set('tab', tab);
  return url;
}
