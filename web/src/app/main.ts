/** Starts the page: engine, theme, keys, router, then the shell. */
import '@awesome.me/webawesome/dist/styles/themes/default.css';
import '../ui/styles/index.css';
import { createEngine } from '../engine/client.js';
import { startApp } from './start.js';

const engine = createEngine();
// The developers' door: the console, bench/ and end-to-end tests reach the engine as `window.pannier`.
Object.assign(window, { pannier: engine });
startApp(engine);
