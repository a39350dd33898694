import type { OpenedLog } from '#engine/protocol.ts';
import type { Segment } from '#segments/spec.ts';
import type { SavedSegment } from '#state/saved-segments.ts';
import type { IconName } from '#ui/icons.ts';
import type { Property } from '#ui/rules/edit.ts';

/** Attributes of people first, then properties of events, each name once. */
export function personProperties({ attributes, properties }: OpenedLog): Property[] {
  const own = attributes.map((name): Property => ({ name, type: 'text' }));
  return [...own, ...properties.filter(({ name }) => !attributes.includes(name))];
}

export interface NewRule {
  name: string;
  icon: IconName;
  rule: Segment;
}

/** What can be added: each with a rule that already holds for somebody, to be changed in place. */
export function newRules(log: OpenedLog, saved: readonly SavedSegment[]): NewRule[] {
  const [first, second = first] = log.overview.eventNames;
  const did: Segment = { did: { event: first?.name ?? null } };
  const [property] = personProperties(log);
  const rules: (NewRule | null)[] = [
    { name: 'Did something', icon: 'check', rule: did },
    property
      ? { name: 'Has a property', icon: 'person', rule: { person: { property: property.name, op: 'isSet' } } }
      : null,
    {
      name: 'Did in an order',
      icon: 'right',
      rule: { sequence: { then: [{ event: first?.name ?? null }, { any: '*' }, { event: second?.name ?? null }] } },
    },
    { name: 'Stage of life', icon: 'clock', rule: { lifecycle: 'active' } },
    { name: 'One of these ids', icon: 'id', rule: { ids: [] } },
    saved[0] ? { name: 'In a saved segment', icon: 'people', rule: { saved: saved[0].name } } : null,
    { name: 'Group', icon: 'box', rule: { any: [did] } },
  ];
  return rules.filter((rule) => rule !== null);
}
