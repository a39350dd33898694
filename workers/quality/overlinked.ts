import { EXAMPLES, type Finder } from './look.ts';
import { many, percent } from './words.ts';

/** Ids linked to so many others that they link nothing. */
export const overlinkedIds: Finder = {
  looksAt: 'ids linked to many others',
  find({ opened, setup }) {
    const { ignored, ignoredTotal, kinds } = opened.facts.identity;
    if (ignoredTotal === 0) return Promise.resolve([]);
    const ids = kinds.reduce((sum, kind) => sum + kind.ids, 0);
    const cap = Math.max(...ignored.map(({ linkedTo }) => linkedTo));
    return Promise.resolve([
      {
        kind: 'overlinkedIds' as const,
        table: null,
        state: 'know' as const,
        title: `${many(ignoredTotal, 'id')} ${ignoredTotal === 1 ? 'links' : 'link'} nothing`,
        effect: `${percent(ignoredTotal / Math.max(1, ids))} of ids are seen with more than ${many(setup.identity.cap, 'other')}: likely a shared device, a default or a test. Linked, they would make one person of many.`,
        figure: many(ignoredTotal, 'id'),
        count: ignoredTotal,
        share: ignoredTotal / Math.max(1, ids),
        examples: ignored
          .slice(0, EXAMPLES)
          .map(({ kind, id, linkedTo }) => `${kind} ${id}: seen with ${many(linkedTo, 'other')}`),
        remedies: [{ label: 'Link them all the same', setup: { ...setup, identity: { ...setup.identity, cap } } }],
      },
    ]);
  },
};
