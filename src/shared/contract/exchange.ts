import { z } from "zod";
import { name } from "../model/primitives.ts";
import { itemFilter } from "./item.ts";
import { ANYONE, SUPERVISORS, request } from "./verb.ts";

/**
 * jsonl — every field of items and their comments, one item a line: comes back as it was;
 * beads — the lines of `.beads/issues.jsonl`; csv — one row per item, with a header; markdown — nested task lists.
 */
export const EXCHANGE_FORMATS = ["jsonl", "beads", "csv", "markdown"] as const;
export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number];
/** Where issues live that are reached through the user's own command-line tool: `gh`, `glab`. */
export const FORGES = ["github", "gitlab"] as const;
export type Forge = (typeof FORGES)[number];

/** Longest text in one call, in UTF-16 units: well below what a frame of the wire takes, whatever its bytes. Longer ones are uploaded in pieces. */
export const MAX_TEXT_IN_CALL = 4 * 1024 * 1024;
/** Longest text that can be imported at once, over all its pieces. */
export const MAX_IMPORT_CHARS = 400 * 1024 * 1024;
/** Problems that a report tells one by one; the rest are counted. */
export const MAX_TOLD_PROBLEMS = 1_000;
/** Items that a report shows; the rest are counted. */
export const MAX_TOLD_ITEMS = 200;

/** `owner/name`, on GitLab with as many groups in between as there are, on a host of one's own with it in front. */
export const forgeRepository = z
  .string()
  .max(300)
  .regex(/^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9_][\w.-]*)+$/, "A repository reads like owner/name.");

const fileSource = {
  /** What the file is called: with it, rows that have no ids are known again when the file is imported once more. */
  name: z.string().max(255).optional(),
  /** Found by name and content where it is left out. */
  format: z.enum(EXCHANGE_FORMATS).optional(),
};

export const importSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text: z.string().max(MAX_TEXT_IN_CALL), ...fileSource }),
  /** A text that was handed over in pieces with `ledger.import.upload`. Importing it lets it go, inspecting keeps it. */
  z.strictObject({ kind: z.literal("upload"), upload: z.string().max(40), ...fileSource }),
  z.strictObject({ kind: z.literal("forge"), forge: z.enum(FORGES), repository: forgeRepository }),
]);

const importInput = z.strictObject({
  source: importSource,
  /** The ledger new items go to; without it the caller's own project's, or the workspace's. */
  project: name.optional(),
});

/**
 * skipped — the line brought nothing; left-out — a part of it was not taken (an edge that would close a circle);
 * changed — taken in another form (a title cut, a character removed); kept — not understood, and kept in the item's metadata;
 * conflict — here and in the source it was changed differently since the last import, and stays as it is here.
 */
export const PROBLEM_KINDS = ["skipped", "left-out", "changed", "kept", "conflict"] as const;

export const importProblem = z.object({
  kind: z.enum(PROBLEM_KINDS),
  /** Line of the file, from 1; the issue's number for forges. */
  line: z.int(),
  /** The item's id here, where it has one. */
  item: z.string().optional(),
  message: z.string(),
});
export type ImportProblem = z.infer<typeof importProblem>;

const importedItem = z.object({
  change: z.enum(["created", "updated"]),
  line: z.int(),
  id: z.string(),
  title: z.string(),
  /** What changes in an item that is there. */
  fields: z.array(z.string()),
});

export const importReport = z.object({
  format: z.enum([...EXCHANGE_FORMATS, ...FORGES]),
  /** Whose ledger; undefined for the workspace's. */
  project: z.string().optional(),
  /** False for an inspection. */
  applied: z.boolean(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** Lines that brought nothing. */
  skipped: z.int(),
  comments: z.int(),
  /** In the order of the source. */
  items: z.array(importedItem),
  problems: z.array(importProblem),
  problemsTotal: z.int(),
  /** Fields, words and kinds that Drover has no meaning for, with how often they came and where they are kept. */
  notUnderstood: z.array(z.object({ what: z.string(), count: z.int(), kept: z.string() })),
});
export type ImportReport = z.infer<typeof importReport>;

const IMPORT_ERRORS = [
  "project-not-found",
  "upload-not-found",
  "source-not-understood",
  "forge-tool-missing",
  "forge-not-signed-in",
  "forge-failed",
] as const;

export const importUpload = request({
  name: "ledger.import.upload",
  summary: "Hand over a long text in pieces, to import it then.",
  input: z.strictObject({
    /** What the first piece answered; left out with the first. */
    upload: z.string().max(40).optional(),
    text: z.string().max(MAX_TEXT_IN_CALL),
  }),
  output: z.object({ upload: z.string(), chars: z.int() }),
  errors: ["upload-not-found", "upload-too-large"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const importInspect = request({
  name: "ledger.import.inspect",
  summary: "Tell what an import would do, and change nothing.",
  input: importInput,
  output: importReport,
  errors: IMPORT_ERRORS,
  callers: SUPERVISORS,
  danger: "safe",
});

export const importRun = request({
  name: "ledger.import",
  summary:
    "Bring work items in from a file, another tracker or a forge. What was brought in before is updated, not doubled.",
  input: importInput,
  output: importReport,
  errors: IMPORT_ERRORS,
  callers: SUPERVISORS,
  danger: "confirm",
});

/** Closed items too, unless the filter says which. */
const exportFilter = itemFilter.omit({ limit: true });

export const exportPage = request({
  name: "ledger.export",
  summary: "Write work items out as text, page by page; the pages joined are the file.",
  input: z.strictObject({
    format: z.enum(EXCHANGE_FORMATS),
    filter: exportFilter.optional(),
    /** `next` of the page before. What changes meanwhile is told as it is when its page is made. */
    cursor: z.string().max(200).optional(),
  }),
  output: z.object({
    text: z.string(),
    /** Items on this page. */
    items: z.int(),
    /** Absent with the last page. */
    next: z.string().optional(),
  }),
  errors: ["project-not-found", "item-not-found", "item-ambiguous", "convoy-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const exportToForge = request({
  name: "ledger.export.forge",
  summary: "Create and update issues of a forge from work items, through gh or glab.",
  input: z.strictObject({
    forge: z.enum(FORGES),
    repository: forgeRepository,
    filter: exportFilter.optional(),
    /** Tells what would be done. */
    dryRun: z.boolean().optional(),
  }),
  output: z.object({
    applied: z.boolean(),
    issues: z.array(
      z.object({
        item: z.string(),
        change: z.enum(["created", "updated", "unchanged", "failed"]),
        /** Its address, once there is one. */
        issue: z.string().optional(),
        message: z.string().optional(),
      }),
    ),
  }),
  errors: [
    "project-not-found",
    "item-not-found",
    "item-ambiguous",
    "convoy-not-found",
    "forge-tool-missing",
    "forge-not-signed-in",
    "forge-failed",
  ],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const exchangeVerbs = [importUpload, importInspect, importRun, exportPage, exportToForge] as const;
