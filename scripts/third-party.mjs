// What Cueline is made of beside its own code: names, versions, licences, from the lockfile's production packages. Run by itself it writes
// `sbom.cdx.json` and `THIRD-PARTY-LICENSES.txt` into the folder that it is given.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packageManager, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Licences that ask for no more than to be named. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Unlicense',
  'BlueOak-1.0.0',
  '(MIT OR CC0-1.0)',
]);

/** pnpm as it is installed, if it is the right one: where images are built there may be no registry any more. */
function runPnpm(args) {
  const { stdout: installed } = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8' });
  const isRight = installed?.trim() === packageManager.split('@')[1];
  const [program, ...first] = isRight ? ['pnpm'] : ['npx', '-y', packageManager];
  return spawnSync(program, [...first, ...args], { cwd: root, encoding: 'utf8' });
}

/**
 * Lists the packages that run or are part of what runs: those of production, and those of the console's page.
 *
 * @throws Error if one has a licence that nobody has agreed to
 */
function listThirdParty() {
  const args = ['licenses', 'list', '--json', '--recursive'];
  const list = (more) => {
    const { status, stdout, stderr } = runPnpm([...args, ...more]);
    if (status !== 0) throw new Error(`pnpm licenses failed: ${stderr}`);
    return Object.entries(JSON.parse(stdout)).flatMap(([license, packages]) =>
      packages.flatMap(({ name, versions, paths }) =>
        versions.map((each, index) => ({ name, version: each, license, path: paths[index] })),
      ),
    );
  };
  const page = new Set(['react', 'react-dom', 'scheduler', 'uplot']);
  const isOfPage = ({ name }) => page.has(name) || /^@(?:base-ui|tanstack|floating-ui)\//.test(name);
  const found = new Map(
    [...list(['--prod']), ...list([]).filter(isOfPage)].map((each) => [`${each.name}@${each.version}`, each]),
  );
  const packages = [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  const strange = packages.filter(({ license }) => !ALLOWED.has(license));
  if (strange.length > 0)
    throw new Error(`nobody has agreed to: ${strange.map(({ name, license }) => `${name} (${license})`).join(', ')}`);
  return packages;
}

/** A software bill of materials in the form of CycloneDX 1.6. */
const billOf = (packages) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    component: { type: 'application', name: 'cueline', version, licenses: [{ license: { id: 'Apache-2.0' } }] },
  },
  components: packages.map(({ name, version: each, license }) => ({
    type: 'library',
    'bom-ref': purlOf(name, each),
    name,
    version: each,
    purl: purlOf(name, each),
    licenses: [license.startsWith('(') ? { expression: license.slice(1, -1) } : { license: { id: license } }],
  })),
});

const purlOf = (name, each) => `pkg:npm/${name.replace('@', '%40')}@${each}`;

/** The texts of all licences, one after another. */
const noticesOf = (packages) =>
  packages
    .map(({ name, version: each, license, path }) => {
      const file = existsSync(path)
        ? readdirSync(path).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry))
        : undefined;
      const text = file === undefined ? '' : readFileSync(join(path, file), 'utf8').trim();
      return `${name} ${each} (${license})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);

/** Writes both into a folder. */
export function writeThirdParty(folder) {
  const packages = listThirdParty();
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(billOf(packages), null, 2)}\n`);
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), noticesOf(packages));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeThirdParty(process.argv[2] ?? root);
