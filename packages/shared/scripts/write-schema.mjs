import { writeFileSync } from 'node:fs';
import { platformJsonSchema } from '../dist/platform/json-schema.js';

// `npm run build`, then `npm --prefix packages/shared run schema`, whenever the format of platform files changes.
writeFileSync(
  new URL('../../../platforms/schema.json', import.meta.url),
  `${JSON.stringify(platformJsonSchema(), undefined, 2)}\n`,
);
