// Makes one file of each process of the pipeline: reading hundreds of modules takes most of a start. The files are next to what they are
// made of, which still finds its scripts for Redis there; what is native, or rarely wanted and large, stays a package.
import { existsSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProcess } from './bundle-process.mjs';

const PROCESSES = ['ingest', 'matcher', 'publisher', 'archive', 'console'];
const root = fileURLToPath(new URL('..', import.meta.url));
const bundleOf = (name) => join(root, 'packages', name, 'dist/main.bundle.js');

/** When anything that bundles are made of was last built or installed, in ms since the epoch. */
function lastChange() {
  const built = readdirSync(join(root, 'packages')).flatMap((name) => {
    const dist = join(root, 'packages', name, 'dist');
    const files = existsSync(dist) ? readdirSync(dist, { recursive: true }) : [];
    return files
      .filter((file) => file.endsWith('.js') && !file.endsWith('.bundle.js') && !file.startsWith('page'))
      .map((file) => join(dist, file));
  });
  const installed = join(root, 'node_modules/.pnpm/lock.yaml');
  return Math.max(
    ...[...built, installed, fileURLToPath(import.meta.url), join(root, 'scripts/bundle-process.mjs')].map(
      (file) => statSync(file).mtimeMs,
    ),
  );
}

async function bundle(name) {
  const contents = await bundleProcess(name, bundleOf(name));
  // In one step, in case a process is started meanwhile.
  const draft = `${bundleOf(name)}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, bundleOf(name));
}

const changedAtMs = lastChange();
const stale = PROCESSES.filter(
  (name) => !existsSync(bundleOf(name)) || statSync(bundleOf(name)).mtimeMs <= changedAtMs,
);
await Promise.all(stale.map(bundle));
