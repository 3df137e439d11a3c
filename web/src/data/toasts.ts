/** Short messages at the foot of the page, most of them with an Undo. */
import { engine, errorText } from './engine.js';
import { strings } from '../ui/strings.js';

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'problem';
  action?: { label: string; run: () => void } | undefined;
}

const kLifetime = 7000;
let nextId = 1;
let toasts: readonly Toast[] = [];
const listeners = new Set<() => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function dismissToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  set(toasts.filter((toast) => toast.id !== id));
}

function arm(id: number, lifetime: number): void {
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => dismissToast(id), lifetime),
  );
}

/** The clock stops while a toast is pointed at or focused. */
export function holdToast(id: number): void {
  clearTimeout(timers.get(id));
}

export function releaseToast(id: number): void {
  if (toasts.some((toast) => toast.id === id)) arm(id, kLifetime);
}

export function showToast(toast: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): number {
  const id = nextId++;
  set([...toasts.slice(-2), { tone: 'plain', ...toast, id }]);
  arm(id, toast.tone === 'problem' ? kLifetime * 2 : kLifetime);
  return id;
}

export function showProblem(error: unknown): void {
  showToast({ text: errorText(error), tone: 'problem' });
}

/** The undo of the most recent acts, newest last; Ctrl+Z of the application takes it from here. */
const undoStack: { text: string; transactions: number[] }[] = [];

/** Says what was done and offers to undo it. Transactions are undone newest first. */
export function showUndo(text: string, transactions: readonly (number | null)[]): void {
  // Typing is often one transaction that grows: each number counts once.
  const known = [...new Set(transactions)].filter((one): one is number => one !== null);
  if (known.length === 0) {
    showToast({ text });
    return;
  }
  const entry = { text, transactions: known };
  undoStack.push(entry);
  if (undoStack.length > 50) undoStack.shift();
  const id = showToast({
    text,
    action: {
      label: strings.actions.undo,
      run: () => {
        dismissToast(id);
        void undoEntry(entry);
      },
    },
  });
}

async function undoEntry(entry: { text: string; transactions: number[] }): Promise<void> {
  const index = undoStack.indexOf(entry);
  if (index < 0) return;
  undoStack.splice(index, 1);
  try {
    const kept: string[] = [];
    for (const transaction of [...entry.transactions].reverse()) {
      const result = await engine().call('changes.undo', { transaction });
      kept.push(...result.kept.map((item) => item.reason));
    }
    const reason = kept[0];
    if (reason === undefined) showToast({ text: strings.undo.done(entry.text) });
    else showToast({ text: strings.undo.partly(reason), tone: 'problem' });
  } catch (error) {
    showProblem(error);
  }
}

export function undoLast(): void {
  const entry = undoStack[undoStack.length - 1];
  if (entry) void undoEntry(entry);
  else showToast({ text: strings.undo.nothing });
}
