import { z } from "zod";
import { ANYONE, USER_ONLY, request } from "./verb.ts";

/** What was tried of a runtime: with which version, on which day, and what. */
const checked = z.object({ version: z.string(), on: z.string(), what: z.string() });

const listedRuntime = z.object({
  id: z.string(),
  title: z.string(),
  found: z.boolean(),
  path: z.string().optional(),
  version: z.string().optional(),
  /** What is missing or was not checked. */
  remark: z.string().optional(),
  /** Built in, a preset, or defined in the workspace's settings. */
  origin: z.enum(["built-in", "preset", "settings"]),
  abilities: z.object({
    /** It tells by hooks what it does. */
    hooks: z.boolean(),
    /** A hook's answer can carry a message to it. */
    messages: z.boolean(),
    /** A lost session is gone on with. */
    resume: z.boolean(),
    /** A session can be begun from what another knew. */
    fork: z.boolean(),
    /** What was said, and the tokens, can be read. */
    transcript: z.boolean(),
    /** Its permission questions can be skipped, with consent. */
    unattended: z.boolean(),
    model: z.boolean(),
  }),
  checked: checked.optional(),
  /** How to get it. */
  install: z.string().optional(),
});

export const runtimeList = request({
  name: "runtime.list",
  summary: "List runtimes: which agent CLIs were found, their versions, what was checked, and what is missing.",
  input: z.strictObject({ refresh: z.boolean().optional() }),
  output: z.object({ runtimes: z.array(listedRuntime), default: z.string() }),
  errors: [],
  callers: ANYONE,
  danger: "safe",
});

const difference = z.object({
  /** It will probably not start, or not do what is asked. */
  grave: z.boolean(),
  what: z.string(),
});
export type RuntimeDifference = z.infer<typeof difference>;

export const runtimeCheck = request({
  name: "runtime.check",
  summary:
    "Start an installed runtime for its version and help alone, and say how it differs from what Drover expects.",
  input: z.strictObject({ runtime: z.string().max(60) }),
  output: z.object({
    runtime: listedRuntime,
    usable: z.boolean(),
    /** The flags that are passed to it; `listed` is absent where its help could not be read. */
    flags: z.array(z.object({ flag: z.string(), listed: z.boolean().optional(), optional: z.boolean() })),
    differences: z.array(difference),
  }),
  errors: ["runtime-not-found"],
  callers: USER_ONLY,
  danger: "safe",
});

export const runtimeVerbs = [runtimeList, runtimeCheck] as const;
