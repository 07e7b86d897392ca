// What 10,000, 100,000 and 1,000,000 live calls need, from what was measured, and by simulation. `npm run scale -- --help`
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Measured, MEASURED_FILE } from './measured.js';
import { withTables } from './with-tables.js';

const help = `npm run scale -- [--from FILE,...] [--write]

Prints the tables of docs/scale.md.

  --from   what \`npm run bench -- --json FILE\` has written: its figures take effect (test/scale/measured.json). Of several files, for
           parts of the benchmark that ran by themselves, each adds what it has
  --write  writes the tables into docs/scale.md`;

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const DOCUMENT = new URL('../../docs/scale.md', import.meta.url);

if (values.help) console.log(help);
else {
  if (values.from !== undefined) {
    const files = values.from.split(',').map((file): unknown => JSON.parse(readFileSync(file, 'utf8')));
    const known: unknown = JSON.parse(readFileSync(MEASURED_FILE, 'utf8'));
    const measured = Measured.parse(Object.assign({}, known, ...files));
    writeFileSync(MEASURED_FILE, `${JSON.stringify(measured, undefined, 2)}\n`);
  }
  const { scaleTables } = await import('./scale-tables.js'); // reads them
  const tables = scaleTables();
  for (const [heading, table] of Object.entries(tables)) console.log(`## ${heading}\n\n${table}\n`);
  if (values.write) writeFileSync(DOCUMENT, withTables(readFileSync(DOCUMENT, 'utf8'), tables));
}
