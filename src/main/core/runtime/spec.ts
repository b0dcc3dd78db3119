import { z } from "zod";

/** What a terminal's title or screen says of the program in it. */
export const RUNTIME_STATES = ["working", "waiting-for-input", "waiting-for-permission"] as const;
export type RuntimeState = (typeof RUNTIME_STATES)[number];

const template = z.array(z.string().max(4_096)).max(64);

const sign = z.object({
  pattern: z.string().max(1_000).refine(isPattern, "This is not a regular expression."),
  state: z.enum(RUNTIME_STATES),
});

/**
 * How an agent CLI is started, watched and left: all that Drover knows of one. Presets (resources/runtimes), built-in ones
 * and those of the workspace's settings have this one shape.
 *
 * Arguments are templates with `{prompt}`, `{promptFile}` (a file with the same text), `{worktree}`, `{model}` and
 * `{runtimeSession}`. Each is put in as one argument; there is never a shell in between. The order is: command, unattended,
 * model, newSession or resume, prompt.
 */
export const runtimeSpec = z.strictObject({
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, "An id has lower-case letters, digits and hyphens."),
  title: z.string().min(1).max(60),
  /** Program, by name or path, and the arguments it always gets. */
  command: template.min(1),
  /** How the first prompt is handed over. Without one, the program is started on nothing. */
  prompt: template.default([]),
  /** Added when the agent has a model. */
  model: template.default([]),
  /** Skips the program's own permission questions; added only with the user's consent for the project. */
  unattended: template.default([]),
  /** Gives the program's session an id of our choice (a UUID), so that it can be resumed. */
  newSession: template.default([]),
  resume: template.default([]),
  /** Prints the version; empty: not asked. */
  version: template.default([]),
  /** The first that matches counts. */
  titles: z.array(sign).max(20).default([]),
  /** Looked for in the visible screen before anything is typed. */
  screens: z.array(sign).max(20).default([]),
  /** `paste`: bracketed paste, then Enter after `submitDelayMs`; `none`: nothing is ever typed into it. */
  nudge: z
    .object({ way: z.enum(["paste", "none"]), submitDelayMs: z.int().min(0).max(5_000).default(150) })
    .default({ way: "paste", submitDelayMs: 150 }),
  /** Typed, with Enter, to make it exit once its work is done; empty: it exits by itself. */
  leave: z.string().max(200).default(""),
  /** What it means when it exits without having submitted: it broke and is restarted, or a person closed it. */
  exit: z.enum(["crash", "stop"]).default("crash"),
  /** Variables of the user's environment that are passed on to it; `*` at the end stands for anything. */
  env: z
    .array(z.string().regex(/^[A-Z_][A-Z0-9_]*\*?$/i))
    .max(100)
    .default([]),
  /** How to get it. */
  install: z.string().max(500).optional(),
});
export type RuntimeSpec = z.infer<typeof runtimeSpec>;

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
