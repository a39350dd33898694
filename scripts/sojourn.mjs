import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildCli, cliIsStale, cliPath, root } from './build.mjs';

// npm starts scripts in the project's folder; file names on the command line are relative to where the user is.
const startedIn = process.env.INIT_CWD;
if (startedIn && process.env.npm_lifecycle_event === 'sojourn' && relative(root, process.cwd()) === '') {
  process.chdir(startedIn);
}

if (cliIsStale() && !buildCli({ quiet: true })) {
  console.error('The command line could not be built.');
  process.exit(1);
}
process.argv[1] = cliPath;
await import(pathToFileURL(cliPath).href);
