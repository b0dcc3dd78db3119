import type { EXCHANGE_FORMATS as FORMATS } from "../shared/contract/exchange.ts";
import type { Project } from "../shared/model/project.ts";
import type { QueueSettings } from "../shared/model/queue-settings.ts";

/*
 * Lists of values of the contract's whose modules bring zod with them, which would double the start of every command:
 * written here again, and held together by choices.test.ts.
 */
export const EXCHANGE_FORMATS = ["jsonl", "beads", "csv", "markdown"] as const satisfies (typeof FORMATS)[number][];
export const LANDING_MODES = ["local", "push", "pull-request"] as const satisfies Project["landing"][];
export const REVIEW_RULES = ["off", "required"] as const satisfies QueueSettings["review"][];
export const MERGE_RULES = ["when-green", "by-people"] as const satisfies QueueSettings["merge"][];
