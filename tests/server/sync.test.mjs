import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { command, Server } from './harness.mjs';

let server;
let cookie;
before(async () => { server = await Server.start(); cookie = await server.signIn(); });
after(() => server.stop());

async function enrol(as = cookie) {
  const answer = await server.post('/auth/device', { name: 'Chromium on a desk' }, { Cookie: as });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json().epoch, 'epoch-1');
  return answer.json().device;
}

const frames = (device, body, extra = {}) => server.request('POST', '/sync', {
  headers: { Cookie: cookie, Origin: server.origin, 'Content-Type': 'application/octet-stream',
    'X-Pannier-Device': String(device), ...extra }, body });

test('frames go in and come out, for the user\'s own device only', async () => {
  const device = await enrol();
  assert.equal((await server.get('/auth/session', { Cookie: cookie })).json().device, device);
  const answer = await frames(device, Buffer.from([1, 2, 3, 0, 255]));
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['content-type'], 'application/octet-stream');
  assert.deepEqual([...answer.body], [255, 0, 3, 2, 1]);
  assert.equal((await frames(device + 1000, 'x')).status, 403);
  assert.equal((await frames('', 'x')).status, 400);
  assert.equal((await frames('12x', 'x')).status, 400);
  assert.equal((await frames(device, 'x', { 'Content-Type': 'application/json' })).status, 415);
  assert.equal((await frames(device, Buffer.alloc(5 << 20))).status, 413);
  assert.equal((await frames(device, Buffer.alloc(3 << 20, 1))).body.length, 3 << 20);

  command(['user', 'add', 'eve@shop.example', '--data', server.data]);
  const link = command(['link', '--user', 'eve@shop.example', '--data', server.data]).out.trim().split('#signin=')[1];
  const eve = (await server.post('/auth/link', { token: link })).headers['set-cookie'][0].split(';')[0];
  assert.equal((await frames(device, 'x', { Cookie: eve })).status, 403);
});

test('the first-sync image is streamed as gzip with its lengths', async () => {
  const device = await enrol();
  const headers = { Cookie: cookie, 'X-Pannier-Device': String(device) };
  const answer = await server.get('/sync/snapshot', headers);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['content-encoding'], 'gzip');
  assert.equal(Number(answer.headers['content-length']), answer.body.length);
  assert.equal(gunzipSync(answer.body).length, Number(answer.headers['x-pannier-uncompressed-length']));
  assert.equal((await server.get('/sync/snapshot', { ...headers, 'If-None-Match': answer.headers.etag })).status, 304);
  assert.equal((await server.get('/sync/snapshot', { Cookie: cookie })).status, 400);
  assert.equal((await server.get('/sync/snapshot')).status, 401);
});

async function ticket() {
  const answer = await server.post('/sync/ticket', {}, { Cookie: cookie });
  assert.equal(answer.status, 200);
  return answer.json().ticket;
}

test('a WebSocket opens with a ticket, learns the head, and is poked', async () => {
  const socket = await server.websocket({ Origin: server.origin });
  assert.equal(socket.status, 101);
  assert.equal(socket.headers['sec-websocket-extensions'], undefined);
  socket.send(JSON.stringify({ ticket: await ticket() }));
  const first = JSON.parse((await socket.next()).text);
  assert.equal(first.type, 'poke');
  const bearer = { Authorization: `Bearer ${server.token()}` };
  await server.request('POST', '/api/test.move', { headers: bearer });
  assert.deepEqual(JSON.parse((await socket.next()).text), { type: 'poke', head: first.head + 1 });
  for (let i = 0; i < 50; ++i) await server.request('POST', '/api/test.move', { headers: bearer });
  let head = 0;
  while (head < first.head + 51) head = JSON.parse((await socket.next()).text).head;
  assert.equal(head, first.head + 51);
  socket.socket.destroy();
});

test('a ticket is for one use, and wrong ones are refused', async () => {
  const once = await ticket();
  const first = await server.websocket();
  first.send(JSON.stringify({ ticket: once }));
  assert.equal((await first.next()).type, 'text');
  for (const message of [JSON.stringify({ ticket: once }), '{}', 'nonsense', `{"ticket":"pnk_${'A'.repeat(64)}"}`]) {
    const socket = await server.websocket();
    socket.send(message);
    const end = await socket.next();
    assert.equal(end.code, 1008, message);
  }
  first.socket.destroy();
});

test('another site\'s page cannot connect, an oversized message ends the connection', async () => {
  assert.equal((await server.websocket({ Origin: 'http://evil.example' })).status, 403);
  const socket = await server.websocket();
  socket.send('x'.repeat(100000));
  const end = await socket.next();
  assert.ok(end.type === 'end' || end.code === 1009, JSON.stringify(end));
});

test('signing out closes the session\'s WebSocket', async () => {
  const own = await server.signIn();
  const answer = await server.post('/sync/ticket', {}, { Cookie: own });
  const socket = await server.websocket();
  socket.send(JSON.stringify({ ticket: answer.json().ticket }));
  assert.equal((await socket.next()).type, 'text');
  await server.post('/auth/signout', {}, { Cookie: own });
  const end = await socket.next();
  assert.deepEqual([end.type, end.code, end.reason], ['close', 1008, 'signed out']);
});

test('a revoked device may not exchange data, and a lost one is told to wipe', async () => {
  const device = await enrol();
  assert.equal((await server.post('/auth/devices/revoke', { device }, { Cookie: cookie })).status, 200);
  const revoked = await frames(device, 'x');
  assert.equal(revoked.status, 403);
  assert.equal(revoked.json().detail, 'revoked');
  assert.equal(revoked.headers['clear-site-data'], undefined);
  await server.post('/auth/devices/revoke', { device, wipe: true }, { Cookie: cookie });
  const wiped = await frames(device, 'x');
  assert.equal(wiped.json().detail, 'wipe');
  assert.match(wiped.headers['clear-site-data'], /"storage"/);
  const listed = (await server.get('/auth/devices', { Cookie: cookie })).json().devices;
  assert.equal(listed.find((one) => one.device === device).revoked, true);
});
