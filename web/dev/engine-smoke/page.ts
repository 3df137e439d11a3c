/** The engine on an otherwise empty page, for dev/engine-smoke.mjs. */
import { createEngine } from '../../src/engine/client.js';
import type { Engine } from '../../src/engine/types.js';

declare global {
  interface Window {
    engine: Engine;
  }
}

window.engine = createEngine();
