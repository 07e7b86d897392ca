import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** React and the router: every view has them. */
const BASE =
  /\/node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|@tanstack\/(?:react-router|router-core|history|store|react-store))\//;
/** All of Base UI but what the search alone has. */
const DIALOGS =
  /@base-ui\/(?:utils|react\/(?!autocomplete|combobox))|@floating-ui|\/parts\/(?:act-dialog|modal|use-act)/;

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
    rolldownOptions: {
      checks: { pluginTimings: false },
      // Fewer files compress better: 2 KB less of all, 1 KB until the wall is seen. A browser keeps what no release of ours changes.
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'base', test: BASE },
            { name: 'dialogs', test: DIALOGS },
          ],
        },
      },
    },
    license: { fileName: 'licenses.md' },
  },
});
