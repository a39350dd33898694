import { createContext } from 'svelte';
import { Attributes } from './attributes.svelte.ts';
import { Columns } from './columns.svelte.ts';
import type { EngineClient } from '#engine/client.ts';
import { Insight } from './insight.svelte.ts';
import { Linking } from './linking.svelte.ts';
import { Memory } from './memory.svelte.ts';
import { Panels } from './panels.svelte.ts';
import { People } from './people.svelte.ts';
import { Proof } from './proof.svelte.ts';
import { Quality } from './quality.svelte.ts';
import { Question } from './question.svelte.ts';
import { Run } from './run.svelte.ts';
import { Segments } from './segments.svelte.ts';
import { Session } from './session.svelte.ts';
import { SharedLink } from './shared-link.svelte.ts';
import { Settings } from './settings.svelte.ts';
import { WorkspaceState } from './workspace.svelte.ts';

/** Everything that lives as long as the page, made once by the layout and given to the screens. */
export interface Workbench {
  engine: EngineClient;
  session: Session;
  question: Question;
  link: SharedLink;
  run: Run;
  people: People;
  segments: Segments;
  insight: Insight;
  columns: Columns;
  attributes: Attributes;
  quality: Quality;
  linking: Linking;
  memory: Memory;
  settings: Settings;
  proof: Proof;
  panels: Panels;
  workspace: WorkspaceState;
}

export const makeWorkbench = (engine: EngineClient): Workbench => {
  const session = new Session(engine);
  const question = new Question();
  const run = new Run(engine);
  const people = new People(engine);
  const segments = new Segments(engine);
  return {
    engine,
    session,
    question,
    link: new SharedLink(),
    run,
    people,
    segments,
    insight: new Insight(engine),
    columns: new Columns(engine),
    attributes: new Attributes(engine),
    quality: new Quality(engine),
    linking: new Linking(engine),
    memory: new Memory(engine),
    settings: new Settings(),
    proof: new Proof(engine),
    panels: new Panels(),
    workspace: new WorkspaceState(engine, session, question, run, people, segments),
  };
};

export const [useWorkbench, provideWorkbench] = createContext<Workbench>();
