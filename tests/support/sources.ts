import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const generated = [join(root, 'tests/bench/data')];

const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return generated.includes(path) ? [] : walk(path);
  });

const filesUnder = (...folders: string[]): string[] =>
  folders
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap(walk)
    .map((path) => relative(root, path).replaceAll('\\', '/'))
    .sort();

export interface Import {
  /** As written: `#log/shard.ts`, `./spec.ts`, `svelte`. */
  specifier: string;
  /** The project's file it imports, from the root; null for a package or a mere address (`…?url`). */
  file: string | null;
}

export interface Source {
  /** From the root: `src/log/shard.ts`. */
  path: string;
  text: string;
  lines: number;
  imports: Import[];
  /** Patterns of `import.meta.glob`. */
  globs: string[];
}

/** The script of a component, or the whole of a module. */
const scriptOf = (path: string, text: string): string =>
  path.endsWith('.svelte')
    ? [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text;

/** Where `#area/…` leads, after package.json. `#bindings` has one file for each place it runs in: either will do. */
const packageImport = (specifier: string): string => {
  if (specifier === '#bindings') return 'workers/bindings-browser.ts';
  if (specifier.startsWith('#workers/')) return specifier.slice(1);
  return `src/${specifier.slice(1)}`;
};

/** Null for packages, and for files that are only named: starting a worker by its address is not importing its code. */
const resolved = (from: string, specifier: string): string | null => {
  if (specifier.includes('?')) return null;
  if (specifier.startsWith('#')) return packageImport(specifier);
  if (!specifier.startsWith('.')) return null;
  const file = posix.normalize(posix.join(posix.dirname(from), specifier));
  return file.startsWith('node_modules/') ? null : file;
};

const read = (path: string): Source => {
  const text = readFileSync(join(root, path), 'utf8');
  const script = scriptOf(path, text);
  const specifiers = ts.preProcessFile(script, true, true).importedFiles.map((file) => file.fileName);
  return {
    path,
    text,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: [...new Set(specifiers)].map((specifier) => ({ specifier, file: resolved(path, specifier) })),
    globs: [...script.matchAll(/import\.meta\.glob[\s\S]*?\(([\s\S]*?)\)/g)].flatMap((call) =>
      [...call[1]!.matchAll(/['"`](\.[^'"`]+)['"`]/g)].map((pattern) => pattern[1]!),
    ),
  };
};

/** Every text file of code in the project's rooms, tests and scripts. */
export const codeFiles = (): string[] => [
  ...filesUnder('src', 'workers', 'tests', 'scripts').filter((path) => /\.(ts|js|mjs|svelte|css)$/.test(path)),
  ...readdirSync(root).filter((name) => /\.(ts|js)$/.test(name)),
];

export const readSources = (): Source[] =>
  codeFiles()
    .filter((path) => /\.(ts|svelte)$/.test(path))
    .map(read);

export const isTest = (path: string): boolean =>
  /\.(test|spec)\.ts$/.test(path) || path.startsWith('tests/') || /\/(test|testing)(-|\/)/.test(path);

/** The room a file belongs to: `log`, `analyses`, `workers`; null for tests, scripts and configuration. */
export const roomOf = (path: string): string | null => {
  if (path.startsWith('workers/')) return 'workers';
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? null;
};

/** The kind a file belongs to: the name of its folder under `src/analyses`, where that has an `index.ts`. */
export const kindOf = (path: string): string | null => {
  const name = /^src\/analyses\/([^/]+)\//.exec(path)?.[1];
  return name !== undefined && existsSync(join(root, 'src/analyses', name, 'index.ts')) ? name : null;
};

export const kindFolders = (): string[] =>
  readdirSync(join(root, 'src/analyses'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && kindOf(`src/analyses/${entry.name}/index.ts`) !== null)
    .map((entry) => entry.name);

/** Parts of a kind, or of `analyses` itself, that draw: the rest runs in a worker. */
export const isView = (path: string): boolean =>
  /\.svelte(\.ts)?$/.test(path) || /^(draw|views)\b.*\.ts$/.test(basename(path));

/** What a file reaches through its imports, itself included, with the way there. */
export const reach = (from: Source, sources: ReadonlyMap<string, Source>): Map<string, string[]> => {
  const ways = new Map<string, string[]>([[from.path, [from.path]]]);
  const queue = [from];
  for (let source = queue.shift(); source !== undefined; source = queue.shift()) {
    for (const { file } of source.imports) {
      if (file === null || ways.has(file)) continue;
      ways.set(file, [...ways.get(source.path)!, file]);
      const next = sources.get(file);
      if (next) queue.push(next);
    }
  }
  return ways;
};

/** README files of a room: its own and, for `analyses`, those of the kinds. */
export const readmes = (): Map<string, string> =>
  new Map(
    filesUnder('src', 'workers')
      .filter((path) => basename(path) === 'README.md')
      .map((path) => [dirname(path), readFileSync(join(root, path), 'utf8')]),
  );
