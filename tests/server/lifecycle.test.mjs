import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { command, Server, temporaryFolder } from './harness.mjs';

test('a second server and `call` on a folder in use are refused by name', async () => {
  const server = await Server.start();
  const second = command(['serve', '--port', '0', '--data', server.data]);
  assert.equal(second.code, 1);
  assert.match(second.err, new RegExp(`in use by another pannier-server \\(process ${server.child.pid}\\)`));
  const call = command(['call', 'test.echo', '{}', '--data', server.data]);
  assert.equal(call.code, 1);
  assert.equal(JSON.parse(call.out).code, 'conflict');
  assert.match(call.err, /in use by another/);
  const samePort = command(['serve', '--port', String(server.port), '--data', join(server.folder, 'other')]);
  assert.equal(samePort.code, 1);
  assert.match(samePort.err, /cannot listen on 127\.0\.0\.1/);
  await server.stop();
});

test('SIGTERM ends idle connections and WebSockets at once and exits with 0', async () => {
  const server = await Server.start();
  const cookie = await server.signIn();
  const ticket = (await server.post('/sync/ticket', {}, { Cookie: cookie })).json().ticket;
  const socket = await server.websocket();
  socket.send(JSON.stringify({ ticket }));
  await socket.next();
  const silent = await server.websocket(); // never sends its ticket
  const idle = server.raw('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  await new Promise((done) => setTimeout(done, 200));
  const begin = Date.now();
  server.child.kill('SIGTERM');
  const end = await socket.next();
  assert.deepEqual([end.code, end.reason], [1001, 'server stops']);
  assert.match(await idle, /200 OK/);
  assert.equal((await silent.next()).type, 'end');
  assert.deepEqual(await server.exit, { code: 0, signal: null });
  assert.ok(Date.now() - begin < 5000);
  assert.deepEqual(server.lines.map((line) => line.event).filter((event) => event.startsWith('stop')), ['stopping', 'stopped']);
  rmSync(server.folder, { recursive: true });
});

test('a request that runs when SIGTERM comes is answered', async () => {
  const server = await Server.start();
  const headers = { Authorization: `Bearer ${server.token()}` };
  const running = server.request('POST', '/api/test.sleep', { headers, body: '{"ms":1200}' });
  await new Promise((done) => setTimeout(done, 300));
  server.child.kill('SIGINT');
  assert.equal((await running).status, 200);
  assert.equal((await server.exit).code, 0);
  rmSync(server.folder, { recursive: true });
});

test('a client that stops reading a large answer does not hold up the stop', async () => {
  const server = await Server.start({ env: { PANNIER_STOP_SECONDS: '1' } });
  const headers = { Authorization: `Bearer ${server.token()}` };
  const running = server.request('POST', '/api/test.sleep', { headers, body: '{"ms":60000}' }).catch(() => 'cut');
  await new Promise((done) => setTimeout(done, 300));
  assert.ok(running);
  server.child.kill('SIGKILL');
  assert.equal(await running, 'cut');
  // Killed, not stopped: the next server starts on the same folder without a stale lock.
  const next = command(['call', 'test.echo', '--data', server.data]);
  assert.equal(next.code, 0, next.err);
  rmSync(server.folder, { recursive: true });
});

test('serve --show-link shows a working link on standard error, not in the log', async () => {
  const server = await Server.start({ args: ['--show-link'] });
  await server.get('/healthz');
  const token = /http:\/\/127\.0\.0\.1:(\d+)\/#signin=(pnl_[\w-]{64})/.exec(server.errors);
  assert.equal(token[1], String(server.port));
  assert.equal((await server.post('/auth/link', { token: token[2] })).status, 200);
  assert.ok(!JSON.stringify(server.lines).includes('pnl_'));
  await server.stop();
});

test('sessions outlive a restart', async () => {
  const folder = temporaryFolder();
  const first = await Server.start({ folder });
  const cookie = await first.signIn();
  first.child.kill('SIGKILL');
  await first.exit;
  const second = await Server.start({ folder });
  assert.equal((await second.get('/auth/session', { Cookie: cookie })).json().user.email, 'owner@pannier.local');
  await second.stop();
});

test('configuration: file, environment, flags, and mistakes named by line', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'pannier.toml');
  writeFileSync(file, '[server]\nhost = "127.0.0.1"\n[widget]\nallowed_origins = ["https://Shop.example/"]\n');
  const server = await Server.start({ folder, args: ['--config', file], env: { PANNIER_PUBLIC_URL: 'https://crm.example' } });
  assert.deepEqual((await server.get('/config.json')).json().widget_origins, ['https://shop.example']);
  const answer = await server.post('/auth/link', { token: server.link() }, { Origin: 'https://crm.example' });
  assert.match(answer.headers['set-cookie'][0], /^__Host-pannier_session=.*; Secure$/);
  await server.stop();

  const folder2 = temporaryFolder();
  const wrong = join(folder2, 'wrong.toml');
  for (const [text, message] of [
    ['[server]\nprot = 1\n', /line 2: server\.prot is not a setting/],
    ['[server]\nport = 70000\n', /line 2: server\.port must be a whole number from 0 to 65535/],
    ['port = 1\n', /outside of a \[section\]/],
    ['[server\n', /line 1/],
    ['[widget]\nallowed_origins = "x"\n', /must be a list/]]) {
    writeFileSync(wrong, text);
    const failed = command(['serve', '--config', wrong, '--data', join(folder2, 'data')]);
    assert.equal(failed.code, 1);
    assert.match(failed.err, message);
  }
  assert.ok(!existsSync(join(folder2, 'data')));
  rmSync(folder2, { recursive: true });
});

