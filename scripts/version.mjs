// Gives every package and the chart the version of package.json at the top. `npm run release:version` after changing it there.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const edit = (file, pattern, text) => writeFileSync(file, readFileSync(file, 'utf8').replaceAll(pattern, text));
for (const file of globSync('packages/*/package.json'))
  edit(file, /^ {2}"version": ".*"/gm, `  "version": "${version}"`);
edit('deploy/helm/Chart.yaml', /^(version|appVersion): .*$/gm, `$1: ${version}`);
edit('README.md', /This is version [\d.]+\d/g, `This is version ${version}`);
