import { describe, expect, it } from 'vitest';
import type { RequestMessage } from './protocol.js';
import { Requests } from './requests.js';
import { PannierError } from './types.js';

function call(name: string): { kind: 'call'; name: string; params: string } {
  return { kind: 'call', name, params: '{}' };
}

function collect(requests: Requests): RequestMessage[] {
  const sent: RequestMessage[] = [];
  requests.useCarrier((message) => sent.push({ ...message }));
  return sent;
}

describe('Requests', () => {
  it('waits with sending until a leader has introduced itself', () => {
    const requests = new Requests('tab');
    const sent = collect(requests);
    void requests.send(call('shop.get'));
    expect(sent).toEqual([]);
    requests.leaderIs('one');
    expect(sent.map((message) => message.id)).toEqual(['tab:1']);
  });

  it('sends what is unanswered to a new leader, with the same id and a higher attempt', async () => {
    const requests = new Requests('tab');
    const sent = collect(requests);
    requests.leaderIs('one');
    const first = requests.send(call('a'));
    const second = requests.send(call('b'));
    requests.receive({ type: 'answer', id: 'tab:1', answer: { ok: true, value: 1 } });
    requests.leaderIs('two');
    expect(sent.map(({ id, attempt }) => [id, attempt])).toEqual([
      ['tab:1', 1],
      ['tab:2', 1],
      ['tab:2', 2],
    ]);
    requests.receive({ type: 'answer', id: 'tab:2', answer: { ok: true, value: 2 } });
    expect(await Promise.all([first, second])).toEqual([1, 2]);
  });

  it('does not resend when the same leader says hello again', () => {
    const requests = new Requests('tab');
    const sent = collect(requests);
    requests.leaderIs('one');
    void requests.send(call('a'));
    requests.leaderIs('one');
    expect(sent).toHaveLength(1);
  });

  it('gives up a request that outlived three workers', async () => {
    const requests = new Requests('tab');
    collect(requests);
    const answer = requests.send(call('a'));
    for (const leader of ['1', '2', '3', '4']) requests.leaderIs(leader);
    await expect(answer).rejects.toMatchObject({ code: 'engine_stopped' });
    expect(requests.size).toBe(0);
  });

  it('passes errors on as PannierError, with position', async () => {
    const requests = new Requests('tab');
    collect(requests);
    requests.leaderIs('one');
    const answer = requests.send(call('a'));
    const error = { code: 'parse', message: 'Wrong.', position: 4, length: 2 };
    requests.receive({ type: 'answer', id: 'tab:1', answer: { ok: false, error } });
    await expect(answer).rejects.toMatchObject({ name: 'PannierError', ...error });
  });

  it('refuses everything after the engine gave up, until another leader is there', async () => {
    const requests = new Requests('tab');
    const sent = collect(requests);
    const before = requests.send(call('a'));
    requests.refuse(new PannierError({ code: 'engine_stopped', message: 'Gone.' }));
    await expect(before).rejects.toMatchObject({ code: 'engine_stopped' });
    await expect(requests.send(call('b'))).rejects.toMatchObject({ code: 'engine_stopped' });
    requests.leaderIs('one');
    void requests.send(call('c'));
    expect(sent).toHaveLength(1);
  });

  it('takes an answer once', async () => {
    const requests = new Requests('tab');
    collect(requests);
    requests.leaderIs('one');
    const answer = requests.send(call('a'));
    requests.receive({ type: 'answer', id: 'tab:1', answer: { ok: true, value: 'first' } });
    requests.receive({ type: 'answer', id: 'tab:1', answer: { ok: true, value: 'second' } });
    expect(await answer).toBe('first');
  });
});
