/**
 * The server's HTTP doors that the engine uses. Signed in by cookie; the device's number goes in a header.
 * Every failure is a ServerError that says whether the server was reached at all.
 */
import type { SignInBody } from './types.js';

export class ServerError extends Error {
  override readonly name = 'ServerError';

  constructor(
    message: string,
    /** HTTP status; 0 = no answer (offline, server down, timeout). */
    readonly status: number,
    readonly code: string,
    readonly detail: unknown = undefined,
    /** Milliseconds the server asks to wait. */
    readonly retryAfterMs = 0,
  ) {
    super(message);
  }

  get reached(): boolean {
    return this.status !== 0;
  }

  /** Nobody is signed in, or the session ended. */
  get signedOut(): boolean {
    return this.status === 401;
  }

  /** The device was revoked and its data is to be deleted. */
  get wipe(): boolean {
    return this.status === 403 && this.detail === 'wipe';
  }
}

export interface SessionAnswer {
  user: { email: string; name: string } | null;
  device: number | null;
  server_time: number;
}

export interface DeviceAnswer {
  device: number;
  epoch: string;
}

const answerTimeoutMs = 30_000;

export class Server {
  /** Set once the device is known. */
  device = 0;

  constructor(
    private readonly base: string,
    private readonly fetcher: typeof fetch = (...args) => fetch(...args),
  ) {}

  session(): Promise<SessionAnswer> {
    return this.json('GET', '/auth/session') as Promise<SessionAnswer>;
  }

  async signIn(body: SignInBody): Promise<SessionAnswer['user']> {
    const answer =
      body.link === undefined
        ? this.json('POST', '/auth/password', { email: body.email, password: body.password })
        : this.json('POST', '/auth/link', { token: body.link });
    return ((await answer) as SessionAnswer).user;
  }

  enrol(name: string): Promise<DeviceAnswer> {
    return this.json('POST', '/auth/device', { name }) as Promise<DeviceAnswer>;
  }

  async signOut(): Promise<void> {
    await this.json('POST', '/auth/signout', {});
  }

  async ticket(): Promise<string> {
    return ((await this.json('POST', '/sync/ticket', {})) as { ticket: string }).ticket;
  }

  socketAddress(): string {
    return new URL('/sync/socket', this.base).href.replace(/^http/, 'ws');
  }

  /** Sync frames in, sync frames out. */
  async exchange(frames: Uint8Array): Promise<Uint8Array> {
    const response = await this.request('POST', '/sync', frames, 'application/octet-stream');
    return new Uint8Array(await this.body(response));
  }

  /** The first-sync image; the caller reads the body. No timeout: it is as long as the network needs. */
  snapshot(signal: AbortSignal): Promise<Response> {
    return this.request('GET', '/sync/snapshot', undefined, undefined, signal);
  }

  private async json(method: string, path: string, body?: unknown): Promise<unknown> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await this.request(method, path, text, 'application/json');
    const bytes = await this.body(response);
    try {
      return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
    } catch {
      throw new ServerError(`The answer to ${path} is not JSON.`, response.status, 'protocol');
    }
  }

  private async body(response: Response): Promise<ArrayBuffer> {
    try {
      return await response.arrayBuffer();
    } catch {
      throw new ServerError('The connection broke while the server answered.', 0, 'unreachable');
    }
  }

  private async request(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    type: string | undefined,
    signal: AbortSignal = AbortSignal.timeout(answerTimeoutMs),
  ): Promise<Response> {
    const headers: Record<string, string> = {};
    if (type !== undefined && body !== undefined) headers['Content-Type'] = type;
    if (this.device > 0) headers['X-Pannier-Device'] = String(this.device);
    const init: RequestInit = {
      method,
      headers,
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
    };
    if (body !== undefined) init.body = body as BodyInit;
    let response: Response;
    try {
      response = await this.fetcher(new URL(path, this.base).href, init);
    } catch {
      throw new ServerError('The server does not answer.', 0, 'unreachable');
    }
    if (!response.ok) throw await refusal(response);
    return response;
  }
}

async function refusal(response: Response): Promise<ServerError> {
  let code = 'internal';
  let message = `The server refused with status ${String(response.status)}.`;
  let detail: unknown;
  try {
    const parsed = (await response.json()) as { error?: Record<string, unknown> };
    const error = parsed.error ?? (parsed as Record<string, unknown>);
    if (typeof error['code'] === 'string') code = error['code'];
    if (typeof error['message'] === 'string') message = error['message'];
    detail = error['detail'];
  } catch {
    // A proxy's own error page: the status says enough.
  }
  // A gateway that answers for a server that is down is as good as no answer.
  const status = [502, 503, 504].includes(response.status) ? 0 : response.status;
  const retryAfter = Number(response.headers.get('Retry-After') ?? '0');
  return new ServerError(message, status, code, detail, retryAfter > 0 ? retryAfter * 1000 : 0);
}
