import { z } from "zod";
import { commitId } from "../model/primitives.ts";
import { agentRef } from "./agent.ts";
import { SUPERVISORS, USER_ONLY, request } from "./verb.ts";

/** Of a longer text file, its beginning up to here is shown. Bytes. */
export const MAX_SHOWN_BYTES = 2 * 1024 * 1024;
/** One piece of it, in base64: well below what a frame of the wire takes. */
export const MAX_PIECE_CHARS = 1024 * 1024;

/** From the agent's worktree on, or absolute within it. */
const path = z.string().min(1).max(4_000);
const line = z.int().min(1).optional();

export const fileRead = request({
  name: "file.read",
  summary: "Read a file of an agent's worktree as it is now.",
  input: z.strictObject({ agent: agentRef, path }),
  output: z.object({
    /** From the worktree on. */
    path: z.string(),
    /** Absolute, on the core's machine. */
    file: z.string(),
    /** Bytes. */
    size: z.int(),
    modifiedAt: z.number(),
    /** Absent for one that is no text. */
    text: z.string().optional(),
    /** Only its beginning is in `text`. */
    isCut: z.boolean(),
  }),
  errors: ["agent-not-found", "agent-ambiguous", "no-worktree", "file-not-found", "outside-worktree", "not-a-file"],
  callers: SUPERVISORS,
  danger: "safe",
});

/** A word of a terminal that leads somewhere. `word` is as it was asked for. */
export const wordLink = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("file"), word: z.string(), path: z.string() }),
  z.object({ kind: z.literal("item"), word: z.string(), item: z.string(), title: z.string() }),
  z.object({ kind: z.literal("commit"), word: z.string(), commit: commitId }),
]);
export type WordLink = z.infer<typeof wordLink>;

export const fileLinks = request({
  name: "file.links",
  summary: "Say which words of an agent's terminal name a file of its worktree, an item or a commit.",
  input: z.strictObject({ agent: agentRef, words: z.array(z.string().min(1).max(1_000)).max(400) }),
  output: z.object({ links: z.array(wordLink) }),
  errors: ["agent-not-found", "agent-ambiguous"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const fileEdit = request({
  name: "file.edit",
  summary: "Open a file of an agent's worktree in the editor that the settings name, on the core's machine.",
  input: z.strictObject({ agent: agentRef, path, line, column: line }),
  output: z.object({
    /** The program and what it was given. */
    started: z.array(z.string()),
  }),
  errors: [
    "agent-not-found",
    "agent-ambiguous",
    "no-worktree",
    "file-not-found",
    "outside-worktree",
    "not-a-file",
    "no-editor",
    "editor-failed",
  ],
  callers: USER_ONLY,
  danger: "safe",
});

export const fileAttach = request({
  name: "file.attach",
  summary: "Hand a file to an agent, in pieces: it lies in a folder of its worktree that git does not see.",
  input: z.strictObject({
    agent: agentRef,
    name: z.string().min(1).max(255),
    /** What the first piece answered; left out with the first. */
    attachment: z.string().max(40).optional(),
    data: z.base64().max(MAX_PIECE_CHARS),
    /** The file is whole with this piece. */
    isLast: z.boolean(),
  }),
  output: z.object({
    attachment: z.string(),
    /** So many have come. */
    bytes: z.int(),
    /** Absolute, once it is whole. */
    file: z.string().optional(),
  }),
  errors: [
    "agent-not-found",
    "agent-ambiguous",
    "no-worktree",
    "outside-worktree",
    "attachment-not-found",
    "attachment-too-large",
    "attachment-not-written",
  ],
  callers: USER_ONLY,
  danger: "safe",
});

export const fileVerbs = [fileRead, fileLinks, fileEdit, fileAttach] as const;
