/** Where the browser tests find the built site: under a sub-path, because that is where a static host may put it. */
export const base = '/some/sub/path/';
export const port = Number(process.env.SOJOURN_TEST_PORT ?? 4391);
