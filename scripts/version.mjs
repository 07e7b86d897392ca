// Cuts a release: gives every package and the chart the version of package.json at the top, and what is unreleased in CHANGELOG.md
// that heading. `npm run release:version` after changing it there. The commit of that heading is the release, also for a clone without
// tags: `npm run test:rolling` takes its build as the last release.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const edit = (file, pattern, text) => writeFileSync(file, readFileSync(file, 'utf8').replaceAll(pattern, text));
for (const file of globSync('packages/*/package.json'))
  edit(file, /^ {2}"version": ".*"/gm, `  "version": "${version}"`);
edit('deploy/helm/Chart.yaml', /^(version|appVersion): .*$/gm, `$1: ${version}`);
for (const file of ['README.md', 'docs/comparison.md'])
  edit(file, /This is version [\d.]+\d/g, `This is version ${version}`);
for (const file of ['README.md', 'docs/start.md', 'docs/deployment.md'])
  edit(file, /cueline-[\d.]+\d\.tgz/g, `cueline-${version}.tgz`);
if (!readFileSync('CHANGELOG.md', 'utf8').includes(`\n## ${version} - `))
  edit(
    'CHANGELOG.md',
    /^## Unreleased$/gm,
    `## Unreleased\n\n## ${version} - ${new Date().toISOString().slice(0, 10)}`,
  );
