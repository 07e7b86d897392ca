// Bundles what people and Cueline start: reading hundreds of modules takes most of a start. Each process becomes one file, next to what it
// is made of; the command a folder, of which a subcommand loads its part. What is native, or rarely wanted and large, stays a package.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PROCESSES = ['ingest', 'matcher', 'publisher', 'archive', 'console', 'simulator'];
const root = fileURLToPath(new URL('..', import.meta.url));
const mains = [
  ...PROCESSES.map((name) => join(root, 'packages', name, 'dist/main.bundle.js')),
  join(root, 'packages/console/dist/analysis/worker.bundle.js'),
  join(root, 'packages/cli/dist/bundle/main.js'),
];

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
  return Math.max(...[...built, installed, fileURLToPath(import.meta.url)].map((file) => statSync(file).mtimeMs));
}

/** Leaves out what is never used: half of BullMQ, and zod's messages in all languages. */
const lean = {
  name: 'lean',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^bullmq$/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === lean) return undefined; // asked by ourselves
      return { ...(await resolve(path, { ...from, pluginData: lean })), sideEffects: false };
    });
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ path, ...from }) =>
      resolve(path.replace('index.js', 'en.js'), from),
    );
  },
};

/** Lets a module find its package's files, such as Lua scripts, where they are, and what is seldom loaded beside itself. */
const placesIn = (outdir) => ({
  name: 'places',
  setup({ onLoad, onResolve }) {
    const pathTo = (file) => `./${relative(outdir, file)}`;
    onLoad({ filter: /\/packages\/\w+\/dist\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        `new URL('${pathTo(path)}', import.meta.url).href`,
      ),
    }));
    // Loaded only when calls are traced.
    onResolve({ filter: /^\.\/sdk\.js$/ }, ({ path, resolveDir }) => ({
      path: pathTo(join(resolveDir, path)),
      external: true,
    }));
  },
});

async function bundle(main) {
  const outdir = dirname(main);
  const isFolder = basename(outdir) === 'bundle';
  const entry = isFolder ? join(outdir, '../main.js') : main.replace('.bundle.js', '.js');
  const { outputFiles } = await build({
    entryPoints: { [basename(main, '.js')]: entry },
    outdir,
    absWorkingDir: root,
    bundle: true,
    splitting: isFolder,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node22.15',
    mainFields: ['module', 'main'],
    external: ['snappy', 'pg-native'],
    plugins: [lean, placesIn(outdir)],
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 160, // so that a stack trace shows the place
    // for packages that are CommonJS and ask for modules of Node
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
  });
  mkdirSync(outdir, { recursive: true });
  const parts = outputFiles.filter(({ path }) => path !== main);
  for (const { path, contents } of parts) writeFileSync(path, contents);
  // In one step, in case a process is started meanwhile.
  const draft = `${main}.${process.pid}`;
  writeFileSync(draft, outputFiles.find(({ path }) => path === main).contents);
  renameSync(draft, main);
  if (!isFolder) return;
  const current = new Set(outputFiles.map(({ path }) => basename(path)));
  for (const file of readdirSync(outdir)) if (!current.has(file)) rmSync(join(outdir, file));
}

const changedAtMs = lastChange();
const stale = mains.filter((main) => !existsSync(main) || statSync(main).mtimeMs <= changedAtMs);
await Promise.all(stale.map(bundle));
