// Builds the page of the console, if its sources or its packages changed since. Vite is loaded only then.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const consolePackage = join(root, 'packages/console');
const built = join(consolePackage, 'dist/page/index.html');

/** When anything that the page is made of last changed, in ms since the epoch. */
function lastChange() {
  const sources = ['src/page', 'src/contract'].flatMap((folder) => {
    const path = join(consolePackage, folder);
    return readdirSync(path, { recursive: true }).map((file) => join(path, file));
  });
  const files = [...sources, join(consolePackage, 'vite.config.ts'), join(root, 'node_modules/.pnpm/lock.yaml')];
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

if (!existsSync(built) || statSync(built).mtimeMs <= lastChange()) {
  // Vite belongs to the console's package alone.
  const { build } = await import('../packages/console/node_modules/vite/dist/node/index.js');
  await build({ configFile: join(consolePackage, 'vite.config.ts'), logLevel: 'warn' });
}