test('the command line: users, tokens, backup, doctor, help', () => {
  const folder = temporaryFolder();
  const data = ['--data', join(folder, 'data')];
  assert.equal(command(['init', ...data]).code, 0);
  assert.equal(command(['user', 'add', 'ann@shop.example', '--role', 'admin', ...data]).code, 0);
  assert.equal(command(['user', 'add', 'ann@shop.example', ...data]).code, 1);
  assert.match(command(['user', 'add', 'nonsense', ...data]).err, /not an e-mail address/);
  assert.match(command(['user', 'list', ...data]).out, /owner@pannier\.local\tadmin[^]*|ann@shop\.example\tadmin/);
  assert.match(command(['link', ...data]).out, /^http:\/\/127\.0\.0\.1:8787\/#signin=pnl_[\w-]{64}\n$/);
  const token = command(['token', '--name', 'nightly', ...data]).out.trim();
  assert.match(token, /^pnt_[\w-]{64}$/);
  const listed = command(['token', '--list', ...data]).out;
  assert.match(listed, /token\tnightly/);
  assert.equal(command(['token', '--revoke', listed.split('\t')[0], ...data]).code, 0);
  assert.equal(command(['token', '--list', ...data]).out, '');
  assert.match(command(['call', 'test.echo', '{"x":1}', ...data]).out, /"local":true/);
  writeFileSync(join(folder, 'params.json'), '{"from":"file"}');
  assert.match(command(['call', 'test.echo', `@${join(folder, 'params.json')}`, ...data]).out, /"from":"file"/);
  assert.match(command(['call', 'test.echo', '@-', ...data], { input: '{"from":"stdin"}' }).out, /"from":"stdin"/);
  const failed = command(['call', 'test.fail', ...data]);
  assert.equal(failed.code, 1);
  assert.equal(JSON.parse(failed.out).position, 7);
  assert.equal(command(['backup', join(folder, 'copy.db'), ...data]).code, 0);
  assert.ok(existsSync(join(folder, 'copy.db.accounts')));
  assert.equal(command(['backup', join(folder, 'copy.db'), ...data]).code, 1);
  assert.match(command(['doctor', ...data]).out, /server\.db is sound; 2 users/);
  assert.match(command(['--help']).out, /Subcommands:[^]*serve[^]*doctor/);
  assert.ok(command(['--nonsense']).code > 1);
  rmSync(folder, { recursive: true });
});
