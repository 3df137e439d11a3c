import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Server } from './harness.mjs';

let server;
before(async () => { server = await Server.start(); });
after(() => server.stop());

test('the page is served with a strict policy and asked for again each time', async () => {
  const answer = await server.get('/');
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /^text\/html/);
  assert.equal(answer.headers['cache-control'], 'no-cache');
  const policy = answer.headers['content-security-policy'];
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
  assert.match(policy, new RegExp(`connect-src 'self' ws://127.0.0.1:${server.port} `));
  assert.match(policy, /frame-ancestors 'self' http:\/\/localhost:\* http:\/\/127.0.0.1:\*$/);
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.equal(answer.headers['cross-origin-opener-policy'], 'same-origin');
  assert.ok(answer.headers['referrer-policy'] && answer.headers['permissions-policy']);
  assert.ok(answer.headers['x-request-id']);
});

test('hashed assets are immutable, typed, compressed and revalidated by ETag', async () => {
  const plain = await server.get('/assets/app-abc123.js');
  assert.match(plain.headers['cache-control'], /immutable/);
  assert.match(plain.headers['content-type'], /javascript/);
  const packed = await server.get('/assets/app-abc123.js', { 'Accept-Encoding': 'gzip' });
  assert.equal(packed.headers['content-encoding'], 'gzip');
  assert.equal(packed.headers.vary, 'Accept-Encoding');
  assert.notEqual(packed.headers.etag, plain.headers.etag);
  assert.deepEqual(gunzipSync(packed.body), plain.body);
  const again = await server.get('/assets/app-abc123.js', { 'If-None-Match': plain.headers.etag });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
  const wasm = await server.get('/assets/core-def456.wasm');
  assert.equal(wasm.headers['content-type'], 'application/wasm');
});

test('a precompressed sibling is preferred', async () => {
  const answer = await server.get('/assets/pre.css', { 'Accept-Encoding': 'gzip, br' });
  assert.equal(answer.headers['content-encoding'], 'br');
  assert.equal(answer.text, 'BROTLI');
  const refused = await server.get('/assets/pre.css', { 'Accept-Encoding': 'br;q=0' });
  assert.equal(refused.headers['content-encoding'], undefined);
});

test('service worker, manifest and widget are never cached for long; the widget is for every origin', async () => {
  for (const path of ['/sw.js', '/manifest.webmanifest', '/widget.js']) {
    assert.equal((await server.get(path)).headers['cache-control'], 'no-cache', path);
  }
  const widget = await server.get('/widget.js');
  assert.equal(widget.headers['access-control-allow-origin'], '*');
  assert.equal(widget.headers['cross-origin-resource-policy'], 'cross-origin');
  assert.equal((await server.get('/sw.js')).headers['cross-origin-resource-policy'], 'same-origin');
});

test('addresses of the app answer with the page, missing files with 404', async () => {
  for (const path of ['/customers', '/segments/0198c5d0-7f3a-7abc-8def-0123456789ab', '/sync', '/embed/customer?email=a']) {
    assert.match((await server.get(path)).text, /<title>Pannier/, path);
  }
  for (const path of ['/nothing.js', '/assets/none-1.js', '/auth/none', '/sync/none', '/assets/none']) {
    const answer = await server.get(path);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.json().code, 'not_found');
  }
});

test('no path leaves the folder or shows hidden files', async () => {
  for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/..%5csecret.txt',
    '/.hidden', '/assets/%00', '//secret.txt', '/%zz', '/assets/./app-abc123.js', `/${'a'.repeat(3000)}`]) {
    const text = await server.raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.match(text, /^HTTP\/1\.1 404 /, path);
    assert.doesNotMatch(text, /secret\n|hidden\n/);
  }
});

test('HEAD answers like GET without a body', async () => {
  const get = await server.get('/assets/app-abc123.js');
  const head = await server.request('HEAD', '/assets/app-abc123.js');
  assert.equal(head.status, 200);
  assert.equal(head.headers['content-length'], String(get.body.length));
  assert.equal(head.body.length, 0);
});

test('health, readiness, configuration and metrics answer', async () => {
  assert.equal((await server.get('/healthz')).text, 'ok\n');
  assert.equal((await server.get('/readyz')).text, 'ready\n');
  assert.deepEqual((await server.get('/config.json')).json().widget_origins,
    ['http://localhost:*', 'http://127.0.0.1:*']);
  const metrics = (await server.get('/metrics')).text;
  assert.match(metrics, /pannier_http_requests_total\{route="static",status="200"\} \d+/);
  assert.match(metrics, /pannier_head_sequence 41/);
});
