/**
 * The life of the shop's database on this device: opening it, fetching it the first time or anew, giving
 * it up when it is damaged. Also who is signed in, because a database belongs to a person and a device.
 *
 * The rules that keep data safe:
 *  - a new image is taken in under a new name and becomes current by one IndexedDB transaction; the old
 *    file goes last, so at every moment one complete database is current;
 *  - that transaction also sets `replay`; until the journal has been replayed into the new database
 *    each start does it again (replaying is idempotent).
 */
import { Backoff, pause } from './backoff.js';
import type { CoreModule } from './core_module.js';
import { cannotBeOpened } from './damage.js';
import type { Journal, Session } from './journal.js';
import { ServerError, type Server } from './server.js';
import { takeSnapshot } from './snapshot.js';
import type { StatusBoard } from './status_board.js';
import type { DatabaseFiles } from './storage.js';
import type { SignInBody } from './types.js';
import { PannierError } from './types.js';

export interface ShopEvents {
  /** The database is open: requests can be served, sync can start. */
  onOpen(): void;
  /** The database is about to be closed. */
  onClosing(): void;
  /** Resolves when nothing holds the database in the middle of something (an import). */
  whenIdle(): Promise<void>;
  /** Somebody signed in; the server can be asked again. */
  onSignedIn(): void;
  /** There is no shop on this device any more, or not yet. */
  onSignedOut(): void;
  /** Starting or fetching the shop failed in a way that trying again does not mend. */
  onFailed(error: unknown): void;
}

const damagedNotice =
  'The database on this device was damaged and is fetched again. Changes that were not sent yet are kept.';
const replayedNotice = 'Changes that were not sent yet were put back.';

/** More damage than this within the window below means that fetching again does not help. */
const damagesAllowed = 2;
const damageWindowMs = 600_000;

export class Shop {
  private session: Session | undefined;
  private database: string | undefined;
  private opened = false;
  private fetching = false;
  private looking = false;
  private damages: number[] = [];
  private readonly backoff = new Backoff();
  private waiting = new AbortController();

  constructor(
    private readonly core: CoreModule,
    private readonly files: DatabaseFiles,
    private readonly journal: Journal,
    private readonly server: Server,
    private readonly board: StatusBoard,
    private readonly events: ShopEvents,
    /** What this browser is called in the list of devices. */
    private readonly deviceName: string,
  ) {}

  get isOpen(): boolean {
    return this.opened;
  }

  get isSignedIn(): boolean {
    return this.session !== undefined && this.board.status.needsSignIn !== true;
  }

  /** At start, and after `failed`. Works without a network when the shop is on the device. */
  async start(): Promise<void> {
    this.useSession(await this.journal.get('session'));
    this.database = await this.journal.get('database');
    for (const name of this.files.names()) {
      if (!this.database || !name.startsWith(this.database)) this.files.remove(name);
    }
    if (this.session && this.database && this.files.names().includes(this.database)) {
      if (!(await this.open())) await this.damaged();
    } else if (this.session) {
      await this.fetch();
    } else {
      await this.lookForSession();
    }
  }

  /** Signs in; with no shop on the device yet the first sync begins, and is not waited for. */
  async signIn(body: SignInBody): Promise<void> {
    const user = await this.server.signIn(body).catch((error: unknown) => {
      throw signInError(error);
    });
    if (!user) throw new PannierError({ code: 'sign_in_failed', message: 'Nobody was signed in.' });
    if (this.session && this.session.user.email !== user.email) {
      throw new PannierError({
        code: 'sign_in_failed',
        message: `This device holds the shop of ${this.session.user.email}. Sign out first.`,
      });
    }
    this.board.set({ needsSignIn: undefined, serverReachable: true, error: undefined });
    if (!this.session) await this.enrol(user);
    if (!this.opened) void this.fetch();
    this.wake();
    this.events.onSignedIn();
  }

  /** Forgets the person and removes the shop, unsent changes included. */
  async signOut(): Promise<void> {
    await this.server.signOut().catch(() => undefined);
    await this.removeAll();
  }

  async removeAll(): Promise<void> {
    this.close();
    for (const name of this.files.names()) this.files.remove(name);
    await this.journal.clear();
    this.database = undefined;
    this.useSession(undefined);
    this.board.set({ phase: 'signed-out', error: undefined, progress: undefined });
    this.board.set({ pending: 0, rejected: 0, conflicts: 0, needsSignIn: undefined });
    this.events.onSignedOut();
  }

  /** A new number for this device. */
  async enrolAgain(): Promise<number> {
    if (!this.session) throw new ServerError('Nobody is signed in.', 401, 'unauthenticated');
    await this.enrol(this.session.user);
    return this.server.device;
  }

  /** The file's content is wrong: it goes, the journal stays. */
  async damaged(): Promise<void> {
    this.close();
    this.damages = [...this.damages.filter((at) => Date.now() - at < damageWindowMs), Date.now()];
    if (this.damages.length > damagesAllowed) {
      this.events.onFailed(new Error('The device damages the database again and again.'));
      return;
    }
    this.board.notice(damagedNotice);
    const name = this.database;
    this.database = undefined;
    await this.journal.set({ database: undefined, replay: true });
    for (const each of this.files.names()) {
      if (name && each.startsWith(name)) this.files.remove(each);
    }
    await this.fetch();
  }

