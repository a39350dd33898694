import type { Reroute } from '@sveltejs/kit';

/** `…/data/index.html`, as a saved link or a plain file server names it, is the page `…/data/`. */
export const reroute: Reroute = ({ url }) => url.pathname.replace(/index\.html$/, '');
