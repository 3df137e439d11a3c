// Serves the smoke page and passes everything else on to a pannier-server, WebSocket included, so that
// the browser sees one origin. `cut()` makes the network go away, `restore()` brings it back.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const forServer = /^\/(auth|sync|api)(\/|$)/;

export async function startFront(folder, server) {
  const target = new URL(server);
  let down = false;
  const open = new Set();

  const pass = (request, response) => {
    const { method, url, headers } = request;
    const onward = http.request(
      { host: target.hostname, port: target.port, method, path: url, headers },
      (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
  const serveFile = async (path, response) => {
    const name = path === '/' ? 'index.html' : normalize(path).replace(/^[/.]+/, '');
    try {
      const bytes = await readFile(join(folder, name));
      response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'text/plain' }).end(bytes);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not here');
    }
  };

  const front = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://front');
    if (!forServer.test(pathname)) void serveFile(pathname, response);
    else if (down) response.destroy();
    else pass(request, response);
  });
  front.on('upgrade', (request, socket) => {
    if (down) {
      socket.destroy();
      return;
    }
    const onward = net.connect(Number(target.port), target.hostname, () => {
      const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
      onward.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.pipe(onward).pipe(socket);
    });
    for (const end of [socket, onward]) {
      open.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => open.delete(end));
    }
  });
  await new Promise((resolve) => front.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://localhost:${front.address().port}`,
    cut: () => {
      down = true;
      for (const end of open) end.destroy();
    },
    restore: () => {
      down = false;
    },
    close: () => front.closeAllConnections() ?? front.close(),
  };
}
