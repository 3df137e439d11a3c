/**
 * New versions of the app. A new service worker waits until the person reloads, so that one page never
 * runs two versions; when another tab applied it first, this tab says so too.
 */

/** The parts of ServiceWorkerContainer and its friends used here; tests put fakes in their place. */
export interface ServiceWorkerLike {
  readonly state: string;
  postMessage(message: unknown): void;
  addEventListener(type: 'statechange', listener: () => void): void;
}
export interface RegistrationLike {
  readonly waiting: ServiceWorkerLike | null;
  readonly installing: ServiceWorkerLike | null;
  addEventListener(type: 'updatefound', listener: () => void): void;
  update(): Promise<unknown>;
}
export interface ContainerLike {
  readonly controller: ServiceWorkerLike | null;
  register(address: string, options: { scope: string }): Promise<RegistrationLike>;
  addEventListener(type: 'controllerchange', listener: () => void): void;
}

export class Updates {
  private registration: RegistrationLike | undefined;
  private replaced = false;
  private applying = false;

  constructor(
    private readonly container: ContainerLike,
    private readonly onChange: () => void,
    private readonly reload: () => void,
  ) {
    let first = container.controller === null;
    container.addEventListener('controllerchange', () => {
      // The very first worker takes over a page that already runs its version.
      if (first) {
        first = false;
        return;
      }
      this.replaced = true;
      if (this.applying) this.reload();
      else this.onChange();
    });
  }

  /** A new version is on the device and wants a reload. */
  get ready(): boolean {
    return this.replaced || (this.container.controller !== null && !!this.registration?.waiting);
  }

  /** Failing to register (blocked by settings) leaves the app working, online only. */
  async register(address: string): Promise<void> {
    try {
      this.registration = await this.container.register(address, { scope: '/' });
    } catch (error) {
      console.warn('Pannier cannot keep itself for offline use:', error);
      return;
    }
    const registration = this.registration;
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', this.onChange);
    });
    this.onChange();
  }

  /** Asks the server for a new version; being offline is no error. */
  async check(): Promise<void> {
    try {
      await this.registration?.update();
    } catch {
      // Offline.
    }
  }

  apply(): void {
    const waiting = this.registration?.waiting;
    if (!waiting || this.replaced) {
      this.reload();
      return;
    }
    this.applying = true;
    waiting.postMessage({ type: 'SKIP_WAITING' });
  }
}
