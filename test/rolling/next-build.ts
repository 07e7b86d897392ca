import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { bundleProcess } from '../../scripts/bundle-process.mjs';

const PROCESSES = ['ingest', 'matcher', 'publisher', 'archive'];
const packages = fileURLToPath(new URL('../../packages', import.meta.url));

/** Raises the number of the format, and leaves all else as it is. */
const raiseFormat: Plugin = {
  name: 'raise-format',
  setup(build) {
    build.onLoad({ filter: /\/shared\/dist\/stored\/format\.js$/ }, async ({ path }) => {
      const contents = await readFile(path, 'utf8');
      const raised = contents.replace(
        /export const FORMAT = (\d+);/,
        (_, format) => `export const FORMAT = ${format} + 1;`,
      );
      if (raised === contents) throw new Error('the number of the format was not found');
      return { contents: raised };
    });
  },
};

/** Builds a stand-in for the next release: this one, but for a format that is one higher. */
export async function buildNext(): Promise<{ readonly checkout: string; readonly remove: () => Promise<void> }> {
  const checkout = await mkdtemp(join(tmpdir(), 'cueline-next-'));
  for (const name of ['shared', ...PROCESSES]) {
    const folder = join(checkout, 'packages', name);
    await mkdir(join(folder, 'dist'), { recursive: true });
    for (const kept of ['src', 'node_modules', 'package.json'])
      await symlink(join(packages, name, kept), join(folder, kept));
  }
  await symlink(join(packages, '../rules'), join(checkout, 'rules'));
  await Promise.all(
    PROCESSES.map(async (name) => {
      const outfile = join(checkout, 'packages', name, 'dist/main.bundle.js');
      await writeFile(outfile, await bundleProcess(name, outfile, [raiseFormat]));
    }),
  );
  return { checkout, remove: () => rm(checkout, { recursive: true, force: true }) };
}
