// What broken or hostile clients send. After each the server still answers.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { Server } from './harness.mjs';

let server;
let token;
before(async () => { server = await Server.start(); token = server.token(); });
after(async () => { assert.equal((await server.stop()).code, 0); });
afterEach(async () => { assert.equal((await server.get('/healthz')).status, 200); });

const bearer = () => ({ Authorization: `Bearer ${token}` });

test('a header over 16 kB is refused', async () => {
  const text = await server.raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(40000)}\r\n\r\n`);
  assert.match(text, /^HTTP\/1\.1 431 /);
});

test('bytes that are no HTTP are refused', async () => {
  assert.match(await server.raw('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n'), /^HTTP\/1\.1 400 |^$/);
  assert.match(await server.raw('GET\r\n\r\n'), /^HTTP\/1\.1 400 /);
  assert.match(await server.raw('POST /api/test.echo HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n'), /^HTTP\/1\.1 400 /);
});

test('length and chunked together are refused, not guessed', async () => {
  const text = await server.raw('POST /auth/link HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n' +
    'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n');
  assert.match(text, /^HTTP\/1\.1 400 /);
});

test('a body over the route\'s cap is refused before it is read', async () => {
  const announced = await server.raw('POST /auth/link HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n');
  assert.match(announced, /^HTTP\/1\.1 413 /);
  const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
  const chunked = await server.raw('POST /auth/link HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n' +
    `${chunk}${chunk}0\r\n\r\n`);
  assert.match(chunked, /^HTTP\/1\.1 413 /);
});

test('nobody unknown makes the server read a large body', async () => {
  const answer = await server.raw('POST /api/test.echo HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n');
  assert.match(answer, /^HTTP\/1\.1 401 /);
});

test('JSON that is wrong, too deep, or no object is a clear error', async () => {
  for (const body of ['{', '[1]', '"x"', '['.repeat(100000), '{"a":"\\ud800"', '\0']) {
    const answer = await server.post('/auth/link', body.slice(0, 16000));
    assert.equal(answer.status === 400 || answer.status === 413, true, `${answer.status} ${body.slice(0, 20)}`);
    assert.match(answer.json().message, /\.$/);
  }
  const deep = await server.post('/api/test.echo', '['.repeat(100000), bearer());
  assert.ok(deep.status === 400 || deep.status === 413);
});

test('wrong methods and addresses are told so', async () => {
  const wrong = await server.get('/auth/link');
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.allow, 'POST');
  assert.equal((await server.request('DELETE', '/')).status, 405);
  assert.equal((await server.get('/sync/socket')).status, 426);
  assert.equal((await server.post('/api/Nope;x', {}, bearer())).status, 404);
  assert.equal((await server.post('/api/unknown.command', {}, bearer())).status, 404);
});

test('a handler that throws gives an answer and the server lives', async () => {
  const answer = await server.post('/api/test.throw', {}, bearer());
  assert.equal(answer.status, 500);
  assert.equal(answer.json().code, 'internal');
});

test('a client that sends its header byte by byte is dropped', async () => {
  const begin = Date.now();
  await new Promise((done) => {
    const socket = net.connect(server.port, '127.0.0.1');
    const timer = setInterval(() => socket.write('G'), 200);
    socket.on('error', () => {});
    socket.on('close', () => { clearInterval(timer); done(); });
  });
  assert.ok(Date.now() - begin < 20000);
});

test('slow work of one kind does not delay another', async () => {
  const slow = server.post('/api/test.sleep', { ms: 1500 }, bearer());
  const passwords = [1, 2].map(() => server.post('/auth/password', { email: 'x@y.zz', password: 'wrong wrong' }));
  let answered = false;
  slow.then(() => { answered = true; });
  assert.equal((await server.get('/')).status, 200);
  assert.equal((await server.get('/auth/session')).status, 200);
  assert.equal(answered, false, 'the page came before the slow command ended');
  for (const answer of await Promise.all(passwords)) assert.equal(answer.status, 401);
  assert.equal((await slow).status, 200);
});

test('many requests on one connection, pipelined, are answered in order', async () => {
  const one = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
  const last = 'GET /config.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  const text = await server.raw(one.repeat(20) + last);
  assert.equal(text.split('HTTP/1.1 200 OK').length - 1, 21);
  assert.match(text, /widget_origins/);
});
