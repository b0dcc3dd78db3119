import { z } from "zod";
import { convoyView } from "../model/convoy.ts";
import { itemView, titleText } from "../model/work-item.ts";
import { convoyOutlook } from "./convoy-outlook.ts";
import { itemRef } from "./item.ts";
import { ANYONE, SUPERVISORS, request } from "./verb.ts";

/** A convoy's id or any prefix of one that names a single convoy. */
const convoyRef = z.string().min(1).max(80);
const items = z.array(itemRef).min(1).max(10_000);

export const convoyCreate = request({
  name: "convoy.create",
  summary: "Make a convoy of items, also from several projects.",
  input: z.strictObject({
    title: titleText,
    items: items.optional(),
    /** Puts its ready items on agents at once and goes on until all have landed. */
    start: z.boolean().optional(),
    /** How many of its items may be worked on at once. */
    limit: z.int().min(1).max(100).optional(),
  }),
  output: convoyView,
  errors: ["item-not-found", "item-ambiguous"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const convoyAdd = request({
  name: "convoy.add",
  summary: "Add items to a convoy; a closed one opens again.",
  input: z.strictObject({ convoy: convoyRef, items }),
  output: convoyView,
  errors: ["convoy-not-found", "item-not-found", "item-ambiguous"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const convoyRemove = request({
  name: "convoy.remove",
  summary: "Take items out of a convoy; the items stay.",
  input: z.strictObject({ convoy: convoyRef, items }),
  output: convoyView,
  errors: ["convoy-not-found", "item-not-found", "item-ambiguous"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const convoyStart = request({
  name: "convoy.start",
  summary: "Put the ready items of a convoy on agents, and the others as they become ready.",
  input: z.strictObject({ convoy: convoyRef }),
  output: convoyView,
  errors: ["convoy-not-found"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const convoyPause = request({
  name: "convoy.pause",
  summary: "Put no more items of a convoy on agents; those at work go on.",
  input: z.strictObject({ convoy: convoyRef }),
  output: convoyView,
  errors: ["convoy-not-found"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const convoyList = request({
  name: "convoy.list",
  summary: "List convoys with their progress, open ones first.",
  input: z.strictObject({ all: z.boolean().optional() }),
  output: z.object({ convoys: z.array(convoyView) }),
  errors: [],
  callers: ANYONE,
  danger: "safe",
});

export const convoyShow = request({
  name: "convoy.show",
  summary: "Show a convoy: progress, swarm, and what is blocked on what.",
  input: z.strictObject({ convoy: convoyRef }),
  output: z.object({ convoy: convoyView, items: z.array(itemView) }),
  errors: ["convoy-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const convoyClose = request({
  name: "convoy.close",
  summary: "Close a convoy by hand; its open items stay open.",
  input: z.strictObject({ convoy: convoyRef }),
  output: convoyView,
  errors: ["convoy-not-found"],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const convoyVerbs = [
  convoyCreate,
  convoyAdd,
  convoyRemove,
  convoyStart,
  convoyPause,
  convoyList,
  convoyShow,
  convoyOutlook,
  convoyClose,
] as const;
