// Makes the npm package `cueline` of what was built: the command, every process, the rules, the licences. `npm run pack`
//
// The packages of this repository are laid beside one another as here; what one imports from another by name becomes a path, so that
// nothing of the package's own has to be found in a registry.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeThirdParty } from './third-party.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const stage = join(root, 'dist/package');
const readManifest = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
const packages = readdirSync(join(root, 'packages'));
const manifests = new Map(packages.map((name) => [name, readManifest(`packages/${name}`)]));
const { version, license, engines } = readManifest('.');

/** `'@cueline/rules/masking'`, where it stands in a file, as the path from there. */
function withPaths(text, file) {
  return text.replaceAll(/(["'])@cueline\/([\w-]+)((?:\/[\w-]+)*)\1/g, (_, quote, name, subpath) => {
    const target = manifests.get(name)?.exports?.[`.${subpath}`]?.default;
    if (target === undefined) throw new Error(`${file}: @cueline/${name} does not export .${subpath}`);
    const path = relative(dirname(file), join('packages', name, target));
    return `${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`;
  });
}

function copyPackage(name) {
  const folder = join('packages', name);
  const files = readdirSync(join(root, folder), { recursive: true })
    .map((file) => join(folder, file))
    .filter((file) => /^packages\/[\w-]+\/(?:bin\/.*\.js|dist\/page\/.*\.\w+|dist\/.*\.js|src\/.*\.lua)$/.test(file));
  for (const file of files) {
    mkdirSync(join(stage, dirname(file)), { recursive: true });
    if (!file.endsWith('.js') || file.includes('/dist/page/')) cpSync(join(root, file), join(stage, file));
    else writeFileSync(join(stage, file), withPaths(readFileSync(join(root, file), 'utf8'), file));
  }
  const manifest = { name: `@cueline/${name}`, version, license, private: true, type: 'module' };
  writeJson(join(folder, 'package.json'), manifest);
}

const writeJson = (file, content) => writeFileSync(join(stage, file), `${JSON.stringify(content, null, 2)}\n`);

rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
for (const name of packages) copyPackage(name);
const others = ['rules', 'platforms', 'notices', 'docs', 'LICENSE', 'README.md', 'ARCHITECTURE.md', 'CHANGELOG.md'];
for (const file of others)
  cpSync(join(root, file), join(stage, file), {
    recursive: true,
    filter: (source) => basename(source) !== '.vitepress',
  });
const dependencies = Object.fromEntries(
  [...manifests.values()]
    .flatMap((manifest) => Object.entries(manifest.dependencies ?? {}))
    .filter(([name]) => !name.startsWith('@cueline/'))
    .toSorted(([a], [b]) => a.localeCompare(b)),
);
writeJson('package.json', {
  name: 'cueline',
  version,
  description: 'Knows which mandatory disclosures each agent still owes, and cues the one who forgets',
  license,
  type: 'module',
  bin: { cueline: 'packages/cli/bin/cueline.js' },
  engines,
  dependencies,
});
writeThirdParty(stage);

const pack = spawnSync('npm', ['pack', '--silent', '--pack-destination', join(root, 'dist')], {
  cwd: stage,
  encoding: 'utf8',
});
if (pack.status !== 0) throw new Error(pack.stderr);
console.log(join('dist', pack.stdout.trim()));
