/** Exit codes of `drover`, the same for every command; docs/cli.md lists them. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  noCore: 5,
  interrupted: 130,
} as const;

export const EXIT_MEANINGS: readonly { readonly code: number; readonly meaning: string }[] = [
  { code: EXIT.ok, meaning: "Done." },
  { code: EXIT.failure, meaning: "Something failed that is none of the below; the message says what." },
  { code: EXIT.usage, meaning: "The command line was not understood, or a value in it is not allowed." },
  { code: EXIT.notFound, meaning: "What was named does not exist, or the name fits several." },
  { code: EXIT.refused, meaning: "Refused as things stand: taken, closed, a cycle, already running, not allowed, …" },
  { code: EXIT.noCore, meaning: "No workspace, or no core could be reached or opened for it." },
  { code: EXIT.interrupted, meaning: "Interrupted (Ctrl-C)." },
];

const USAGE = new Set([
  "usage",
  "bad-pattern",
  "bad-input",
  "project-needed",
  "unknown-verb",
  "unknown-command",
  "unknown-word",
  "bad-setting",
]);
const FAILURE = new Set([
  "internal",
  "start-failed",
  "unreachable",
  "demo-not-landed",
  "still-ending",
  "journal-stopped",
  "past-unreadable",
  "ledger-unknown",
  "interrupted",
  "target-unknown",
  "settings-not-written",
  "editor-failed",
]);
const NO_CORE = new Set([
  "no-workspace",
  "no-core",
  "disconnected",
  "workspace-in-use",
  "workspace-not-writable",
  "protocol-mismatch",
  "bad-token",
]);

const NOT_FOUND = new Set(["no-hook", "no-integration", "moment-unknown"]);

/** The exit code for a failure's code. What is in no list was a refusal: most codes of the contract are. */
export function exitCodeOf(code: string): number {
  if (code === "cancelled") return EXIT.interrupted;
  if (USAGE.has(code)) return EXIT.usage;
  if (NO_CORE.has(code)) return EXIT.noCore;
  if (FAILURE.has(code)) return EXIT.failure;
  if (code.endsWith("not-found") || code.endsWith("-ambiguous") || NOT_FOUND.has(code)) return EXIT.notFound;
  return EXIT.refused;
}
