import type { Colors } from 'picocolors/types.js';

/** Colours the tables of status: the heads are dim, and what is not ready stands out. */
export function paintTables(text: string, colors: Colors): string {
  return text
    .replaceAll(/^ *(partition|process) .*$/gm, (head) => colors.dim(head))
    .replaceAll(
      /^(\S(?:(?! yes ).)*? {2})(no|gone|refused|unknown)( .*)?$/gm,
      (_, before: string, ready: string, after = '') => `${before}${colors.red(ready)}${after}`,
    );
}
