import ts from 'typescript';
import { kindOf, readmes, roomOf, type Source } from './sources.ts';

export interface UsedCode {
  code: string;
  path: string;
  /** Whether it is in the README of the area it is named after, of where it is reported, or of the vocabulary. */
  listed: boolean;
}

const literals = (source: Source): string[] => {
  const script = source.path.endsWith('.svelte')
    ? [...source.text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : source.text;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(source.path, script, ts.ScriptTarget.Latest));
  return found;
};

const folderOf = (path: string): string => {
  const kind = kindOf(path);
  if (kind !== null) return `src/analyses/${kind}`;
  const room = roomOf(path)!;
  return room === 'workers' ? 'workers' : `src/${room}`;
};

/** The codes of problems in the code, and those that each README lists in the first column of a table. */
export const problemCodes = (
  sources: readonly Source[],
): { used: UsedCode[]; listed: ReadonlyMap<string, ReadonlySet<string>> } => {
  const listed = new Map(
    [...readmes()].map(([folder, text]) => [
      folder,
      new Set([...text.matchAll(/^\|\s*`([a-z][A-Za-z]*\/[a-z][A-Za-z]*)`/gm)].map((match) => match[1]!)),
    ]),
  );
  const listedAreas = [...listed.values()].flatMap((codes) => [...codes]).map((code) => code.split('/')[0]!);
  const areas = new Set([...sources.map(({ path }) => folderOf(path).split('/').at(-1)!), ...listedAreas]);
  areas.delete('workers');

  const used = sources.flatMap((source) =>
    [...new Set(literals(source))]
      .filter((text) => /^[a-z][A-Za-z]*\/[a-z][A-Za-z]*$/.test(text) && areas.has(text.split('/')[0]!))
      .map((code) => {
        const area = code.split('/')[0]!;
        const named = area === 'engine' ? ['src/engine', 'workers'] : [`src/${area}`, `src/analyses/${area}`];
        const homes = new Set([...named, folderOf(source.path), 'src/vocabulary']);
        return { code, path: source.path, listed: [...homes].some((home) => listed.get(home)?.has(code) === true) };
      }),
  );
  return { used, listed };
};
