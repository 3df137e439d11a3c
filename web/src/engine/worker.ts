/**
 * The worker of the leading tab: loads the two WebAssembly modules, opens the files, and connects the
 * engine to its own page and, through channels, to the pages of other tabs.
 */
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import createPannier from '../generated/wasm/pannier.js';
import { CoreModule } from './core_module.js';
import { WorkerEngine } from './engine.js';
import { Journal } from './journal.js';
import type { FromWorker, RequestMessage, ToWorker } from './protocol.js';
import { Server } from './server.js';
import { openFiles } from './storage.js';
import { LeaderChannels } from './tabs.js';

const generation = crypto.randomUUID();
const early: [ToWorker, boolean][] = [];
let engine: WorkerEngine | undefined;
let crashed = false;

const ownPage = self as unknown as { postMessage(message: FromWorker): void; close(): void };
const channels = new LeaderChannels((message) => {
  receive(message, false);
});
self.onmessage = (event: MessageEvent<ToWorker>): void => {
  receive(event.data, true);
};

function broadcast(message: FromWorker): void {
  if (crashed) return;
  ownPage.postMessage(message);
  channels.broadcast(message);
}

function receive(message: ToWorker, own: boolean): void {
  if (!engine) {
    early.push([message, own]);
    return;
  }
  switch (message.type) {
    case 'request':
      void serve(engine, message, own);
      break;
    case 'nudge':
      engine.nudge(message.what);
      break;
    case 'hello':
      channels.answer(message.tab, { type: 'leader', generation, status: engine.board.status });
      break;
    case 'bye':
      channels.forget(message.tab);
      break;
  }
}

async function serve(to: WorkerEngine, request: RequestMessage, own: boolean): Promise<void> {
  const reply = (message: FromWorker): void => {
    if (crashed) return;
    if (own) ownPage.postMessage(message);
    else channels.answer(request.tab, message);
  };
  const { answer } = await to.serve(request, (value) => {
    reply({ type: 'progress', id: request.id, value });
  });
  reply({ type: 'answer', id: request.id, answer });
}

function crash(message: string): void {
  if (crashed) return;
  crashed = true;
  ownPage.postMessage({ type: 'crashed', message });
  channels.close();
}

async function start(): Promise<void> {
  const [sqlite3, journal] = await Promise.all([sqlite3InitModule(), Journal.open()]);
  const [files, module] = await Promise.all([openFiles(sqlite3), loadCore(sqlite3)]);
  module.options.sqliteVfs = files.vfs;
  const core = new CoreModule(module.instance);
  const server = new Server(self.location.origin);
  engine = new WorkerEngine(core, files, journal, server, {
    onStatus: (status) => {
      broadcast({ type: 'status', status });
    },
    onChanged: (entities) => {
      broadcast({ type: 'changed', entities: [...entities] });
    },
    onCrash: crash,
  });
  broadcast({ type: 'leader', generation, status: engine.board.status });
  for (const [message, own] of early.splice(0)) receive(message, own);
  await engine.start();
}

async function loadCore(sqlite3: Awaited<ReturnType<typeof sqlite3InitModule>>): Promise<{
  options: Parameters<typeof createPannier>[0];
  instance: Awaited<ReturnType<typeof createPannier>>;
}> {
  const options: Parameters<typeof createPannier>[0] = { sqlite3 };
  return { options, instance: await createPannier(options) };
}

start().catch((error: unknown) => {
  crash(error instanceof Error ? error.message : String(error));
});
