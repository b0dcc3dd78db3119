import { isMainThread, parentPort } from "node:worker_threads";
import { runHost } from "./run-host.ts";
import { serveSearches } from "./search/search-worker.ts";

/** The program of a PTY host; as a thread of one it searches what its sessions printed. */
if (isMainThread) await runHost(process.argv[1] ?? import.meta.filename);
else if (parentPort !== null) serveSearches(parentPort);
