import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave, flushAll, kAutosaveDelay } from './autosave.js';

describe('Autosave', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is not put off by typing on: the clock starts with the first unsaved keystroke', async () => {
    const saved: string[] = [];
    const autosave = new Autosave<string>(async (value) => void saved.push(value));
    autosave.schedule('a');
    await vi.advanceTimersByTimeAsync(kAutosaveDelay - 20);
    autosave.schedule('ab');
    await vi.advanceTimersByTimeAsync(20);
    expect(saved).toEqual(['ab']);
    expect(kAutosaveDelay).toBeLessThanOrEqual(150);
  });

  it('saves one value at a time and the newest last', async () => {
    const saved: string[] = [];
    let release: () => void = () => undefined;
    const autosave = new Autosave<string>(async (value) => {
      await new Promise<void>((resolve) => (release = resolve));
      saved.push(value);
    });
    autosave.schedule('first');
    void autosave.flush();
    autosave.schedule('second');
    autosave.schedule('third');
    const done = autosave.flush();
    await vi.advanceTimersByTimeAsync(1);
    release();
    await vi.advanceTimersByTimeAsync(1);
    release();
    await done;
    expect(saved).toEqual(['first', 'third']);
    expect(autosave.state).toBe('saved');
    expect(autosave.busy).toBe(false);
  });

  it('keeps the value after a failure and tries again when the page is left', async () => {
    let works = false;
    const saved: string[] = [];
    const autosave = new Autosave<string>(async (value) => {
      if (!works) throw new Error('full disk');
      saved.push(value);
    });
    autosave.schedule('kept');
    await vi.advanceTimersByTimeAsync(kAutosaveDelay);
    expect(autosave.state).toBe('failed');
    works = true;
    await flushAll();
    expect(saved).toEqual(['kept']);
  });

  it('forgets what was not saved when told to', async () => {
    const save = vi.fn(async () => undefined);
    const autosave = new Autosave<string>(save);
    autosave.schedule('never');
    autosave.cancel();
    await vi.advanceTimersByTimeAsync(1000);
    expect(save).not.toHaveBeenCalled();
  });
});
