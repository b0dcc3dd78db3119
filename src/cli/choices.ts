import type { EXCHANGE_FORMATS as FORMATS } from "../shared/contract/exchange.ts";
import type { Project } from "../shared/model/project.ts";

/*
 * Lists of values of the contract's whose modules bring zod with them, which would double the start of every command:
 * written here again, and held together by choices.test.ts.
 */
export const EXCHANGE_FORMATS = ["jsonl", "beads", "csv", "markdown"] as const satisfies (typeof FORMATS)[number][];
export const LANDING_MODES = ["local", "push"] as const satisfies Project["landing"][];
