import type { Outcome } from '#vocabulary/problem.ts';
import { hold, type Hold, type Holder, type Tabs } from './hold.ts';
import { elsewhere } from './save.ts';

const settled = async (work: Promise<unknown>): Promise<void> => {
  await Promise.allSettled([work]);
};

/** What a tab was writing when it lost the workspace, the other has swept: files that are gone are no fault of the storage. */
async function unlessLost<T>(held: Hold, run: (lost: () => boolean) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await run(() => held.lost);
  } catch (error) {
    if (held.lost && error instanceof DOMException) return elsewhere();
    throw error;
  }
}

/** Which workspaces this realm may write, and one change after the other. */
export class WriteRights {
  readonly #tabs: Tabs;
  readonly #holds = new Map<string, Hold>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(tabs: Tabs) {
    this.#tabs = tabs;
  }

  /** Whether it was held before, is held now, or another tab has it. */
  async acquire(id: string, holder: Holder, take: boolean): Promise<'before' | 'now' | 'elsewhere'> {
    const had = this.#holds.get(id);
    if (had && !had.lost) return 'before';
    const asked = async (): Promise<void> => {
      await holder.asked();
      await settled(this.#last);
    };
    const held = await hold(id, this.#tabs, { asked, lost: () => holder.lost() }, take ? 'take' : 'wait');
    if (held) this.#holds.set(id, held);
    return held ? 'now' : 'elsewhere';
  }

  release(id: string): void {
    this.#holds.get(id)?.release();
    this.#holds.delete(id);
  }

  held(): string[] {
    return [...this.#holds.keys()];
  }

  /** Runs what writes a workspace: by the right held, or by one for as long as it takes. `lost` tells that it went meanwhile. */
  async writing<T>(id: string, run: (lost: () => boolean) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const had = this.#holds.get(id);
    // what was lost must be acquired anew, as the other tab may have changed it
    if (had?.lost) return elsewhere();
    if (had) return unlessLost(had, run);
    return (await this.briefly(id, run)) ?? elsewhere();
  }

  /** Null where anybody holds it. `take` takes it away at once, whoever does. */
  async briefly<T>(id: string, run: (lost: () => boolean) => Promise<T>, take = false): Promise<T | null> {
    let work: Promise<unknown> = Promise.resolve();
    const holder: Holder = { asked: () => settled(work), lost: () => undefined };
    const held = await hold(id, take ? { ...this.#tabs, patienceMs: 0 } : this.#tabs, holder, take ? 'take' : 'free');
    if (!held) return null;
    try {
      const running = run(() => held.lost);
      work = running;
      return await running;
    } finally {
      held.release();
    }
  }

  inOrder<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(run);
    this.#last = settled(turn);
    return turn;
  }
}
