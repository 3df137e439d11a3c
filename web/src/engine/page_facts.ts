/** What only a page knows about the device: network, promise of storage, use of storage. */
import type { EngineStatus } from './types.js';

export type PageFacts = Pick<
  EngineStatus,
  'online' | 'persisted' | 'usageBytes' | 'quotaBytes' | 'role'
>;

const estimateEveryMs = 300_000;

export class DeviceFacts {
  private facts: PageFacts = { online: navigator.onLine, persisted: null, role: 'follower' };

  constructor(private readonly onChange: () => void) {
    addEventListener('online', () => {
      this.set({ online: true });
    });
    addEventListener('offline', () => {
      this.set({ online: false });
    });
    setInterval(() => void this.measure(), estimateEveryMs);
    void this.measure();
  }

  get current(): PageFacts {
    return this.facts;
  }

  set(change: Partial<PageFacts>): void {
    this.facts = { ...this.facts, ...change };
    this.onChange();
  }

  /** Asks the browser again how much is stored and whether it promised to keep it. */
  async measure(): Promise<void> {
    if (!('storage' in navigator)) return;
    const [persisted, estimate] = await Promise.allSettled([
      navigator.storage.persisted(),
      navigator.storage.estimate(),
    ]);
    const change: Partial<PageFacts> = {};
    if (persisted.status === 'fulfilled') change.persisted = persisted.value;
    if (estimate.status === 'fulfilled') {
      change.usageBytes = estimate.value.usage;
      change.quotaBytes = estimate.value.quota;
    }
    this.set(change);
  }

  async requestPersistence(): Promise<boolean> {
    if (!('storage' in navigator)) return false;
    const persisted = await navigator.storage.persist();
    await this.measure();
    this.set({ persisted });
    return persisted;
  }
}
