/** The worker's part of the engine's status; tells the pages when it changed. */
import type { SyncState } from './core_module.js';
import type { CoreStatus } from './protocol.js';

const noticesKept = 5;

export class StatusBoard {
  private current: CoreStatus = {
    phase: 'starting',
    serverReachable: false,
    saved: 'synced',
    pending: 0,
    rejected: 0,
    conflicts: 0,
    storage: 'opfs',
    notices: [],
  };

  constructor(private readonly emit: (status: CoreStatus) => void) {}

  get status(): CoreStatus {
    return this.current;
  }

  set(change: Partial<CoreStatus>): void {
    const next = { ...this.current, ...change };
    next.saved = savedState(next);
    if (JSON.stringify(next) === JSON.stringify(this.current)) return;
    this.current = next;
    this.emit(next);
  }

  setSync(state: SyncState): void {
    this.set({
      pending: state.pending,
      rejected: state.rejected,
      conflicts: state.conflicts,
      lastSyncedAt: state.last_synced_at ?? undefined,
    });
  }

  /** A sentence worth showing once. */
  notice(text: string): void {
    const notices = (this.current.notices ?? []).filter((known) => known !== text);
    this.set({ notices: [...notices, text].slice(-noticesKept) });
  }
}

function savedState(status: CoreStatus): CoreStatus['saved'] {
  if (status.needsSignIn === true || status.rejected > 0 || status.conflicts > 0)
    return 'attention';
  return status.pending > 0 ? 'device' : 'synced';
}
