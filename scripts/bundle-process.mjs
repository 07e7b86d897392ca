// How one process becomes one file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Makes one file of a process that has been built; gives its bytes. */
export async function bundleProcess(name, outfile, plugins = []) {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'packages', name, 'dist/main.js')],
    outfile,
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node22.15',
    mainFields: ['module', 'main'],
    external: ['snappy', 'pg-native'],
    plugins: [...plugins, lean, scripts],
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 160, // so that a stack trace shows the place
    // for packages that are CommonJS and ask for modules of Node
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outputFiles[0].contents;
}
