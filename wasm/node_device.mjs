// pannier.wasm (the target pannier_node) as a few functions under Node, for request transcripts:
//
//   const device = await loadDevice('build/wasm/node/pannier.js', { now: () => 0, random: fill });
//   device.open(':memory:', 'jane@example.com');
//   device.call('shop.get', '{}');   // the envelope, as text
import { loadCore, loadSqlite } from './node_modules.mjs';

/** `now` and `random` replace the clock and the randomness; see host.js. */
export async function loadDevice(program, { now, random } = {}) {
  const module = await loadCore(program, await loadSqlite(), { now, random });
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();

  const write = (...parts) => {
    const bytes = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part));
    let at = module._pannier_input(bytes.reduce((sum, part) => sum + part.length, 0));
    for (const part of bytes) {
      module.HEAPU8.set(part, at);
      at += part.length;
    }
    return bytes.map((part) => part.length);
  };
  const read = (response) => {
    const [status, start, size] = module.HEAP32.subarray(response >> 2, (response >> 2) + 3);
    const from = start >>> 0;
    return { status, text: decoder.decode(module.HEAPU8.subarray(from, from + (size >>> 0))) };
  };
  const must = ({ status, text }) => {
    if (status !== 0) throw new Error(text);
    return text;
  };

  return {
    open: (path, user) => void must(read(module._pannier_open(...write(path, user)))),
    close: () => module._pannier_close(),
    /** The envelope, also of an error. */
    call: (name, parameters) => read(module._pannier_call(...write('', name, parameters))).text,
    feed: (job, bytes, last) => {
      write(bytes);
      return read(module._pannier_feed(job, last ? 1 : 0)).text;
    },
    status: () => JSON.parse(must(read(module._pannier_status()))),
  };
}
