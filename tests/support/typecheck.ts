import { join, sep } from 'node:path';
import ts from 'typescript';

const parsed = new Map<string, ts.SourceFile>();

/** The tree as it is, but for folders that are not there. Every file is read and parsed once for all checks. */
const systemWithout = (hidden: readonly string[]): ts.System => {
  const gone = (path: string): boolean => {
    const own = path.replaceAll('/', sep);
    return hidden.some((folder) => own === folder || own.startsWith(folder + sep));
  };
  return {
    ...ts.sys,
    fileExists: (path) => !gone(path) && ts.sys.fileExists(path),
    readFile: (path, encoding) => (gone(path) ? undefined : ts.sys.readFile(path, encoding)),
    directoryExists: (path) => !gone(path) && ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path).filter((name) => !gone(join(path, name))),
    readDirectory: (...args) => ts.sys.readDirectory(...args).filter((path) => !gone(path)),
  };
};

/**
 * Type errors of the program that a tsconfig describes, as if `hidden` had been deleted.
 * @param hidden absolute paths of folders or files
 */
export const typeErrors = (tsconfig: string, hidden: readonly string[]): string[] => {
  const system = systemWithout(hidden);
  const format = (diagnostics: readonly ts.Diagnostic[]): string[] =>
    diagnostics.map((diagnostic) => {
      const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
      const { file, start } = diagnostic;
      if (!file) return message;
      return `${file.fileName}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1} ${message}`;
    });

  const config = ts.getParsedCommandLineOfConfigFile(tsconfig, undefined, {
    ...system,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(format([diagnostic]).join('\n'));
    },
  });
  if (!config) throw new Error(`${tsconfig} cannot be read.`);

  const host = ts.createCompilerHost(config.options);
  const program = ts.createProgram({
    rootNames: config.fileNames,
    options: config.options,
    host: {
      ...host,
      fileExists: system.fileExists,
      readFile: system.readFile,
      directoryExists: system.directoryExists,
      getDirectories: system.getDirectories,
      getSourceFile: (path, language) => {
        if (!system.fileExists(path)) return undefined;
        const key = `${path} ${JSON.stringify(language)}`;
        const known = parsed.get(key);
        if (known) return known;
        const file = host.getSourceFile(path, language);
        if (file) parsed.set(key, file);
        return file;
      },
    },
  });
  return format([...config.errors, ...ts.getPreEmitDiagnostics(program)]);
};