  /** Fetches the shop as an image; a database that is open stays usable until the new one is there. */
  async fetch(): Promise<void> {
    if (this.fetching) return;
    this.fetching = true;
    try {
      while (this.session) {
        try {
          await this.fetchOnce();
          return;
        } catch (error) {
          if (!this.fetchFailed(error)) return;
        }
        await pause(this.backoff.next(), this.waiting.signal);
      }
    } catch (error) {
      this.events.onFailed(error);
    } finally {
      this.fetching = false;
    }
  }

  /** News about the network: what waits for the server tries again now. */
  wake(): void {
    this.backoff.reset();
    this.waiting.abort();
    this.waiting = new AbortController();
    if (this.session || this.board.status.phase !== 'signed-out') return;
    this.lookForSession().catch((error: unknown) => {
      this.events.onFailed(error);
    });
  }

  exportDatabase(): Uint8Array<ArrayBuffer> {
    if (!this.database || !this.opened) throw notSignedIn();
    return this.files.exportDatabase(this.database);
  }

  close(): void {
    if (this.opened) this.events.onClosing();
    this.opened = false;
    this.core.close();
  }

  // ---- steps ---------------------------------------------------------------------------------------

  /** False when the file cannot be read as a database. */
  private async open(): Promise<boolean> {
    const session = this.session;
    const name = this.database;
    if (!session || !name) return false;
    try {
      this.core.open(name, session.user.email);
      await this.replay(session);
    } catch (error) {
      if (!cannotBeOpened(error) && !isOutdated(error)) throw error;
      this.core.close();
      return false;
    }
    this.opened = true;
    this.board.set({ phase: 'ready', progress: undefined, error: undefined, user: session.user });
    this.events.onOpen();
    return true;
  }

  private async replay(session: Session): Promise<void> {
    if (!(await this.journal.get('replay'))) return;
    await this.attach(session);
    const entries = await this.journal.entries();
    if (entries.length > 0) {
      this.core.replay(entries.map((entry) => entry.bytes));
      this.board.notice(replayedNotice);
    }
    this.core.journalChanges(); // replaced as a whole instead
    await this.journal.replace(this.core.journalEntries());
    await this.journal.set({ replay: undefined });
  }

  private async attach(session: Session): Promise<void> {
    try {
      this.core.attach(session.device, session.epoch);
    } catch (error) {
      if (!isOutdated(error)) throw error;
      // The server's store was replaced since this device was enrolled.
      await this.enrol(session.user);
      this.core.attach(this.session?.device ?? 0, this.session?.epoch ?? '');
    }
  }

  private async fetchOnce(): Promise<void> {
    const first = !this.opened;
    const show = (step: string, loaded = 0, total = 0): void => {
      if (first) this.board.set({ phase: 'first-sync', progress: { step, loaded, total } });
    };
    show('connect');
    const name = `/shop-${Date.now().toString(36)}.sqlite3`;
    let shownAt = 0;
    await takeSnapshot(this.server, this.files, name, (loaded, total) => {
      if (Date.now() - shownAt < 50 && loaded !== total) return;
      shownAt = Date.now();
      show('download', loaded, total);
    });
    this.board.set({ serverReachable: true, error: undefined });
    show('open');
    await this.events.whenIdle();
    const old = this.database;
    this.close();
    await this.journal.set({ database: name, replay: true });
    this.database = name;
    for (const each of this.files.names()) {
      if (old && each.startsWith(old)) this.files.remove(each);
    }
    if (!(await this.open())) {
      throw new ServerError('The image of the shop cannot be opened.', 0, 'unreachable');
    }
  }

  /** True when trying again later makes sense. */
  private fetchFailed(error: unknown): boolean {
    if (!(error instanceof ServerError)) throw error;
    this.board.set({ serverReachable: error.reached });
    if (error.signedOut) {
      this.board.set({ needsSignIn: true });
      if (!this.opened) {
        this.board.set({ phase: 'signed-out', progress: undefined });
        this.events.onSignedOut();
      }
      return false;
    }
    if (error.wipe) {
      void this.removeAll();
      return false;
    }
    if (!this.opened) this.board.set({ error: `${error.message} Trying again.` });
    return true;
  }

  private async lookForSession(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const { user } = await this.server.session();
      this.board.set({ serverReachable: true, error: undefined });
      if (user) {
        await this.enrol(user);
        await this.fetch();
        return;
      }
      this.board.set({ phase: 'signed-out' });
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      const reachable = error.reached;
      this.board.set({ phase: 'signed-out', serverReachable: reachable, error: error.message });
    } finally {
      this.looking = false;
    }
    this.events.onSignedOut();
  }

  private async enrol(user: Session['user']): Promise<void> {
    const { device, epoch } = await this.server.enrol(this.deviceName);
    const session = { user: { email: user.email, name: user.name }, device, epoch };
    await this.journal.set({ session });
    this.useSession(session);
  }

  private useSession(session: Session | undefined): void {
    this.session = session;
    this.server.device = session?.device ?? 0;
    this.board.set({ user: session?.user });
  }
}

/** The image is not of the server's present store, or the server could not be asked which that is. */
function isOutdated(error: unknown): boolean {
  return (
    (error instanceof PannierError && error.code === 'conflict') || error instanceof ServerError
  );
}

export function notSignedIn(): PannierError {
  return new PannierError({
    code: 'signed_out',
    message: 'There is no shop on this device yet. Sign in first.',
  });
}

function signInError(error: unknown): unknown {
  if (!(error instanceof ServerError)) return error;
  const code = error.reached ? 'sign_in_failed' : 'server_unreachable';
  return new PannierError({ code, message: error.message, detail: error.code });
}
