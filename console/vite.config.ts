import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const server = process.env['MARCHANTE_URL'] ?? 'http://localhost:4500';

export default defineConfig({
  root,
  base: '/',
  plugins: [react()],
  build: {
    // React with its router and the component library are one chunk each, read once and kept by the browser.
    chunkSizeWarningLimit: 700,
    outDir: `${root}dist`,
    emptyOutDir: true,
    // Every asset is a file of its own: a data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // All texts of one language travel together, so that a page never waits for a second round of texts.
            { name: 'texts-es', test: /[\\/]texts[\\/]es\.json$/ },
            { name: 'texts-pt', test: /[\\/]texts[\\/]pt\.json$/ },
            { name: 'texts-en', test: /[\\/]texts[\\/]en\.json$/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next|react-i18next)[\\/]/ },
            { name: 'zod', test: /node_modules[\\/]zod[\\/]/ },
            { name: 'mantine', test: /node_modules[\\/]@mantine[\\/](core|hooks|store|notifications|spotlight)[\\/]|node_modules[\\/]@floating-ui/ },
          ],
        },
      },
    },
  },
  server: {
    port: 4501,
    strictPort: true,
    proxy: Object.fromEntries(['/v1', '/api', '/demo', '/hooks'].map((path) => [path, { target: server }])),
  },
});
