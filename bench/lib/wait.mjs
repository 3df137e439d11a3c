/** Nothing here waits without an end. */
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The outcome of `work`, or an error naming `what` after `ms` milliseconds. */
export async function within(ms, what, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} was not done after ${ms / 1000} seconds.`)),
      ms,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
