import process from "node:process";
import { createSpawner } from "./spawner.ts";

// The entry of the spawner process: requests on stdin, answers on stdout, trouble on stderr (which is the core's log).
const spawner = createSpawner({ output: process.stdout });
process.stdin.on("data", (chunk: Buffer) => spawner.receive(chunk));

let isLeaving = false;
/** The core closed the pipe, or died: whatever was started for it ends with it. */
function leave(): void {
  if (isLeaving) return;
  isLeaving = true;
  void spawner.end().then(() => process.exit(0));
}
process.stdin.on("end", leave);
process.stdin.on("error", leave);
process.stdout.on("error", leave);
process.on("SIGTERM", leave);
// Ctrl-C in a terminal reaches the whole group; the core decides when this process goes.
process.on("SIGINT", () => {});
