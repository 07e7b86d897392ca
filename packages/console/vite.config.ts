import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page of the console. `npm run setup` builds it; nothing of this is needed where the console runs. */
export default defineConfig({
  root: fileURLToPath(new URL('src/page', import.meta.url)),
  // The console writes the path under which it is served into the page.
  base: './',
  plugins: [react()],
  css: { modules: { generateScopedName: '[hash:base64:5]' } },
  build: {
    outDir: fileURLToPath(new URL('dist/page', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows neither inline scripts nor `data:` styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
    license: { fileName: 'licenses.md' },
  },
});
