/**
 * The WebSocket on which the server says that there is news ("poke"). It carries no data: without it the
 * device still syncs, only later.
 */
import { Backoff } from './backoff.js';

export interface PokeEvents {
  /** A single-use ticket for the socket; rejects when the server does not answer or refuses. */
  ticket(): Promise<string>;
  address(): string;
  /** The server's head is at `head`. */
  onPoke(head: number): void;
  /** Open again: something may have been missed. */
  onOpen(): void;
}

export class PokeSocket {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wanted = false;
  private opening = false;
  private readonly backoff = new Backoff();

  constructor(
    private readonly events: PokeEvents,
    private readonly create: (address: string) => WebSocket = (address) => new WebSocket(address),
  ) {}

  /** Keeps a socket open from now on; with news about the network, tries at once. */
  start(): void {
    this.wanted = true;
    this.backoff.reset();
    if (!this.socket && !this.opening) void this.open();
  }

  stop(): void {
    this.wanted = false;
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = undefined;
  }

  private async open(): Promise<void> {
    clearTimeout(this.timer);
    this.opening = true;
    let ticket: string;
    try {
      ticket = await this.events.ticket();
    } catch {
      this.later();
      return;
    } finally {
      this.opening = false;
    }
    if (this.isWanted()) this.connect(ticket);
  }

  private connect(ticket: string): void {
    const socket = this.create(this.events.address());
    this.socket = socket;
    socket.onopen = () => {
      socket.send(ticket);
      this.backoff.reset();
      this.events.onOpen();
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      const head = pokedHead(event.data);
      if (head !== undefined) this.events.onPoke(head);
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.socket = undefined;
      this.later();
    };
  }

  private later(): void {
    if (!this.wanted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.open(), this.backoff.next());
  }

  private isWanted(): boolean {
    return this.wanted && !this.socket;
  }
}

/** {"type":"poke","head":N} */
export function pokedHead(data: unknown): number | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const message = JSON.parse(data) as { type?: unknown; head?: unknown };
    return message.type === 'poke' && typeof message.head === 'number' ? message.head : undefined;
  } catch {
    return undefined;
  }
}
