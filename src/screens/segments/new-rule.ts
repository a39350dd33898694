import { kinds } from '#analyses/registry.ts';
import type { OpenedLog } from '#engine/protocol.ts';
import type { Segment } from '#segments/spec.ts';
import type { SavedSegment } from '#state/saved-segments.ts';
import type { IconName } from '#ui/icons.ts';
import type { Property } from '#ui/rules/edit.ts';
import { newFunnel } from './funnel-question.ts';

/** Attributes of people first, then properties of events, each name once. */
export function personProperties({ attributes, properties }: OpenedLog): Property[] {
  const own = attributes.map((name): Property => ({ name, type: 'text' }));
  return [...own, ...properties.filter(({ name }) => !attributes.includes(name))];
}

/** Those that can be added up. */
export const numbersOf = ({ properties }: OpenedLog): Property[] => properties.filter(({ type }) => type === 'number');

export interface NewRule {
  name: string;
  icon: IconName;
  rule: Segment;
  /** What its own button says, where it has one. */
  button?: string;
}

/** What can be added: each with a rule that already holds for somebody, to be changed in place. */
export function newRules(log: OpenedLog, saved: readonly SavedSegment[], zone: string): NewRule[] {
  const { eventNames } = log.overview;
  const [first, second = first] = eventNames;
  const one = { event: first?.name ?? null };
  const other = { event: second?.name ?? null };
  const did: Segment = { did: one };
  const [property] = personProperties(log);
  const [number] = numbersOf(log);
  const rules: (NewRule | null)[] = [
    { name: 'Did something', icon: 'check', rule: did },
    property
      ? { name: 'Has a property', icon: 'person', rule: { person: { property: property.name, op: 'isSet' } } }
      : null,
    number ? { name: 'Has a total', icon: 'hash', rule: { sum: number.name, of: one, op: 'gt', value: 0 } } : null,
    { name: 'Stage of life', icon: 'clock', rule: { lifecycle: 'active' } },
    { name: 'One of these ids', icon: 'id', rule: { ids: [] } },
    saved[0] ? { name: 'In a saved segment', icon: 'people', rule: { saved: saved[0].name } } : null,
    { name: 'Group', icon: 'box', rule: { any: [did] }, button: 'Group' },
    {
      name: 'Did in an order',
      icon: 'right',
      rule: { sequence: { then: [one, { any: '*' }, other] } },
      button: 'Sequence, A then B',
    },
    kinds.has('funnel')
      ? {
          name: 'Reached a funnel step',
          icon: 'funnel',
          rule: { funnel: newFunnel([one, other], zone), reached: 1 },
          button: 'Reached a funnel step',
        }
      : null,
  ];
  return rules.filter((rule) => rule !== null);
}
