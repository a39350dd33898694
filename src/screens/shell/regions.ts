/** Moves focus to the next part of the page that is marked as a region, in the order of the page. */
export function nextRegion(backwards: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null || region.getClientRects().length > 0,
  );
  if (regions.length === 0) return;
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const step = backwards ? -1 : 1;
  const next = regions[(here + step + regions.length) % regions.length]!;
  next.tabIndex = -1;
  next.focus();
}
