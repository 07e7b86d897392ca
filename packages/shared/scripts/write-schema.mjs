import { writeFileSync } from 'node:fs';
import { noticesJsonSchema } from '../dist/notices/notices-file.js';
import { platformJsonSchema } from '../dist/platform/json-schema.js';

// `npm run build`, then `npm --prefix packages/shared run schema`, whenever the format of platform files or notices files changes.
for (const [folder, schema] of Object.entries({ platforms: platformJsonSchema(), notices: noticesJsonSchema() })) {
  const file = new URL(`../../../${folder}/schema.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`);
}
