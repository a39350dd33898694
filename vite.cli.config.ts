import { defineConfig, type Plugin } from 'vite';

const shebang = '#!/usr/bin/env node\n';

const executable: Plugin = {
  name: 'executable',
  generateBundle(_, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type === 'chunk' && output.isEntry && !output.code.startsWith('#!')) {
        output.code = shebang + output.code;
      }
    }
  },
};

/** The command line as one file, so that it can be put in place in one step. */
export default defineConfig({
  plugins: [executable],
  publicDir: false,
  logLevel: 'warn',
  ssr: {
    target: 'node',
    noExternal: true,
    external: ['@duckdb/duckdb-wasm', 'apache-arrow', 'parquet-wasm'],
  },
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { format: 'es', entryFileNames: 'sojourn.js', codeSplitting: false } },
  },
});
