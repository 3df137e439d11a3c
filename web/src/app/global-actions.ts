import { type Action } from '../data/actions.js';
import { engine } from '../data/engine.js';
import { navigate, routePath } from '../data/router.js';
import { toggleTheme } from '../data/theme.js';
import { undoLast } from '../data/toasts.js';
import { strings } from '../ui/strings.js';

/** Actions that exist everywhere. */
export function globalActions(openPalette: () => void): Action[] {
  const go = (view: string, key: string): Action => ({
    id: `go-${view}`,
    group: strings.palette.groups.go,
    label: strings.palette.goto((strings.nav as Record<string, string>)[view] ?? view),
    key,
    run: () => navigate(routePath(view)),
  });
  const act = (id: string, label: string, key: string | undefined, run: () => void): Action => ({
    id,
    group: strings.palette.groups.act,
    label,
    key,
    run,
  });
  const focusSearch = (): void => {
    const input = document.querySelector<HTMLInputElement>('#global-search');
    input?.focus();
    input?.select();
  };
  return [
    {
      ...act('palette', strings.palette.open, 'mod+k', openPalette),
      whileTyping: true,
      hidden: true,
    },
    go('customers', 'g c'),
    go('segments', 'g s'),
    go('campaigns', 'g m'),
    go('tasks', 'g t'),
    go('import', 'g i'),
    go('sync', 'g y'),
    go('settings', 'g ,'),
    act('search', strings.palette.search, '/', focusSearch),
    act('new-customer', strings.palette.newCustomer, 'c', () =>
      navigate(routePath('customers', undefined, { new: '1' })),
    ),
    act('new-segment', strings.palette.newSegment, undefined, () => navigate('/segments/new')),
    act('new-campaign', strings.palette.newCampaign, undefined, () => navigate('/campaigns/new')),
    act('new-task', strings.palette.newTask, undefined, () => navigate('/tasks?new=1')),
    act('import', strings.palette.importFile, undefined, () => navigate('/import')),
    act('undo', strings.palette.undo, 'mod+z', undoLast),
    act('sync-now', strings.palette.syncNow, undefined, () => engine().syncNow()),
    act('theme', strings.palette.theme, undefined, toggleTheme),
  ];
}
