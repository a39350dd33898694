import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemCodes } from './support/problem-codes.ts';
import {
  codeFiles,
  isTest,
  isView,
  kindFolders,
  kindOf,
  reach,
  readSources,
  roomOf,
  root,
  type Source,
} from './support/sources.ts';

const sources = readSources();
const byPath = new Map(sources.map((source) => [source.path, source]));
const inRooms = sources.filter(({ path }) => roomOf(path) !== null && !isTest(path));

const pure = ['vocabulary', 'statistics', 'log', 'sql', 'data', 'segments', 'analyses', 'document'];
const drawn = ['charts', 'ui'];

/** Which rooms a room may import from, besides itself. */
const mayImport: Record<string, string[]> = {
  vocabulary: [],
  statistics: ['vocabulary'],
  log: ['vocabulary'],
  sql: ['vocabulary'],
  data: ['vocabulary', 'log', 'sql'],
  segments: ['vocabulary', 'log', 'sql'],
  analyses: ['vocabulary', 'statistics', 'log', 'sql', 'segments'],
  document: ['vocabulary', 'statistics', 'log', 'sql', 'data', 'segments', 'analyses'],
  workspace: pure,
  engine: [...pure, 'workspace'],
  charts: ['vocabulary'],
  ui: ['vocabulary'],
  state: [...pure, 'workspace', 'engine'],
  screens: [...pure, 'workspace', 'engine', 'state', ...drawn],
  routes: [...pure, 'workspace', 'engine', 'state', 'screens', ...drawn],
  workers: [...pure, 'workspace', 'engine'],
  cli: [...pure, 'workspace', 'engine', 'workers'],
};

/** Finer than rooms: the protocols are the only part of `engine` for those it serves, and a kind's views are drawn. */
const allowed = (source: Source, room: string, target: string, file: string): boolean => {
  const view = room === 'analyses' && isView(source.path);
  if (target === 'engine' && (view || room === 'workers' || room === 'cli'))
    return /^src\/engine\/(?:workspace-)?protocol\.ts$/.test(file);
  return mayImport[room]!.includes(target) || (view && ['charts', 'ui', 'data', 'document'].includes(target));
};

const roomImports = inRooms.flatMap((source) =>
  source.imports
    .filter(({ file }) => file !== null && roomOf(file) !== null)
    .map(({ specifier, file }) => ({ source, room: roomOf(source.path)!, specifier, file: file! })),
);

