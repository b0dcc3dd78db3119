import { parseQuickCreate } from "../../../../shared/quick-create.ts";
import { cleanText, cleanTitle } from "../clean.ts";
import {
  type ReadSource,
  type Reading,
  type SourceItem,
  type SourceLink,
  type StatedFields,
  linesOf,
  tellOf,
} from "../source.ts";
import { FENCE, HEADING, TASK, unescapeBody } from "./markdown-body.ts";

/** `<!-- demo-k3f -->`, also with the version it was written at: `<!-- demo-k3f v7 -->`. */
const ID_COMMENT = /\s*<!--\s*([a-z0-9][a-z0-9.-]{2,79})(?:\s+v(\d{1,9}))?\s*-->\s*$/i;

/** An item that is being read: the lines below it are its description or its children. */
interface Open {
  readonly line: number;
  /** Columns that its mark is indented; of a heading its level, negative, so that headings hold everything below. */
  readonly depth: number;
  readonly text: string;
  readonly mark: string;
  readonly isHeading: boolean;
  readonly parent: Open | undefined;
  readonly body: string[];
  hasTasks: boolean;
}

/**
 * Task lists: `- [ ] Fix the login p1 #auth @ada <!-- demo-k3f -->`. What is indented below a task is its child, or where it is no task
 * its description; a heading with tasks below it is an epic. The words of a line are those of quick creation.
 */
export async function readMarkdown(reading: Reading): Promise<ReadSource> {
  const open = await outline(reading);
  const keys = new Map<Open, string>();
  const seen = new Map<string, number>();
  const items: SourceItem[] = [];
  for (const one of open) {
    if (one.isHeading && !one.hasTasks) continue;
    const item = itemOf(one, { reading, keys, seen });
    if (item !== undefined) items.push(item);
    if (reading.pace.isDue) await reading.pace.rest();
  }
  return { format: "markdown", source: `markdown:${reading.name}`, items };
}

/** Headings and tasks in order, each with what stands below it. */
async function outline({ pieces, notes, pace }: Reading): Promise<Open[]> {
  const found: Open[] = [];
  /** From the outermost to where we are. */
  const path: Open[] = [];
  let line = 0;
  let fence: string | undefined;
  const inside = (depth: number) => {
    while ((path.at(-1)?.depth ?? Number.NEGATIVE_INFINITY) >= depth) path.pop();
    return path.at(-1);
  };
  const add = (one: Open) => {
    found.push(one);
    path.push(one);
  };
  for (const text of linesOf(pieces)) {
    line += 1;
    if (pace.isDue) await pace.rest();
    const mark = FENCE.exec(text)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : fence === mark ? undefined : fence;
    const isCode = fence !== undefined || mark !== undefined;
    const heading = isCode ? null : HEADING.exec(text);
    const task = isCode ? null : TASK.exec(text);
    if (heading !== null) {
      const depth = (heading[1]?.length ?? 1) - 7;
      add({
        line,
        depth,
        text: heading[2] ?? "",
        mark: " ",
        isHeading: true,
        parent: inside(depth),
        body: [],
        hasTasks: false,
      });
    } else if (task !== null) {
      const depth = widthOf(task[1] ?? "");
      const parent = inside(depth);
      for (let up = parent; up !== undefined; up = up.parent) up.hasTasks = true;
      add({
        line,
        depth,
        text: task[3] ?? "",
        mark: task[2] ?? " ",
        isHeading: false,
        parent,
        body: [],
        hasTasks: false,
      });
    } else {
      const holder = text.trim() === "" || isCode ? path.at(-1) : holderOf(text, path);
      if (holder !== undefined) holder.body.push(text);
      else if (text.trim() !== "") {
        notes.problem({ kind: "skipped", line, message: "The line belongs to no task and no heading." });
      }
    }
  }
  return found;
}

/** A text belongs to the task it is indented below; one that is not, to the heading. */
function holderOf(text: string, path: readonly Open[]): Open | undefined {
  const depth = widthOf(/^\s*/.exec(text)?.[0] ?? "");
  return path.findLast((one) => one.isHeading || one.depth < depth);
}

function widthOf(space: string): number {
  return space.replaceAll("\t", "    ").length;
}

interface ItemContext {
  readonly reading: Reading;
  readonly keys: Map<Open, string>;
  readonly seen: Map<string, number>;
}

function itemOf(one: Open, { reading, keys, seen }: ItemContext): SourceItem | undefined {
  const tell = tellOf(reading.notes, one.line);
  const named = ID_COMMENT.exec(one.text);
  const text = one.text.slice(0, named?.index ?? one.text.length).trim();
  const read = parseQuickCreate(text, { now: reading.now });
  for (const { problem } of read.tokens) if (problem !== undefined) tell("left-out", problem);
  const { title, parent: parentToken, after = [], project: _, ...said } = read.item;
  const titled = cleanTitle(title === "" ? text : title, tell);
  if (titled === undefined) {
    tell("skipped", "The task has no title.");
    return undefined;
  }
  const id = named?.[1];
  const parent = one.parent === undefined ? undefined : keys.get(one.parent);
  const path = `${parent ?? ""} / ${titled.title}`;
  const count = (seen.get(path) ?? 0) + 1;
  seen.set(path, count);
  const key = id ?? `${path}${count === 1 ? "" : ` (${count})`}`;
  keys.set(one, key);
  const body = unescapeBody(one.body);
  const description = cleanText(
    [titled.whole, body].filter((part) => part !== undefined && part !== "").join("\n\n"),
    "description",
    tell,
  );
  const version = named?.[2];
  const fields: StatedFields = {
    ...(one.isHeading ? { type: "epic" } : {}),
    ...said,
    ...(description === "" ? {} : { description }),
    // A heading says nothing of how far its epic is.
    ...(one.isHeading ? {} : statusOf(one.mark)),
  };
  const links: SourceLink[] = after.map((to) => ({ kind: "blocks", to }));
  return {
    line: one.line,
    key,
    title: titled.title,
    fields,
    comments: [],
    onlyOpenOrClosed: true,
    ...(parent === undefined && parentToken === undefined ? {} : { parent: parent ?? parentToken }),
    ...(links.length === 0 ? {} : { links, onlyBlocks: true }),
    ...(id === undefined ? {} : { id }),
    ...(version === undefined ? {} : { version: Number(version) }),
  };
}

/** `[-]` and `[~]` are given up. */
function statusOf(mark: string): StatedFields {
  if (mark === " ") return { status: "open" };
  return mark === "x" || mark === "X" ? { status: "closed" } : { status: "closed", outcome: "failed" };
}
