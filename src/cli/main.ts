#!/usr/bin/env node
import { EXIT } from "./exit-codes.ts";
import { OutputClosed, processIo } from "./io.ts";
import { runOnNewerNode } from "./newer-node.ts";
import { run } from "./run.ts";

const ended = runOnNewerNode(process.versions.node, process.argv.slice(1));
if (ended !== undefined) end(ended);

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    interrupt.abort();
  });
}

run(process.argv.slice(2), processIo(), interrupt.signal).then(end, (error: unknown) => {
  if (error instanceof OutputClosed) return end(EXIT.ok);
  process.stderr.write(`drover: this is a bug: ${error instanceof Error ? error.stack : String(error)}\n`);
  end(EXIT.failure);
});

/** Output is written by then; waiting for sockets to close would only make every command slower. */
function end(code: number): void {
  process.exit(code);
}
