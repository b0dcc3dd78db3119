import type { ExchangeFormat } from "../../../shared/contract/exchange.ts";
import type { OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import { beadsName, writeBeads } from "./formats/beads-write.ts";
import { csvHeader, writeCsv } from "./formats/csv-write.ts";
import { writeJsonl } from "./formats/jsonl-write.ts";
import { writeEpic, writeTask } from "./formats/markdown-write.ts";
import { createPace } from "./pace.ts";
import type { ExchangeDeps, SelectFailure } from "./ports.ts";

/** A page is done once it has so many characters: small for a wire, and yet a hundred thousand items are some tens of pages. */
const PAGE_CHARS = 1024 * 1024;
/** Time for which a selection is kept for its next page. */
const KEPT_MS = 60_000;

type PageInput = ParsedInputOf<"ledger.export">;

/** What is to be written, in order. Of Markdown the outermost alone: each brings its children. */
interface Selection {
  readonly ids: readonly string[];
  readonly children: ReadonlyMap<string, readonly string[]>;
}

export interface Exports extends Disposable {
  page(input: PageInput): Promise<Result<OutputOf<"ledger.export">, SelectFailure>>;
}

/** Writes items out page by page, so that neither a message nor the memory has to hold all of them as text. */
export function createExports(deps: Pick<ExchangeDeps, "ledger" | "clock" | "select">): Exports {
  const { ledger, clock } = deps;
  const kept = createKept<Selection>(clock);

  async function selectionOf({ format, filter = {}, cursor }: PageInput): Promise<Result<Selection, SelectFailure>> {
    const key = JSON.stringify([format, filter]);
    const known = cursor === undefined ? undefined : kept.get(key);
    if (known !== undefined) return ok(known);
    const says = filter.status !== undefined || filter.stage !== undefined;
    const items = await deps.select(says ? filter : { ...filter, all: filter.all ?? true });
    if (!items.ok) return items;
    const selection =
      format === "markdown" ? outlineOf(items.value) : { ids: items.value.map((one) => one.id), children: new Map() };
    kept.put(key, selection);
    return ok(selection);
  }

  function write(item: WorkItem, format: ExchangeFormat, { children }: Selection): string {
    const comments = () => ledger.comments.of(item.id);
    switch (format) {
      case "jsonl":
        return writeJsonl(item, comments());
      case "beads":
        return writeBeads(item, comments(), { nameOf: (id) => nameInBeads(id) });
      case "csv":
        return writeCsv(item);
      case "markdown": {
        const outline = { children: (id: string) => present(children.get(id) ?? []), now: clock.now() };
        return item.type === "epic" ? writeEpic(item, outline) : writeTask(item, outline, "");
      }
    }
  }

  function nameInBeads(id: string): string {
    const item = ledger.get(id);
    return item === undefined ? id : beadsName(item);
  }
  const present = (ids: readonly string[]) => ids.map((id) => ledger.get(id)).filter((one) => one !== undefined);

  return {
    async page(input) {
      const selected = await selectionOf(input);
      if (!selected.ok) return selected;
      const { ids } = selected.value;
      const pace = createPace();
      const parts: string[] = input.cursor === undefined && input.format === "csv" ? [csvHeader()] : [];
      let [chars, items] = [0, 0];
      let at = placeOf(input.cursor, ids);
      for (; at < ids.length && chars < PAGE_CHARS; at += 1) {
        if (pace.isDue) await pace.rest();
        // One may have been deleted since the first page.
        const item = ledger.get(ids[at] ?? "");
        if (item === undefined) continue;
        const text = write(item, input.format, selected.value);
        parts.push(text);
        chars += text.length;
        items += 1;
      }
      return ok({ text: parts.join(""), items, ...(at < ids.length ? { next: `${at}:${ids[at] ?? ""}` } : {}) });
    },
    [Symbol.dispose]() {
      kept[Symbol.dispose]();
    },
  };
}

/** Where the next page begins: at its item, or where that was when the selection had to be made again without it. */
function placeOf(cursor: string | undefined, ids: readonly string[]): number {
  if (cursor === undefined) return 0;
  const colon = cursor.indexOf(":");
  const at = Math.max(0, Number.parseInt(cursor, 10) || 0);
  const id = cursor.slice(colon + 1);
  if (ids[at] === id) return at;
  const found = ids.indexOf(id);
  return found < 0 ? at : found;
}

/** Tasks that stand by themselves come first: below a heading they would be its children. */
function outlineOf(items: readonly WorkItem[]): Selection {
  const selected = new Set(items.map((one) => one.id));
  const children = new Map<string, string[]>();
  const roots: WorkItem[] = [];
  for (const item of items) {
    if (item.parent === undefined || !selected.has(item.parent)) roots.push(item);
    else {
      const known = children.get(item.parent);
      if (known === undefined) children.set(item.parent, [item.id]);
      else known.push(item.id);
    }
  }
  const isEpic = (item: WorkItem) => item.type === "epic";
  const ordered = [...roots.filter((item) => !isEpic(item)), ...roots.filter(isEpic)];
  return { ids: ordered.map((item) => item.id), children };
}

interface Kept<T> extends Disposable {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
}

/** The newest few, each until nobody asked for it for a while. */
function createKept<T>(clock: Clock): Kept<T> {
  const entries = new Map<string, { readonly value: T; timer: Disposable }>();
  const expire = (key: string) => clock.after(KEPT_MS, () => entries.delete(key));
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entry.timer[Symbol.dispose]();
      entry.timer = expire(key);
      return entry.value;
    },
    put(key, value) {
      entries.get(key)?.timer[Symbol.dispose]();
      entries.set(key, { value, timer: expire(key) });
    },
    [Symbol.dispose]() {
      for (const entry of entries.values()) entry.timer[Symbol.dispose]();
      entries.clear();
    },
  };
}
