/** The browser's own install dialog, kept until the person asks for it. */

interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

export class InstallPrompt {
  private event: InstallPromptEvent | undefined;

  constructor(private readonly onChange: () => void) {
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.keep(event as InstallPromptEvent);
    });
    addEventListener('appinstalled', () => {
      this.keep(undefined);
    });
  }

  get offered(): boolean {
    return this.event !== undefined;
  }

  /** True when the person installed the app. A prompt can be shown once. */
  async show(): Promise<boolean> {
    const event = this.event;
    if (!event) return false;
    this.keep(undefined);
    await event.prompt();
    return (await event.userChoice).outcome === 'accepted';
  }

  private keep(event: InstallPromptEvent | undefined): void {
    this.event = event;
    this.onChange();
  }
}
