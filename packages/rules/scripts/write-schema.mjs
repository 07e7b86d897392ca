import { writeFileSync } from 'node:fs';
import { ruleFileJsonSchema } from '../dist/rule-file/json-schema.js';

// `npm run build`, then `npm --prefix packages/rules run schema`, whenever the format of rule files changes.
writeFileSync(
  new URL('../../../rules/schema.json', import.meta.url),
  `${JSON.stringify(ruleFileJsonSchema(), undefined, 2)}\n`,
);
