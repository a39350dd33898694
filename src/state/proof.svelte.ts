import type { EngineClient } from '#engine/client.ts';

/** A host that is never this one; the name is reserved for examples. */
const ELSEWHERE = 'https://example.org/sojourn-self-test';

export type SelfTest =
  | { is: 'untried' }
  | { is: 'trying' }
  | { is: 'stopped'; at: Date; directive: string | null }
  | { is: 'escaped'; at: Date };

export interface Request {
  url: string;
  ours: boolean;
  bytes: number;
}

/** Evidence that nothing leaves: what was requested, what is stored, and an attempt to send. */
export class Proof {
  readonly #engine: EngineClient;
  #requests = $state.raw<readonly Request[]>([]);
  #stored = $state<{ caches: string[]; bytes: number | null }>({ caches: [], bytes: null });
  #selfTest = $state.raw<SelfTest>({ is: 'untried' });

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  get requests(): readonly Request[] {
    return this.#requests;
  }
  get stored(): { caches: string[]; bytes: number | null } {
    return this.#stored;
  }
  get selfTest(): SelfTest {
    return this.#selfTest;
  }
  /** The policy this page was served with. */
  get policy(): string | null {
    return document.querySelector<HTMLMetaElement>('meta[http-equiv="content-security-policy" i]')?.content ?? null;
  }

  async look(): Promise<void> {
    const page = performance
      .getEntries()
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .map((entry) => ({ url: entry.name, bytes: entry.encodedBodySize }));
    this.#requests = [...page, ...this.#engine.requests()]
      .filter(({ url }) => url !== ELSEWHERE && /^https?:/.test(url))
      .map((request) => ({ ...request, ours: new URL(request.url).origin === location.origin }));
    this.#stored = {
      caches: 'caches' in globalThis ? await caches.keys() : [],
      bytes: (await navigator.storage?.estimate?.())?.usage ?? null,
    };
  }

  async tryToSend(): Promise<void> {
    this.#selfTest = { is: 'trying' };
    let directive: string | null = null;
    const heard = (event: SecurityPolicyViolationEvent) => (directive = event.effectiveDirective);
    document.addEventListener('securitypolicyviolation', heard);
    try {
      await fetch(ELSEWHERE, { method: 'POST', mode: 'no-cors', body: 'nothing' });
      this.#selfTest = { is: 'escaped', at: new Date() };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50)); // the violation is reported a task later
      this.#selfTest = { is: 'stopped', at: new Date(), directive };
    } finally {
      document.removeEventListener('securitypolicyviolation', heard);
    }
    await this.look();
  }

  /** Everything this site keeps in this browser. */
  async erase(): Promise<void> {
    for (const name of 'caches' in globalThis ? await caches.keys() : []) await caches.delete(name);
    for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? [])
      await registration.unregister();
    await this.look();
  }
}
