// Builds the pages of the console and the panel, each if its sources or its packages changed since. Vite is loaded only then.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const style = 'packages/console/src/page/style';

/** When anything that the page of a package is made of last changed, in ms since the epoch. */
function lastChange(folder) {
  const sources = [`${folder}/src/page`, `${folder}/src/contract`, style].flatMap((source) => {
    const path = join(root, source);
    return readdirSync(path, { recursive: true }).map((file) => join(path, file));
  });
  const files = [...sources, join(root, folder, 'vite.config.ts'), join(root, 'node_modules/.pnpm/lock.yaml')];
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

for (const name of ['console', 'panel']) {
  const folder = `packages/${name}`;
  const built = join(root, folder, 'dist/page/index.html');
  if (existsSync(built) && statSync(built).mtimeMs > lastChange(folder)) continue;
  // Vite belongs to the packages of the pages alone.
  const { build } = await import('../packages/console/node_modules/vite/dist/node/index.js');
  await build({ configFile: join(root, folder, 'vite.config.ts'), logLevel: 'warn' });
}
