import type { PluginOption } from 'vite';
import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';
import { pannierPwa } from './pwa.config.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const plugins: PluginOption[] = [pannierPwa()];

export default defineConfig({
  plugins,
  worker: { format: 'es' },
  // Finds its .wasm by its own address, which pre-bundling would change.
  optimizeDeps: { exclude: ['@sqlite.org/sqlite-wasm'] },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The content security policy of the server allows neither data: fonts nor inline scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: here('index.html'), widget: here('src/widget/widget.ts') },
      output: {
        // A foreign page names the widget by its address, so that name never changes.
        entryFileNames: (chunk) =>
          chunk.name === 'widget' ? 'widget.js' : 'assets/[name]-[hash].js',
      },
    },
  },
  test: { include: ['src/**/*.test.ts'] },
});
