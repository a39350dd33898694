// The package's export "./blocking" names a file that is not in it, and the browser's file is not exported.
export * from '../node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-blocking';
