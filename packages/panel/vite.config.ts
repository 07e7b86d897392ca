import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page of the panel. `npm run setup` builds it; nothing of this is needed where the panel runs. */
export default defineConfig({
  root: fileURLToPath(new URL('src/page', import.meta.url)),
  // It is served under a path that a proxy may change: all that it asks for lies beside it.
  base: './',
  publicDir: fileURLToPath(new URL('../console/src/page/public', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
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
