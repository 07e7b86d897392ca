import { fileURLToPath } from 'node:url';

/** The rule file that runs when nothing is set. */
export const shippedRules = fileURLToPath(new URL('../../../../rules/default.yaml', import.meta.url));
