/** What the service worker keeps, and the manifest of the installed app. Used by vite.config.ts. */
import type { PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** Addresses the server answers itself; every other navigation opens the app, offline too. */
const serverAddresses = [
  /^\/auth(\/|$)/,
  /^\/sync(\/|$)/,
  /^\/api(\/|$)/,
  /^\/account(\/|$)/,
  /^\/widget-host(\/|\.|\?|$)/,
  /^\/(healthz|readyz|metrics)$/,
  /^\/widget\.js$/,
];

export function pannierPwa(): PluginOption {
  return VitePWA({
    strategies: 'generateSW',
    // The page registers it (src/pwa) and decides when a new version takes over.
    registerType: 'prompt',
    injectRegister: false,
    filename: 'sw.js',
    includeAssets: [],
    workbox: {
      globPatterns: ['**/*.{js,css,html,svg,png,woff2,wasm}'],
      // Parts of the SQLite package for other ways of storing, never loaded here.
      globIgnores: ['**/sqlite3-opfs-async-proxy*', '**/sqlite3-worker1*', 'widget.js'],
      maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
      navigateFallback: '/index.html',
      navigateFallbackDenylist: serverAddresses,
      // Hashed names need no revision in the request.
      dontCacheBustURLsMatching: /^assets\//,
      cleanupOutdatedCaches: true,
      clientsClaim: true,
      skipWaiting: false,
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
    manifest: {
      id: '/',
      name: 'Pannier',
      short_name: 'Pannier',
      description: 'Your customers, with you. Online or not.',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: '#f7f6f3',
      theme_color: '#f7f6f3',
      categories: ['business', 'productivity'],
      icons: [
        { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    },
  });
}
