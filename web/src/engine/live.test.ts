import { describe, expect, it } from 'vitest';
import { LiveQueries } from './live.js';
import { PannierError } from './types.js';

const reads = { 'customers.list': ['customer'], 'tasks.list': ['task'], 'shop.get': [] };
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

class Page {
  readonly runs: string[] = [];
  readonly answers: unknown[] = [];
  readonly errors: unknown[] = [];
  private frame: (() => void)[] = [];
  private pending: ((value: unknown) => void)[] = [];
  hold = false;
  fail = false;
  readonly live = new LiveQueries(
    (name) => {
      this.runs.push(name);
      if (this.fail) return Promise.reject(new PannierError({ code: 'internal', message: 'no' }));
      if (!this.hold) return Promise.resolve(this.runs.length);
      return new Promise((resolve) => this.pending.push(resolve));
    },
    reads,
    (work) => this.frame.push(work),
  );

  watch(name: string): () => void {
    return this.live.add(name, '{}', (result, error) => {
      if (error) this.errors.push(error);
      else this.answers.push(result);
    });
  }

  draw(): void {
    for (const work of this.frame.splice(0)) work();
  }

  answer(value: unknown): void {
    this.pending.shift()?.(value);
  }
}

describe('LiveQueries', () => {
  it('runs at once and again only when an entity it reads changed', async () => {
    const page = new Page();
    page.watch('customers.list');
    await settle();
    page.live.changed(['task']);
    page.draw();
    expect(page.runs).toHaveLength(1);
    page.live.changed(['customer', 'note']);
    page.draw();
    await settle();
    expect(page.answers).toEqual([1, 2]);
  });

  it('takes a command without a list of entities to read everything', async () => {
    const page = new Page();
    page.watch('shop.get');
    page.watch('stats.overview');
    await settle();
    page.live.changed(['note']);
    page.draw();
    expect(page.runs).toHaveLength(4);
  });

  it('makes one run of all changes within a frame', async () => {
    const page = new Page();
    page.watch('customers.list');
    await settle();
    for (let i = 0; i < 20; i += 1) page.live.changed(['customer']);
    page.draw();
    await settle();
    expect(page.runs).toHaveLength(2);
  });

  it('has one run on its way; changes meanwhile lead to exactly one more', async () => {
    const page = new Page();
    page.hold = true;
    page.watch('customers.list');
    for (let i = 0; i < 5; i += 1) {
      page.live.changed(['customer']);
      page.draw();
    }
    expect(page.runs).toHaveLength(1);
    page.answer('old');
    await settle();
    page.draw();
    expect(page.runs).toHaveLength(2);
    page.answer('new');
    await settle();
    page.draw();
    expect(page.runs).toHaveLength(2);
    expect(page.answers).toEqual(['old', 'new']);
  });

  it('says nothing after it was ended, also when an answer is on its way', async () => {
    const page = new Page();
    page.hold = true;
    const end = page.watch('customers.list');
    end();
    page.answer('late');
    await settle();
    expect(page.answers).toEqual([]);
  });

  it('passes a failure on and recovers with the next change', async () => {
    const page = new Page();
    page.fail = true;
    page.watch('customers.list');
    await settle();
    expect(page.errors).toHaveLength(1);
    page.fail = false;
    page.live.changed(['*']);
    page.draw();
    await settle();
    expect(page.answers).toHaveLength(1);
  });
});
