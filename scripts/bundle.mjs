// Makes one file of each process of the pipeline: reading hundreds of modules takes most of a start. The files are next to what they are
// made of, which still finds its scripts for Redis there; what is native, or rarely wanted and large, stays a package.
import { existsSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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
    // Loaded only when calls are traced.
    onResolve({ filter: /^\.\/sdk\.js$/ }, () => ({ path: '../../shared/dist/tracing/sdk.js', external: true }));
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ path, ...from }) =>
      resolve(path.replace('index.js', 'en.js'), from),
    );
  },
};

/** Lets what is bundled find the Lua scripts of its own package, which stay where they are. */
const scripts = {
  name: 'scripts',
  setup({ onLoad }) {
    onLoad({ filter: /\/packages\/\w+\/dist\/scripts\.js$/ }, ({ path }) => {
      const [, name] = /\/packages\/(\w+)\/dist\//.exec(path);
      const own = `new URL('../../${name}/dist/scripts.js', import.meta.url).href`;
      return { contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', own) };
    });
  },
};

async function bundle(name) {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'packages', name, 'dist/main.js')],
    outfile: bundleOf(name),
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node22.15',
    mainFields: ['module', 'main'],
    external: ['snappy', 'pg-native'],
    plugins: [lean, scripts],
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 160, // so that a stack trace shows the place
    // for packages that are CommonJS and ask for modules of Node
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
  });
  // In one step, in case a process is started meanwhile.
  const draft = `${bundleOf(name)}.${process.pid}`;
  writeFileSync(draft, outputFiles[0].contents);
  renameSync(draft, bundleOf(name));
}

const changedAtMs = lastChange();
const stale = PROCESSES.filter(
  (name) => !existsSync(bundleOf(name)) || statSync(bundleOf(name)).mtimeMs <= changedAtMs,
);
await Promise.all(stale.map(bundle));
