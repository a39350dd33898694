import { parseArgs } from 'node:util';
import { buildSite, siteIsStale, sitePath } from './build.mjs';
import { serve } from './serve.mjs';

const usage = `npm start -- [--port N] [--base /some/path/] [--built]

  --port N   exactly this port; otherwise the first free one from 4173 upwards
  --base P   serve under this path
  --built    serve what is built already, without looking whether it is up to date`;

const wrongUsage = (message) => {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
};

const options = (() => {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        base: { type: 'string', default: '/' },
        built: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    return wrongUsage(error.message);
  }
})();

if (options.help) {
  console.log(usage);
  process.exit(0);
}
const port = options.port === undefined ? undefined : Number(options.port);
if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536)) {
  wrongUsage(`--port takes a number from 0 to 65535, not ${options.port}.`);
}
const base = `/${options.base}/`.replace(/\/+/g, '/');

if (!options.built && siteIsStale() && !buildSite()) {
  console.error('The site could not be built.');
  process.exit(1);
}

try {
  const { address } = await serve({ root: sitePath, base, port, fixed: port !== undefined });
  console.log(`\nSojourn is at ${address}\nStop it with Ctrl+C.`);
} catch (error) {
  console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken.` : error.message);
  process.exit(1);
}
