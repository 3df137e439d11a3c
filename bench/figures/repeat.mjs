/** Runs inside a page: the milliseconds of each of `times` calls, and the last result. */
export async function timedCalls([side, name, parameters, times]) {
  const target = globalThis[side];
  const samples = [];
  let result;
  for (let done = 0; done < times; done += 1) {
    const start = performance.now();
    result = await target.call(name, parameters);
    samples.push(performance.now() - start);
    await new Promise((next) => setTimeout(next, 20)); // as between keystrokes: nothing waits behind anything
  }
  return { samples, result };
}
