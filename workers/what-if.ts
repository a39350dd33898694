import type { AnalysisDocument } from '#document/document.ts';
import type { LinkedSo, OnProgress, WhatIf } from '#engine/protocol.ts';
import type { EventLog } from '#log/event-log.ts';
import type { Identity } from '#log/identity.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import type { GivenPeople } from './person-attributes.ts';
import { resultOf, runKernel } from './run-analysis.ts';

const DAY_MS = 86_400_000;

/** The open log beside the one that other rules of linking make; the document must have been parsed. */
export async function whatIfOf(
  opened: OpenedLog,
  identity: Identity,
  document: AnalysisDocument | null,
  people: GivenPeople,
  breath: Breath,
  onProgress: OnProgress,
): Promise<WhatIf> {
  const now = await linkedSo(opened, document, breath, onProgress);
  const other = await opened.linkedBy(identity, people, breath, onProgress);
  return { now, then: await linkedSo(other, document, breath, onProgress) };
}

async function linkedSo(
  opened: OpenedLog,
  document: AnalysisDocument | null,
  breath: Breath,
  onProgress: OnProgress,
): Promise<LinkedSo> {
  const conversion = document && (await conversionOf(opened, document, breath, onProgress));
  return { identity: opened.facts.identity, cameBack: cameBack(opened.log), conversion };
}

/** Share of people whose last event is a day or more after their first. */
function cameBack({ personStart, time, facts }: EventLog): number {
  let back = 0;
  for (let p = 0; p + 1 < personStart.length; p++)
    if (time[personStart[p + 1]! - 1]! - time[personStart[p]!]! >= DAY_MS) back++;
  return back / Math.max(1, facts.people);
}

/** What the last step of a result that has steps has of the first; null of another. */
async function conversionOf(
  opened: OpenedLog,
  document: AnalysisDocument,
  breath: Breath,
  onProgress: OnProgress,
): Promise<number | null> {
  const ran = await runKernel(document, opened, breath, onProgress, 'numbers');
  const { steps } = (await resultOf(document, ran, opened, breath, 0)) as { steps?: { rateFromFirst?: number }[] };
  return steps?.[steps.length - 1]?.rateFromFirst ?? null;
}
