import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [sveltekit()],
  // DuckDB's own glue calls eval where there is no file system; ours is kept from it by lint.
  worker: { format: 'es', rolldownOptions: { checks: { eval: false } } },
  server: { fs: { allow: ['workers'] } },
  build: { target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'workers/**/*.test.ts', 'tests/**/*.test.ts'],
    // One worker is left out by default: on two cores that halves them.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
