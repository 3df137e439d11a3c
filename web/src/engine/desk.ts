/**
 * Serves the requests of all pages: commands, imports, signing in and out, export. One worker, one
 * database: commands run one after the other, answers of writes wait for the journal.
 */
import { RecentAnswers, type Served } from './answers.js';
import { CommandError, type CommandAnswer, type CoreModule } from './core_module.js';
import { isCrash, isDamaged } from './damage.js';
import { runImport } from './importer.js';
import type { Journal } from './journal.js';
import type { JournalWriter } from './journal_writer.js';
import type { RequestBody, RequestMessage } from './protocol.js';
import type { Shop } from './shop.js';
import { PannierError, type ErrorPayload } from './types.js';

export interface DeskEvents {
  onChanged(entities: readonly string[]): void;
  /** Something was written on this device. */
  onWritten(): void;
  onCrash(error: unknown): void;
}

type Progress = (value: unknown) => void;

export class Desk {
  private readonly recent = new RecentAnswers();
  private readonly imports = new Map<string, AbortController>();
  private idle: (() => void)[] = [];

  constructor(
    private readonly core: CoreModule,
    private readonly shop: Shop,
    private readonly journal: Journal,
    private readonly writer: JournalWriter,
    private readonly whenOpen: () => Promise<void>,
    private readonly events: DeskEvents,
  ) {}

  /** Resolves with the answer of a request; never rejects. */
  serve(request: RequestMessage, onProgress: Progress): Promise<Served> {
    return this.recent.once(request.id, async () => {
      try {
        return await this.work(request, onProgress);
      } catch (error) {
        return { answer: { ok: false, error: this.payloadOf(error) }, wrote: false };
      }
    });
  }

  /** Resolves when no import is running. */
  whenIdle(): Promise<void> {
    if (this.imports.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private async work(request: RequestMessage, onProgress: Progress): Promise<Served> {
    const { body } = request;
    switch (body.kind) {
      case 'call':
        return this.call(request, body);
      case 'import':
        return done(await this.import(request.id, body, onProgress));
      case 'cancel':
        this.imports.get(body.target)?.abort();
        return done(null);
      case 'sign-in':
        await this.shop.signIn(body.body);
        return done(null);
      case 'sign-out':
        await this.shop.signOut();
        return done(null);
      case 'export':
        return done(await this.export());
    }
  }

  private async call(
    request: RequestMessage,
    body: Extract<RequestBody, { kind: 'call' }>,
  ): Promise<Served> {
    await this.whenOpen();
    if (request.attempt > 1) {
      const earlier = (await this.journal.answerOf(request.id)) ?? this.core.repeat(request.id);
      if (earlier !== '') return { answer: { ok: true, value: earlier }, wrote: true };
      // The database may have been replaced while we asked.
      await this.whenOpen();
    }
    let answer: CommandAnswer;
    try {
      answer = this.core.call(request.id, body.name, body.params);
    } catch (error) {
      if (error instanceof CommandError) void this.changed(error.changed);
      throw error;
    }
    const wrote = answer.transaction !== null;
    const stored = wrote ? { id: request.id, answer: answer.envelope } : undefined;
    await this.changed(answer.changed, stored);
    return { answer: { ok: true, value: answer.envelope }, wrote };
  }

  /** Makes what a command did safe, then tells everybody. */
  private async changed(
    entities: readonly string[],
    stored?: { id: string; answer: string },
  ): Promise<void> {
    await this.writer.flush(stored);
    if (entities.length > 0) this.events.onChanged(entities);
    if (entities.length > 0 || stored) this.events.onWritten();
  }

  private async import(
    id: string,
    body: Extract<RequestBody, { kind: 'import' }>,
    onProgress: Progress,
  ): Promise<unknown> {
    await this.whenOpen();
    const abort = new AbortController();
    const notices = new Gathered((entities) => {
      this.events.onChanged(entities);
      this.events.onWritten();
    });
    this.imports.set(id, abort);
    try {
      return await runImport(this.core, {
        file: body.file,
        dryRun: body.dryRun,
        format: body.format,
        signal: abort.signal,
        onProgress: (report, fraction) => {
          onProgress({ report, fraction });
        },
        onStep: async (entities) => {
          await this.writer.flush();
          notices.add(entities);
        },
      });
    } finally {
      notices.tell();
      this.imports.delete(id);
      if (this.imports.size === 0) {
        const waiting = this.idle;
        this.idle = [];
        for (const resolve of waiting) resolve();
      }
    }
  }

  private async export(): Promise<Blob> {
    await this.whenOpen();
    return new Blob([this.shop.exportDatabase()], { type: 'application/vnd.sqlite3' });
  }

  private payloadOf(error: unknown): ErrorPayload {
    if (isCrash(error)) this.events.onCrash(error);
    else if (isDamaged(error)) void this.shop.damaged();
    if (!(error instanceof PannierError)) {
      return { code: 'internal', message: messageOf(error) };
    }
    const { code, message, field, position, length, detail } = error;
    return { code, message, field, position, length, detail };
  }
}

/** Change notices of a long command: told once a second, because every view that shows the data reruns. */
class Gathered {
  private readonly entities = new Set<string>();
  private toldAt = 0;

  constructor(private readonly onChanged: (entities: string[]) => void) {}

  add(entities: readonly string[]): void {
    for (const entity of entities) this.entities.add(entity);
    if (Date.now() - this.toldAt >= 1000) this.tell();
  }

  tell(): void {
    if (this.entities.size === 0) return;
    const entities = [...this.entities];
    this.entities.clear();
    this.toldAt = Date.now();
    this.onChanged(entities);
  }
}

function done(value: unknown): Served {
  return { answer: { ok: true, value }, wrote: false };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