describe('rooms', () => {
  test('every folder of src is a room of the table', () => {
    const rooms = new Set(inRooms.map(({ path }) => roomOf(path)!));
    expect([...rooms].filter((room) => !(room in mayImport))).toEqual([]);
  });

  test('a room imports only from the rooms below it', () => {
    const wrong = roomImports
      .filter(({ room, file }) => room in mayImport && roomOf(file) !== room)
      .filter(({ source, room, file }) => !allowed(source, room, roomOf(file)!, file))
      .map(({ source, specifier }) => `${source.path} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  test('imports are #room/… between rooms and relative inside one', () => {
    const wrong = roomImports
      .filter(({ room, file, specifier }) => (roomOf(file) === room) === specifier.startsWith('#'))
      .filter(({ specifier }) => specifier !== '#bindings')
      .map(({ source, specifier }) => `${source.path} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  test('every imported file of the project is there', () => {
    const generated = /^(\.svelte-kit|static\/demo)\/|\/\$types$/;
    const known = new Set(codeFiles());
    const wrong = roomImports
      .filter(({ file }) => /\.(ts|svelte)$/.test(file) && !generated.test(file) && !known.has(file))
      .map(({ source, specifier }) => `${source.path} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  test('nothing but a kind gathers exports, and only in its index.ts', () => {
    const gathers = ({ path, text, imports }: Source): boolean => {
      if (!path.endsWith('.ts') || imports.every(({ file }) => file === null)) return false;
      const code = text
        .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
        .split(';')
        .map((statement) => statement.trim())
        .filter((statement) => statement !== '');
      return code.every((statement) => /^export\b[\s\S]*\bfrom\s*['"]/.test(statement));
    };
    const wrong = inRooms
      .filter((source) => (basename(source.path) === 'index.ts' || gathers(source)) && kindOf(source.path) === null)
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });
});

describe('kinds', () => {
  const parts = ['README.md', 'index.ts', 'spec.ts', 'kernel.ts', 'result.ts', 'View.svelte', 'Editor.svelte'];

  test.each(kindFolders())('%s has every part and carries the name of its folder', (kind) => {
    const missing = parts.filter((part) => !existsSync(join(root, 'src/analyses', kind, part)));
    expect(missing).toEqual([]);
    const named = [...byPath.values()].some(
      ({ path, text }) => path.startsWith(`src/analyses/${kind}/`) && text.includes(`kind: '${kind}'`),
    );
    expect(named, `kind: '${kind}'`).toBe(true);
  });

  test('nothing outside its folder imports a kind', () => {
    const wrong = sources.flatMap((source) =>
      source.imports
        .filter(({ file }) => file !== null && kindOf(file) !== null && kindOf(file) !== kindOf(source.path))
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test('only analyses, and tests, look for kinds by pattern', () => {
    const wrong = sources
      .filter(({ path }) => !isTest(path) && dirname(path) !== 'src/analyses')
      .flatMap(({ path, globs }) =>
        globs.filter((glob) => glob.includes('analyses/')).map((glob) => `${path}: ${glob}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe('realms', () => {
  const offPage = (path: string): boolean => {
    const room = roomOf(path);
    if (room === null || isTest(path)) return false;
    if (room === 'analyses') return !isView(path);
    return [...pure, 'workspace', 'workers', 'cli'].includes(room) || path === 'src/engine/protocol.ts';
  };

  test('what runs in a worker never reaches a component', () => {
    const wrong = inRooms
      .filter(({ path }) => offPage(path))
      .flatMap((source) =>
        [...reach(source, byPath)]
          .filter(([path]) => (roomOf(path) === 'analyses' && isView(path)) || drawn.includes(roomOf(path) ?? ''))
          .map(([, way]) => way.join(' → ')),
      );
    expect(wrong).toEqual([]);
  });

  test('vocabulary, statistics, log, sql, document and the pure parts of a kind name no package', () => {
    const bare = ['vocabulary', 'statistics', 'log', 'sql', 'segments', 'document', 'analyses'];
    const wrong = inRooms
      .filter(({ path }) => bare.includes(roomOf(path)!) && !isView(path))
      .flatMap(({ path, imports }) =>
        imports.filter(({ file }) => file === null).map(({ specifier }) => `${path} imports ${specifier}`),
      );
    expect(wrong).toEqual([]);
  });

  test('a library is named only in the room that is its home', () => {
    const homes: [RegExp, RegExp][] = [
      [/^@duckdb\/duckdb-wasm/, /^workers\/(database[^/]*|bindings-\w+|blocking)\.ts$/],
      [/^(apache-arrow|parquet-wasm)/, /^workers\//],
      [/^client-zip/, /^src\/workspace\//],
      [/^marked/, /^src\/ui\/markdown\//],
      [/^comlink/, /^(workers|src\/engine)\//],
      [/^(@observablehq\/plot|d3-)/, /^src\/(charts\/|analyses\/.*\/draw)/],
    ];
    const wrong = inRooms.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => {
          const name = specifier.replace(/^(\.\.\/)+node_modules\//, '');
          return homes.some(([library, home]) => library.test(name) && !home.test(path));
        })
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  test('none is longer than 400 lines', () => {
    const lines = (path: string) => readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length;
    expect(codeFiles().filter((path) => lines(path) > 400)).toEqual([]);
  });

  test('components are PascalCase, everything else kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.(ts|js|mjs|css)$/;
    const route = /^\+(page|layout|error|server)(\.server)?\.(svelte|ts)$/;
    const wrong = codeFiles().filter((path) => {
      const name = basename(path);
      if (path.startsWith('src/routes/') && route.test(name)) return false;
      return name.endsWith('.svelte') ? !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name) : !kebab.test(name);
    });
    expect(wrong).toEqual([]);
  });

  test('no name that says nothing', () => {
    const empty = /(^|-)(utils?|helpers?|manager|handler|process|common|misc)(\.|-|$)/;
    expect(codeFiles().filter((path) => empty.test(basename(path).toLowerCase()))).toEqual([]);
  });

  test('text is never markup', () => {
    const wrong = sources.filter(({ path, text }) => path.endsWith('.svelte') && text.includes('{@html'));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe('problem codes', () => {
  const { used, listed } = problemCodes(inRooms);

  test('every code is in the README of its area or of the room that reports it', () => {
    expect(used.filter((code) => !code.listed).map(({ code, path }) => `${code} of ${path}`)).toEqual([]);
  });

  test('every listed code is reported somewhere', () => {
    const codes = new Set(used.map(({ code }) => code));
    const wrong = [...listed].flatMap(([home, list]) =>
      [...list].filter((code) => !codes.has(code)).map((code) => `${code} in ${home}/README.md`),
    );
    expect(wrong).toEqual([]);
  });
});
