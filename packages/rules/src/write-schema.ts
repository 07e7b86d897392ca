import { writeFileSync } from 'node:fs';
import { ruleFileJsonSchema } from './json-schema.js';

// `npm --prefix packages/rules run schema` after a build, whenever the format of rule files changes.
writeFileSync(
  new URL('../../../rules/schema.json', import.meta.url),
  `${JSON.stringify(ruleFileJsonSchema(), undefined, 2)}\n`,
);
