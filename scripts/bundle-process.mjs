// How a process becomes one file, and the command a folder of files.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

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

const bundle = async (outdir, entryPoints, { plugins = [], ...options } = {}) => {
  const { outputFiles } = await build({
    entryPoints,
    outdir,
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node22.15',
    mainFields: ['module', 'main'],
    external: ['snappy', 'pg-native'],
    plugins: [...plugins, lean, placesIn(outdir)],
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 160, // so that a stack trace shows the place
    // for packages that are CommonJS and ask for modules of Node
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
    ...options,
  });
  return outputFiles;
};

const mainOf = (name) =>
  name === 'receive'
    ? join(root, 'packages/ingest/dist/main-receive.js')
    : join(root, 'packages', name, 'dist/main.js');

/** Makes one file of a process that has been built; gives its bytes. */
export async function bundleProcess(name, outfile, plugins) {
  const [{ contents }] = await bundle(dirname(outfile), [mainOf(name)], { plugins });
  return contents;
}

/** Makes one file of the console's thread for trials, which lies beside what it is made of; gives its bytes. */
export async function bundleWorker(outfile) {
  const [{ contents }] = await bundle(dirname(outfile), [outfile.replace('.bundle.js', '.js')]);
  return contents;
}

/** Makes files of the command that has been built, of which a subcommand loads its part; gives their paths and bytes. `main.js` is where it begins. */
export const bundleCommand = (outdir) => bundle(outdir, [mainOf('cli')], { splitting: true });
