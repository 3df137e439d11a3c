import type { Engine } from '../engine/types.js';
import { startKeys } from '../data/actions.js';
import { flushWhenLeaving } from '../data/autosave.js';
import { setEngine } from '../data/engine.js';
import { currentRoute, startRouter } from '../data/router.js';
import { startTheme } from '../data/theme.js';
import { useLocalIcons } from '../ui/icons.js';

/** Everything after the engine exists. The dev harness and the tests call it with another engine. */
export function startApp(engine: Engine): void {
  setEngine(engine);
  startTheme();
  useLocalIcons();
  flushWhenLeaving();
  startRouter();
  if (currentRoute().view === 'embed-customer') {
    document.documentElement.classList.add('embedded');
  } else {
    startKeys();
  }
  // The element is defined last, so that it finds everything above in place.
  void import('./app.js');
}
