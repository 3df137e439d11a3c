/** Light, dark, or like the system. Remembered per device. */
export type Theme = 'system' | 'light' | 'dark';

const kKey = 'pannier.theme';

export function theme(): Theme {
  try {
    const stored = localStorage.getItem(kKey);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

const dark = (): boolean =>
  theme() === 'dark' ||
  (theme() === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);

export function applyTheme(): void {
  const root = document.documentElement;
  const current = theme();
  if (current === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = current;
  // The class that Web Awesome's tokens look at.
  root.classList.toggle('wa-dark', dark());
}

export function setTheme(next: Theme): void {
  try {
    localStorage.setItem(kKey, next);
  } catch {
    // A window without storage keeps the system's choice.
  }
  applyTheme();
}

export function toggleTheme(): void {
  setTheme(dark() ? 'light' : 'dark');
}

export function startTheme(): void {
  applyTheme();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);
}
