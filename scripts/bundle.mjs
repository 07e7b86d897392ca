// Bundles what people and Cueline start: reading hundreds of modules takes most of a start. Each process becomes one file, next to what it
// is made of; the command a folder. What is native, or rarely wanted and large, stays a package.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCommand, bundleProcess, bundleWorker } from './bundle-process.mjs';

const PROCESSES = ['ingest', 'receive', 'matcher', 'publisher', 'archive', 'console', 'panel', 'simulator'];
const root = fileURLToPath(new URL('..', import.meta.url));
const bundleOf = (name) =>
  join(root, 'packages', name === 'receive' ? 'ingest/dist/receive.bundle.js' : `${name}/dist/main.bundle.js`);
const worker = join(root, 'packages/console/dist/analysis/worker.bundle.js');
const command = join(root, 'packages/cli/dist/bundle/main.js');

/** When anything that bundles are made of was last built or installed, in ms since the epoch. */
function lastChange() {
  const built = readdirSync(join(root, 'packages')).flatMap((name) => {
    const dist = join(root, 'packages', name, 'dist');
    const files = existsSync(dist) ? readdirSync(dist, { recursive: true }) : [];
    return files
      .filter((file) => file.endsWith('.js') && !/^(?:page|bundle)\/|\.bundle\.js$/.test(file))
      .map((file) => join(dist, file));
  });
  const installed = join(root, 'node_modules/.pnpm/lock.yaml');
  const makers = ['bundle', 'bundle-process'].map((name) => join(root, `scripts/${name}.mjs`));
  return Math.max(...[...built, ...makers, installed].map((file) => statSync(file).mtimeMs));
}

/** Writes a file in one step, in case it is started meanwhile. */
function write(file, contents) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, file);
}

async function makeCommand() {
  const folder = dirname(command);
  const files = await bundleCommand(folder);
  mkdirSync(folder, { recursive: true });
  // Where it begins comes last: then all that it loads is there.
  for (const { path, contents } of files.toSorted((a, b) => Number(a.path === command) - Number(b.path === command)))
    write(path, contents);
  const current = new Set(files.map(({ path }) => basename(path)));
  for (const file of readdirSync(folder)) if (!current.has(file)) rmSync(join(folder, file));
}

const changedAtMs = lastChange();
const isStale = (file) => !existsSync(file) || statSync(file).mtimeMs <= changedAtMs;
await Promise.all([
  ...PROCESSES.filter((name) => isStale(bundleOf(name))).map(async (name) =>
    write(bundleOf(name), await bundleProcess(name, bundleOf(name))),
  ),
  ...(isStale(worker) ? [bundleWorker(worker).then((contents) => write(worker, contents))] : []),
  ...(isStale(command) ? [makeCommand()] : []),
]);
