import { z } from "zod";
import { attentionEntry } from "../model/attention.ts";
import { timestamp } from "../model/primitives.ts";
import { agentRef } from "./agent.ts";
import { SUPERVISORS, USER_ONLY, request, stream } from "./verb.ts";

const list = z.object({
  /** What holds up most comes first, then what waits longest. Those that were put off are not among them … */
  entries: z.array(attentionEntry),
  /** … but here. */
  putOff: z.array(attentionEntry),
});
export type AttentionList = z.infer<typeof list>;

export const attentionList = request({
  name: "attention.list",
  summary: "List everything that needs the user, what holds up most first.",
  input: z.strictObject({}),
  output: list,
  errors: [],
  callers: SUPERVISORS,
  danger: "safe",
});

/** The list now, then anew whenever it is different. Not resumable: a new stream begins with all of it. */
export const attentionWatch = stream({
  name: "attention.watch",
  summary: "Follow what needs the user.",
  input: z.strictObject({}),
  event: list,
  errors: [],
  callers: SUPERVISORS,
  danger: "safe",
});

const entryId = z.string().min(1).max(200);

export const attentionPutOff = request({
  name: "attention.put-off",
  summary: "Take something from the list of what needs you, for a time or until it is about something new.",
  input: z.strictObject({
    id: entryId,
    /** Without it: until it is about something new. */
    until: timestamp.optional(),
  }),
  output: attentionEntry,
  errors: ["attention-not-found"],
  callers: USER_ONLY,
  danger: "safe",
});

export const attentionTakeBack = request({
  name: "attention.take-back",
  summary: "Put something back on the list of what needs you.",
  input: z.strictObject({ id: entryId }),
  output: attentionEntry,
  errors: ["attention-not-found"],
  callers: USER_ONLY,
  danger: "safe",
});

/** Keys that a question on a screen is answered with. */
export const ANSWER_KEYS = ["enter", "escape", "up", "down", "tab", "space"] as const;

export const agentAnswer = request({
  name: "agent.answer",
  summary: "Answer what an agent asks on its screen: press a key, choose by a character, or type a line.",
  input: z.strictObject({
    agent: agentRef,
    answer: z.union([
      z.strictObject({ key: z.enum(ANSWER_KEYS) }),
      /** One character, as menus take it: `1`, `y`. */
      z.strictObject({ character: z.string().regex(/^[\x21-\x7e]$/, "one visible character of ASCII") }),
      /** Typed and sent. */
      z.strictObject({ line: z.string().min(1).max(2000) }),
    ]),
    /** `since` of the state that the user saw: a question that came meanwhile is not answered by mistake. */
    since: timestamp.optional(),
  }),
  output: z.object({ answered: z.literal(true) }),
  errors: ["agent-not-found", "agent-ambiguous", "not-running", "nothing-asked", "host-lost"],
  callers: USER_ONLY,
  danger: "safe",
});

export const attentionVerbs = [attentionList, attentionWatch, attentionPutOff, attentionTakeBack, agentAnswer] as const;
