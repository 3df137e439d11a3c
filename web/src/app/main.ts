/** Starts the page: engine, theme, keys, router, then the shell. */
import '@awesome.me/webawesome/dist/styles/themes/default.css';
import '../ui/styles/index.css';
import { createEngine } from '../engine/client.js';
import { startApp } from './start.js';

startApp(createEngine());
