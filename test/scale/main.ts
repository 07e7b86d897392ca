// What 10,000, 100,000 and 1,000,000 live calls need, from what was measured, and by simulation. `npm run scale`; docs/scale.md has what it prints.
import { scaleTables } from './scale-tables.js';

for (const [heading, table] of Object.entries(scaleTables())) console.log(`## ${heading}\n\n${table}\n`);
