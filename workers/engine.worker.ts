import { expose } from 'comlink';
import type { WorkerApi, WorkerStart } from '#engine/protocol.ts';
import { closeTheDoors, requestsMade, watchRequests } from './no-way-out.ts';
import { WorkspaceEngine } from './workspace-engine.ts';

// The name of the worker carries what it must know before anything else runs.
const start = JSON.parse(self.name) as WorkerStart;
closeTheDoors(start.engineFiles);

// Held for as long as this worker lives: the page is granted it only by our death, which fires no event of its own.
const held = new Promise<void>((resolve) => {
  if (!navigator.locks) return resolve();
  void navigator.locks.request(start.lock, () => {
    resolve();
    return new Promise(() => undefined);
  });
});

class WorkerEngine extends WorkspaceEngine implements WorkerApi {
  readonly ready = (): Promise<void> => held;
  readonly watch = watchRequests;
  readonly requests = requestsMade;
}

expose(new WorkerEngine(start.zone) satisfies WorkerApi);
