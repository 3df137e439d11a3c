// Runs a program built by pannier_add_wasm_test under Node: run_node.mjs PROGRAM.js [ARGUMENT...]
import { loadCore, loadSqlite } from './node_modules.mjs';

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  console.error('Usage: node run_node.mjs PROGRAM.js [ARGUMENT...]');
  process.exit(2);
}

try {
  const module = await loadCore(program, await loadSqlite(), { noInitialRun: true });
  process.exitCode = module.callMain(args);
} catch (error) {
  // Emscripten reports exit(n) with n != 0 as an ExitStatus.
  if (error?.name === 'ExitStatus') {
    process.exitCode = error.status;
  } else {
    console.error(error);
    process.exitCode = 1;
  }
}
