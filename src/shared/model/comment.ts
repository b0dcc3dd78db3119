import { z } from "zod";
import { identityPath, timestamp } from "./primitives.ts";
import { bodyText } from "./work-item.ts";

/** What somebody said about an item; lives in the item's ledger. */
export const comment = z.object({
  /** `<item>~<hash>` */
  id: z.string().min(1).max(120),
  /** Id of the item. */
  item: z.string().min(1).max(80),
  text: bodyText.refine((text) => text.trim() !== "", "A comment must not be blank."),
  author: identityPath,
  createdAt: timestamp,
  /** Set once it was changed. */
  editedAt: timestamp.optional(),
});
export type Comment = z.infer<typeof comment>;
