/** Every action of the application by name and key: the palette lists them, the keyboard runs them. */

export interface Action {
  id: string;
  label: string;
  /** Group heading in the palette. */
  group: string;
  /** `c`, `g c` (one after the other), `mod+k` (Ctrl, or Command on a Mac), `Escape`. */
  key?: string | undefined;
  run: () => void;
  /** Also while typing in a field (only sensible with `mod+`). */
  whileTyping?: boolean | undefined;
  /** Left out of the palette (movement in lists). */
  hidden?: boolean | undefined;
}

const groups: Action[][] = [];
const listeners = new Set<() => void>();

/** Adds a view's actions for as long as it is on show; later ones win over earlier ones. */
export function registerActions(actions: Action[]): () => void {
  groups.push(actions);
  for (const listener of listeners) listener();
  return () => {
    groups.splice(groups.indexOf(actions), 1);
    for (const listener of listeners) listener();
  };
}

export function allActions(): Action[] {
  const seen = new Map<string, Action>();
  for (const action of groups.flat()) seen.set(action.id, action);
  return [...seen.values()];
}

export function isMac(platform = navigator.platform): boolean {
  return /Mac|iPhone|iPad/.test(platform);
}

/** `mod+k` → "Ctrl K" or "⌘ K", `g c` → "G then C". */
export function keyLabel(key: string, mac = isMac()): string {
  const one = (part: string): string => {
    if (part.startsWith('mod+')) return `${mac ? '⌘' : 'Ctrl'} ${part.slice(4).toUpperCase()}`;
    return part.length === 1 ? part.toUpperCase() : part;
  };
  return key.split(' ').map(one).join(' ');
}

/** The key of an event in the notation above. */
export function eventKey(event: KeyboardEvent): string {
  const modified = event.ctrlKey || event.metaKey;
  return modified ? `mod+${event.key.toLowerCase()}` : event.key;
}

/** Whether the event goes to something that takes text. */
export function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type)
  );
}

/** Listens for keys; sequences such as `g c` wait 1.2 s for their second half. */
export function startKeys(): void {
  let first = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const typing = isTyping(event);
    const key = eventKey(event);
    const sequence = first ? `${first} ${key}` : key;
    first = '';
    clearTimeout(timer);
    // The newest registration wins, so the list is walked backwards.
    const actions = groups.flat().reverse();
    const usable = actions.filter((action) => !typing || action.whileTyping);
    const action =
      usable.find((one) => one.key === sequence) ?? usable.find((one) => one.key === key);
    if (action) {
      event.preventDefault();
      action.run();
      return;
    }
    if (!typing && usable.some((one) => one.key?.startsWith(`${key} `))) {
      first = key;
      timer = setTimeout(() => (first = ''), 1200);
    }
  });
}
