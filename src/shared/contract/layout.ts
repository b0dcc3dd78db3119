import { z } from "zod";
import { identityPath, timestamp } from "../model/primitives.ts";
import { USER_ONLY, request } from "./verb.ts";

/** Larger than any layout of panes that a person would arrange (characters of its JSON). */
const MOST_CONTENT = 200_000;

export const layoutName = z.string().trim().min(1).max(60);

/** How panes of the window are laid out. What is in it is the window's business, which takes nothing in it on trust. */
export const layoutContent = z
  .json()
  .refine((content) => JSON.stringify(content).length <= MOST_CONTENT, "A layout has at most 200,000 characters.");

/** A layout of panes under a name, the same in every window onto the workspace. */
export const savedLayout = z.object({
  /** `ly-xxxxx`, for as long as it is there; a name may change. */
  id: z.string(),
  name: layoutName,
  content: z.json(),
  savedBy: identityPath,
  savedAt: timestamp,
});
export type SavedLayout = z.infer<typeof savedLayout>;

export const layoutSave = request({
  name: "layout.save",
  summary: "Keep a layout of the window's panes under a name, or change one that is kept.",
  input: z.strictObject({
    /** Of the one to change, or of one that was removed and is wanted back; without it a new one is made. */
    id: z
      .string()
      .regex(/^ly-[0-9a-z]{5,12}$/)
      .optional(),
    name: layoutName,
    content: layoutContent,
  }),
  output: savedLayout,
  errors: ["layout-name-taken"],
  callers: USER_ONLY,
  danger: "safe",
});

export const layoutList = request({
  name: "layout.list",
  summary: "List the layouts of panes that are kept, by name.",
  input: z.strictObject({}),
  output: z.object({ layouts: z.array(savedLayout) }),
  errors: [],
  callers: USER_ONLY,
  danger: "safe",
});

export const layoutRemove = request({
  name: "layout.remove",
  summary: "Forget a layout of panes, by its id or name.",
  input: z.strictObject({ layout: z.string().min(1).max(60) }),
  output: savedLayout,
  errors: ["layout-not-found"],
  callers: USER_ONLY,
  danger: "safe",
});

export const layoutVerbs = [layoutSave, layoutList, layoutRemove] as const;
