/** The path under which the console is served, without a slash at its end: the console writes it into the page. */
export const BASE = document.querySelector('meta[name="base-path"]')?.getAttribute('content') ?? '';
