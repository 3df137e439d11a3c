import { describe, expect, it } from 'vitest';
import type { CommandAnswer } from './core_module.js';
import { nextSize, runImport, type ImportCore, type ImportJob } from './importer.js';

class FakeCore implements ImportCore {
  readonly slices: { size: number; last: boolean }[] = [];
  readonly commands: string[] = [];
  onFeed: () => void = () => undefined;

  call(_id: string, name: string): CommandAnswer {
    this.commands.push(name);
    return answer({ id: 'x', job: 4 });
  }
  feed(_job: number, bytes: Uint8Array, last: boolean): CommandAnswer {
    this.slices.push({ size: bytes.length, last });
    this.onFeed();
    return answer({ bytes_read: bytes.length }, ['customer']);
  }
}

function answer(result: unknown, changed: string[] = []): CommandAnswer {
  return {
    envelope: JSON.stringify({ result, changed, transaction: null }),
    changed,
    transaction: 1,
  };
}

function job(size: number, change: Partial<ImportJob> = {}): ImportJob {
  return {
    file: new File([new Uint8Array(size)], 'orders.csv'),
    dryRun: false,
    format: undefined,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onStep: () => Promise.resolve(),
    ...change,
  };
}

describe('runImport', () => {
  it('feeds the whole file in order and marks the last slice', async () => {
    const core = new FakeCore();
    await runImport(core, job(300_000), () => 0);
    expect(core.slices.reduce((sum, slice) => sum + slice.size, 0)).toBe(300_000);
    expect(core.slices.map((slice) => slice.last)).toEqual([false, true]);
  });

  it('feeds an empty file as one empty last slice', async () => {
    const core = new FakeCore();
    await runImport(core, job(0), () => 0);
    expect(core.slices).toEqual([{ size: 0, last: true }]);
  });

  it('asks the core to cancel, so that nothing of the file stays', async () => {
    const core = new FakeCore();
    const abort = new AbortController();
    core.onFeed = () => {
      abort.abort();
    };
    const running = runImport(core, job(1_000_000, { signal: abort.signal }), () => 0);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(core.commands).toEqual(['import.start', 'import.cancel']);
    expect(core.slices).toHaveLength(1);
  });

  it('resolves only when the last step is safe', async () => {
    const core = new FakeCore();
    const open: (() => void)[] = [];
    let finished = false;
    const onStep = (): Promise<void> => new Promise((resolve) => open.push(resolve));
    const running = runImport(core, job(10, { onStep }), () => 0).then(() => (finished = true));
    const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
    await turn();
    open.shift()?.();
    await turn();
    expect(finished).toBe(false);
    open.shift()?.();
    await running;
    expect(finished).toBe(true);
  });
});

describe('nextSize', () => {
  it('aims at fifty milliseconds within bounds', () => {
    expect(nextSize(131_072, 10)).toBe(262_144);
    expect(nextSize(131_072, 40)).toBe(131_072);
    expect(nextSize(131_072, 80)).toBe(65_536);
    expect(nextSize(32_768, 500)).toBe(32_768);
    expect(nextSize(1_048_576, 1)).toBe(1_048_576);
  });
});
