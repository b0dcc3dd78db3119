import { z } from "zod";
import { runtimeState } from "../../../shared/model/runtime-signal.ts";

/** Arguments of a program; an argument may be long, since a whole configuration can be one. */
const template = z.array(z.string().max(4_096)).max(64);

const sign = z.object({
  pattern: z.string().max(1_000).refine(isPattern, "This is not a regular expression."),
  state: runtimeState,
});
const signs = z.array(sign).max(20).default([]);

/** Keys by name, as a person would press them. */
export const KEYS = { escape: "\u001b", enter: "\r", "ctrl-c": "\u0003", "ctrl-d": "\u0004" } as const;
const key = z.enum(["escape", "enter", "ctrl-c", "ctrl-d"]);

/**
 * How an agent CLI is started, watched and left: all that Drover knows of one, but for the small code of its adapter.
 * Presets (resources/runtimes), built-in ones and those of the workspace's settings have this one shape.
 *
 * Arguments are templates with `{prompt}`, `{promptFile}` (a file with the same text), `{worktree}`, `{sessionDir}`,
 * `{model}`, `{runtimeSession}` and, in `fork`, `{newSession}`. Each is put in as one argument; there is
 * never a shell in between. The order is: command, what the adapter adds, unattended, model, newSession or resume or fork, prompt.
 */
export const runtimeSpec = z.strictObject({
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, "An id has lower-case letters, digits and hyphens."),
  title: z.string().min(1).max(60),
  /** The runtime whose adapter's code goes with it, for a variant of a known CLI; its own id without it. */
  adapter: z.string().max(40).optional(),
  /** Program, by name or path, and the arguments it always gets. */
  command: template.min(1),
  /** How the first prompt is handed over as an argument. Without one, and not `typed`, the program is started on nothing. */
  prompt: template.default([]),
  /** `typed`: once the program waits for input it is told, by keys, to read `{promptFile}`; for those that take no first prompt. */
  promptWay: z.enum(["argument", "typed"]).default("argument"),
  /**
   * Characters that a prompt may have as an argument; a longer one is handed over as a file to read. Linux takes
   * 128 KiB an argument, Windows 32,767 characters a command line: the default is below both, with room for the rest.
   */
  promptLimit: z.int().min(200).max(100_000).default(24_000),
  /** Name of `{promptFile}`, then in `{sessionDir}`, for programs that read a file of that name in a folder they are told. */
  primingFile: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .optional(),
  /** Added when the agent has a model. */
  model: template.default([]),
  /** Skips the program's own permission questions; added only with the user's consent for the project. */
  unattended: template.default([]),
  /** Gives the program's session an id of our choice (a UUID), so that it can be resumed. */
  newSession: template.default([]),
  /** Goes on with the session `{runtimeSession}`. */
  resume: template.default([]),
  /** Begins a session of its own, `{newSession}` where it takes one, with all that `{runtimeSession}` knew; that one stays as it is. */
  fork: template.default([]),
  /**
   * Asks a session that has ended one question, prints what it says and exits: arguments behind the program, with `{prompt}`,
   * `{runtimeSession}`, `{newSession}` and `{transcript}` (its file). It must be let do nothing but answer.
   */
  ask: z
    .strictObject({
      args: template.min(1),
      setEnv: z.record(z.string().regex(/^[A-Z_][A-Z0-9_]*$/i), z.string().max(4_096)).default({}),
      /** It finds its sessions only in the folder that they were begun in. */
      needsWorktree: z.boolean().default(false),
    })
    .optional(),
  /** Prints the version; empty: not asked. */
  version: template.default([]),
  /** Prints the flags there are; empty: not asked, and every flag is passed. */
  help: template.default([]),
  /** Flags that are left out, with so many values behind them, where its help does not list them: it runs without, if less well. */
  optional: z.record(z.string().regex(/^-/), z.int().min(0).max(3)).default({}),
  /** The first that matches counts, here and below. */
  titles: signs,
  /** Texts of notifications (OSC 9, 99 and 777). */
  notifications: signs,
  /** Looked for in the visible screen before anything is typed. */
  screens: signs,
  /**
   * `paste`: bracketed paste, then Enter after `submitDelayMs`; `none`: nothing is ever typed into it. `whileBusy`: what it
   * does with what is typed during a turn: `queue` keeps it and takes it in; with `wait` it is typed at the prompt alone.
   */
  nudge: z
    .object({
      way: z.enum(["paste", "none"]),
      submitDelayMs: z.int().min(0).max(5_000).default(150),
      whileBusy: z.enum(["wait", "queue"]).default("wait"),
    })
    .default({ way: "paste", submitDelayMs: 150, whileBusy: "wait" }),
  /**
   * Arguments with which the program, run once beside a session that goes on, hands it the message `{prompt}`; with
   * `{runtimeSession}`. The session takes it in at once or after its turn.
   */
  deliver: template.default([]),
  /** Pressed one after the other to end a turn without ending the program; empty: it cannot. */
  interrupt: z.array(key).max(4).default([]),
  /** Typed, with Enter, to make it exit once its work is done; empty: it exits by itself. */
  leave: z.string().max(200).default(""),
  /** What it means when it exits without having submitted: it broke and is restarted, or a person closed it. */
  exit: z.enum(["crash", "stop"]).default("crash"),
  /** Variables of the user's environment that are passed on to it; `*` at the end stands for anything. */
  env: z
    .array(z.string().regex(/^[A-Z_][A-Z0-9_]*\*?$/i))
    .max(100)
    .default([]),
  /** Variables set for each session, as templates, over what `env` passes on. */
  setEnv: z.record(z.string().regex(/^[A-Z_][A-Z0-9_]*$/i), z.string().max(4_096)).default({}),
  /** What was tried of it, with which version and when: what can be relied on. */
  checked: z
    .object({
      version: z.string().max(40),
      on: z.string().regex(/^\d{4}-\d\d-\d\d$/, "A day is written 2026-01-31."),
      what: z.string().max(500),
    })
    .optional(),
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
