/** The parts of `navigator.locks` that are used. */
export interface Locks {
  request<T>(
    name: string,
    options: { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal },
    granted: (lock: object | null) => Promise<T> | T,
  ): Promise<T>;
}

/** The parts of a `BroadcastChannel` that are used. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void;
  close(): void;
}

/** How tabs hear of each other. Without locks every tab believes to be the only one. */
export interface Tabs {
  locks: Locks | null;
  channel: (() => Channel) | null;
  /** How long to wait for a workspace that another seems to hold: a worker that was ended lets go a moment later. */
  graceMs: number;
  /** How long another tab has to save and let go before it is taken from it. */
  patienceMs: number;
}

export interface Holder {
  /** Another tab wants to go on with it: save now. Awaited before the workspace is let go. */
  asked(): Promise<void>;
  /** Another tab has it now: nothing can be saved here any more. */
  lost(): void;
}

/** The right to write a workspace, in one realm of one tab at a time. */
export interface Hold {
  readonly lost: boolean;
  release(): void;
}

/** Held by whoever writes a workspace. */
export const lockName = (id: string): string => `sojourn/workspace/${id}`;

/** `free`: only if nobody has it. `wait`: for a moment. `take`: who has it is asked to save and let go, or loses it. */
export type Urgency = 'free' | 'wait' | 'take';

/** Null where another tab has it. */
export async function hold(id: string, tabs: Tabs, holder: Holder, urgency: Urgency): Promise<Hold | null> {
  let lost = false;
  let ended = false;
  let channel: Channel | null = null;
  const lose = (): void => {
    if (ended) return;
    lost = true;
    ended = true;
    channel?.close();
    holder.lost();
  };
  const release = await taken(id, tabs, urgency, lose);
  if (!release) return null;
  const end = (): void => {
    ended = true;
    channel?.close();
    release();
  };
  channel = tabs.channel?.() ?? null;
  let asked = false;
  channel?.addEventListener('message', ({ data }) => {
    if (ended || asked || (data as { letGo?: unknown }).letGo !== id) return;
    asked = true;
    void holder.asked().finally(() => {
      lose();
      release();
    });
  });
  return {
    get lost() {
      return lost;
    },
    release: () => {
      if (!ended) end();
    },
  };
}

async function taken(id: string, tabs: Tabs, urgency: Urgency, stolen: () => void): Promise<(() => void) | null> {
  const { locks } = tabs;
  if (!locks) return () => undefined;
  const free = await request(locks, id, { ifAvailable: true }, stolen);
  if (free || urgency === 'free') return free;
  if (urgency === 'wait') return within(tabs.graceMs, locks, id, stolen);
  const channel = tabs.channel?.();
  channel?.postMessage({ letGo: id });
  const given = await within(tabs.patienceMs, locks, id, stolen);
  channel?.close();
  return given ?? request(locks, id, { steal: true }, stolen);
}

async function within(ms: number, locks: Locks, id: string, stolen: () => void): Promise<(() => void) | null> {
  try {
    return await request(locks, id, { signal: AbortSignal.timeout(ms) }, stolen);
  } catch (error) {
    // how a lock says that it was not free in time
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Resolves to what lets the lock go, or null where `ifAvailable` finds it taken. */
function request(
  locks: Locks,
  id: string,
  options: Parameters<Locks['request']>[1],
  stolen: () => void,
): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    let granted = false;
    locks
      .request(lockName(id), options, (lock) => {
        if (!lock) return resolve(null);
        granted = true;
        return new Promise<void>((release) => resolve(release));
      })
      .catch((error: unknown) => (granted ? stolen() : reject(error as Error)));
  });
}
