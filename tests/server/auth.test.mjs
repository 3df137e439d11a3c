import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, Server } from './harness.mjs';

let server;
before(async () => { server = await Server.start(); });
after(() => server.stop());

test('a sign-in link works once and the cookie is closed to scripts', async () => {
  const token = server.link();
  assert.match(token, /^pnl_/);
  const answer = await server.post('/auth/link', { token });
  assert.equal(answer.status, 200);
  assert.equal(answer.json().user.role, 'admin');
  assert.match(answer.headers['set-cookie'][0], /; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
  const again = await server.post('/auth/link', { token });
  assert.equal(again.status, 401);
  assert.equal(again.json().code, 'unauthenticated');
  assert.equal((await server.post('/auth/link', { token: `pnl_${'A'.repeat(64)}` })).status, 401);
});

test('the session answers who is signed in, also when nobody is', async () => {
  const nobody = await server.get('/auth/session');
  assert.equal(nobody.status, 200);
  assert.equal(nobody.json().user, null);
  const cookie = await server.signIn();
  const session = (await server.get('/auth/session', { Cookie: cookie })).json();
  assert.equal(session.user.email, 'owner@pannier.local');
  assert.equal(session.device, null);
  assert.ok(Math.abs(session.server_time - Date.now()) < 60000);
  assert.deepEqual(session.widget_origins, ['http://localhost:*', 'http://127.0.0.1:*']);
});

test('passwords: right, wrong and unknown user', async () => {
  command(['user', 'add', 'ann@shop.example', '--name', 'Ann', '--data', server.data]);
  const set = command(['user', 'passwd', 'Ann@Shop.example', '--data', server.data], { input: 'a long enough one\n' });
  assert.equal(set.code, 0, set.err);
  const right = await server.post('/auth/password', { email: 'ANN@shop.example ', password: 'a long enough one' });
  assert.equal(right.status, 200);
  assert.equal(right.json().user.name, 'Ann');
  const wrong = await server.post('/auth/password', { email: 'ann@shop.example', password: 'a long enough two' });
  const unknown = await server.post('/auth/password', { email: 'bob@shop.example', password: 'a long enough one' });
  assert.equal(wrong.status, 401);
  assert.deepEqual(wrong.json(), unknown.json());
  const short = command(['user', 'passwd', 'ann@shop.example', '--data', server.data], { input: 'short\n' });
  assert.equal(short.code, 1);
  assert.match(short.err, /at least 10 characters/);
});

test('guessing passwords is slowed down', async () => {
  let last;
  for (let i = 0; i < 12; ++i) {
    last = await server.post('/auth/password', { email: 'victim@shop.example', password: `guess number ${i}` });
  }
  assert.equal(last.status, 429);
  assert.ok(Number(last.headers['retry-after']) > 0);
});

test('a cookie alone, from another page or from no page, changes nothing', async () => {
  const cookie = await server.signIn();
  const post = (headers) => server.request('POST', '/api/test.echo', { headers: { Cookie: cookie, ...headers }, body: '{}' });
  assert.equal((await post({})).status, 403);
  assert.equal((await post({ Origin: 'http://evil.example' })).status, 403);
  assert.equal((await post({ Origin: 'null' })).status, 403);
  assert.equal((await post({ Origin: server.origin, 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  assert.equal((await post({ Origin: server.origin.replace('127.0.0.1', 'localhost') })).status, 403);
  assert.equal((await post({ Origin: server.origin })).status, 200);
  assert.equal((await post({ 'Sec-Fetch-Site': 'same-origin' })).status, 200);
  assert.equal((await server.post('/auth/link', { token: 'x' }, { Origin: 'http://evil.example' })).status, 403);
});

test('every command is open to a token, and errors keep their shape', async () => {
  const headers = { Authorization: `Bearer ${server.token()}` };
  const echo = (await server.request('POST', '/api/test.echo', { headers, body: '{"a":[1,"é"]}' })).json();
  assert.deepEqual(echo.params, { a: [1, 'é'] });
  assert.equal(echo.email, 'owner@pannier.local');
  assert.equal(echo.local, false);
  assert.equal(echo.device, 0);
  const failed = await server.request('POST', '/api/test.fail', { headers });
  assert.equal(failed.status, 400);
  assert.deepEqual(failed.json(), { code: 'invalid_argument', message: 'The test wants this to fail.', field: 'query', position: 7 });
  assert.equal((await server.request('GET', '/api', { headers })).json()[0].name, 'test.echo');
  const wrong = await server.request('POST', '/api/test.echo', { headers: { Authorization: `Bearer pnt_${'A'.repeat(64)}` } });
  assert.equal(wrong.status, 401);
});

test('sessions are listed and revoked; signing out ends one at once', async () => {
  const first = await server.signIn();
  const second = await server.signIn();
  const sessions = (await server.get('/auth/sessions', { Cookie: first })).json().sessions;
  assert.ok(sessions.length >= 2);
  assert.equal(sessions.filter((one) => one.current).length, 1);
  assert.ok(!JSON.stringify(sessions).includes(first.split('=')[1]));
  const other = (await server.get('/auth/sessions', { Cookie: second })).json().sessions.find((one) => one.current);
  assert.equal((await server.post('/auth/sessions/revoke', { id: other.id }, { Cookie: first })).status, 200);
  assert.equal((await server.get('/auth/sessions', { Cookie: second })).status, 401);
  const out = await server.post('/auth/signout', {}, { Cookie: first });
  assert.equal(out.status, 200);
  assert.match(out.headers['set-cookie'][0], /Max-Age=0/);
  assert.equal((await server.get('/auth/session', { Cookie: first })).json().user, null);
});

test('a password changed in the app needs the current one', async () => {
  command(['user', 'add', 'cy@shop.example', '--data', server.data]);
  const link = command(['link', '--user', 'cy@shop.example', '--data', server.data]).out.trim().split('#signin=')[1];
  const cookie = (await server.post('/auth/link', { token: link })).headers['set-cookie'][0].split(';')[0];
  const change = (body) => server.post('/auth/change-password', body, { Cookie: cookie });
  assert.equal((await change({ password: 'first password' })).status, 200);
  assert.equal((await change({ password: 'second password' })).status, 403);
  assert.equal((await change({ password: 'second password', current: 'first password' })).status, 200);
  assert.equal((await change({ password: 'cy@shop.example', current: 'second password' })).status, 400);
});

test('no secret is in the log', async () => {
  const cookie = await server.signIn();
  await server.get(`/auth/session?token=${'q'.repeat(30)}`, { Cookie: cookie });
  const log = JSON.stringify(server.lines);
  for (const secret of ['pns_', 'pnl_', 'pnt_', 'pnk_', 'long enough', 'qqqqq', 'Cookie']) {
    assert.ok(!log.includes(secret), secret);
  }
  const line = server.lines.find((one) => one.path === '/auth/session' && one.user);
  for (const key of ['ts', 'level', 'event', 'request', 'method', 'status', 'ms', 'bytes', 'remote']) assert.ok(key in line, key);
});
