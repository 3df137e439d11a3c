/**
 * The service worker's page side: registers it, notices new versions, offers installation. What the
 * worker itself keeps and answers is decided in pwa.config.ts.
 */
import type { AppControls } from '../engine/types.js';
import { InstallPrompt } from './install.js';
import { Updates, type ContainerLike } from './updates.js';

class Controls implements AppControls {
  private readonly listeners = new Set<() => void>();
  private readonly prompt: InstallPrompt;
  private readonly updates: Updates | undefined;

  constructor() {
    const changed = (): void => {
      for (const listener of this.listeners) listener();
    };
    this.prompt = new InstallPrompt(changed);
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    const container = navigator.serviceWorker as unknown as ContainerLike;
    this.updates = new Updates(container, changed, () => {
      location.reload();
    });
    void this.updates.register('/sw.js');
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.updates?.check();
    });
  }

  get installable(): boolean {
    return this.prompt.offered;
  }

  get updateReady(): boolean {
    return this.updates?.ready ?? false;
  }

  install(): Promise<boolean> {
    return this.prompt.show();
  }

  applyUpdate(): void {
    this.updates?.apply();
  }

  onChange(callback: () => void): () => void {
    this.listeners.add(callback);
    return () => this.listeners.delete(callback);
  }
}

export function createAppControls(): AppControls {
  return new Controls();
}
