import { z } from "zod";
import { agentRef } from "./agent.ts";
import { SUPERVISORS, request } from "./verb.ts";

const cols = z.int().min(2).max(1000);
const rows = z.int().min(1).max(1000);

/** Opens a stream of terminal frames (wire/terminal-frame.ts) on the same connection. */
export const terminalOpen = request({
  name: "terminal.open",
  summary: "Watch or use an agent's terminal.",
  input: z.strictObject({
    agent: agentRef,
    cols,
    rows,
    /** `watch` neither types nor resizes. */
    mode: z.enum(["watch", "control"]),
  }),
  output: z.object({ stream: z.int(), session: z.string(), cols, rows }),
  errors: ["agent-not-found", "agent-ambiguous", "not-running", "host-lost"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const terminalScrollback = request({
  name: "terminal.scrollback",
  summary: "Send the stream a fresh snapshot that has the history too.",
  input: z.strictObject({ stream: z.int(), lines: z.int().min(1).max(100_000) }),
  output: z.object({ lines: z.int() }),
  errors: ["stream-not-found", "host-lost"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const terminalClose = request({
  name: "terminal.close",
  summary: "End a stream of terminal frames.",
  input: z.strictObject({ stream: z.int() }),
  output: z.object({ closed: z.literal(true) }),
  errors: ["stream-not-found"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const terminalVerbs = [terminalOpen, terminalScrollback, terminalClose] as const;
