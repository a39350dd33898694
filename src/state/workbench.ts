import { createContext } from 'svelte';
import { Columns } from './columns.svelte.ts';
import type { EngineClient } from '#engine/client.ts';
import { Panels } from './panels.svelte.ts';
import { People } from './people.svelte.ts';
import { Proof } from './proof.svelte.ts';
import { Question } from './question.svelte.ts';
import { Run } from './run.svelte.ts';
import { Session } from './session.svelte.ts';
import { SharedLink } from './shared-link.svelte.ts';
import { Settings } from './settings.svelte.ts';

/** Everything that lives as long as the page, made once by the layout and given to the screens. */
export interface Workbench {
  engine: EngineClient;
  session: Session;
  question: Question;
  link: SharedLink;
  run: Run;
  people: People;
  columns: Columns;
  settings: Settings;
  proof: Proof;
  panels: Panels;
}

export const makeWorkbench = (engine: EngineClient): Workbench => ({
  engine,
  session: new Session(engine),
  question: new Question(),
  link: new SharedLink(),
  run: new Run(engine),
  people: new People(engine),
  columns: new Columns(engine),
  settings: new Settings(),
  proof: new Proof(engine),
  panels: new Panels(),
});

export const [useWorkbench, provideWorkbench] = createContext<Workbench>();
