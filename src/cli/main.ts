#!/usr/bin/env node
import { EXIT } from "./exit-codes.ts";
import { OutputClosed, processIo } from "./io.ts";
import { run } from "./run.ts";

const interrupt = new AbortController();
process.once("SIGINT", () => {
  interrupt.abort();
});
process.once("SIGTERM", () => {
  interrupt.abort();
});

let code: number = EXIT.failure;
try {
  code = await run(process.argv.slice(2), processIo(), interrupt.signal);
} catch (error) {
  if (error instanceof OutputClosed) code = EXIT.ok;
  else process.stderr.write(`drover: this is a bug: ${error instanceof Error ? error.stack : String(error)}\n`);
}
// Output is written by then; waiting for sockets to close would only make every command slower.
process.exit(code);
