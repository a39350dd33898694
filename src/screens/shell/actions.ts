import { kinds } from '#analyses/registry.ts';
import type { Workbench } from '#state/workbench.ts';
import type { IconName } from '#ui/icons.ts';
import { kindIcon } from '../explore/kind-icon.ts';
import { askAsKind } from '../explore/new-question.ts';
import { editedOn } from './edited.ts';
import type { Workspaces } from './workspaces.ts';

export interface Action {
  name: string;
  group: 'Go to' | 'Ask' | 'Do' | 'Help';
  icon: IconName;
  keys?: string;
  run: () => void;
}

export const PLACES = ['/', '/data/', '/explore/', '/segments/'] as const;
export type Place = (typeof PLACES)[number];

/** Every command that would do something now, on the screen of this route. */
export function actions(
  bench: Workbench,
  route: string | null,
  go: (place: Place) => void,
  chooseFiles: () => void,
  workspaces: Workspaces,
): Action[] {
  const { session, question, segments, settings, panels, people, workspace } = bench;
  const list: Action[] = [{ name: 'Start', group: 'Go to', icon: 'mark', run: () => go('/') }];
  if (session.log) {
    list.push(
      { name: 'Data', group: 'Go to', icon: 'data', run: () => go('/data/') },
      { name: 'Explore', group: 'Go to', icon: 'explore', run: () => go('/explore/') },
      { name: 'Segments', group: 'Go to', icon: 'segments', run: () => go('/segments/') },
    );
    for (const kind of kinds.values()) {
      list.push({
        name: `${kind.action}: ${kind.answers}`,
        group: 'Ask',
        icon: kindIcon(kind.kind),
        run: () => {
          people.close();
          askAsKind(bench, kind);
          go('/explore/');
        },
      });
    }
  }
  if (session.log) list.push({ name: 'Find a person', group: 'Do', icon: 'person', run: () => panels.show('person') });
  list.push(
    { name: 'Open files', group: 'Do', icon: 'upload', run: chooseFiles },
    { name: 'Import a workspace', group: 'Do', icon: 'file', run: () => workspaces.chooseImport() },
  );
  const { id, name } = workspace;
  if (id !== null)
    list.push({
      name: 'Export the workspace',
      group: 'Do',
      icon: 'export',
      run: () => workspaces.export(id, name ?? ''),
    });
  const edited = editedOn(route, bench);
  if (edited?.canUndo) list.push({ name: 'Undo', group: 'Do', icon: 'undo', keys: 'Ctrl Z', run: () => edited.undo() });
  if (edited?.canRedo)
    list.push({ name: 'Redo', group: 'Do', icon: 'redo', keys: 'Ctrl Shift Z', run: () => edited.redo() });
  if ((route === '/explore' && question.document) || (route === '/segments' && segments.draft))
    list.push({ name: 'Show document', group: 'Do', icon: 'file', run: () => panels.show('document') });
  for (const theme of ['light', 'dark', 'system'] as const) {
    if (theme === settings.theme) continue;
    list.push({
      name: theme === 'system' ? 'Theme as the system says' : `Theme: ${theme}`,
      group: 'Do',
      icon: 'palette',
      run: () => settings.chooseTheme(theme),
    });
  }
  list.push(
    { name: 'What is stored, and every request', group: 'Do', icon: 'shield', run: () => panels.show('proof') },
    { name: 'Settings', group: 'Do', icon: 'settings', run: () => panels.show('settings') },
    { name: 'Keys', group: 'Help', icon: 'help', keys: '?', run: () => panels.show('keys') },
  );
  for (const { kind, label } of kinds.values())
    list.push({ name: `Help on ${label}`, group: 'Help', icon: 'help', run: () => panels.help(kind) });
  return list;
}
