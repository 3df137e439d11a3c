import { defineConfig } from 'vite';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  publicDir: here('../public'),
  appType: 'spa',
  server: { port: 5199, strictPort: true, fs: { allow: [here('..')] } },
});
