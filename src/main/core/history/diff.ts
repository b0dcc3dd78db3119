import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { Ledger } from "../ledger/index.ts";
import { fieldChanges } from "./versions.ts";

type Diff = OutputOf<"ledger.diff">;
type Kind = Diff["items"][number]["kind"];
type Items = Pick<Ledger, "get" | "values" | "projectOf">;

/** What differs between the items of two moments. Those that both share are the very same objects, which makes this quick. */
export function diffItems(
  from: Items,
  to: Items,
  { project, limit }: { readonly project: string | undefined; readonly limit: number },
): Pick<Diff, "counts" | "items"> {
  const counts: Record<Kind, number> = { created: 0, closed: 0, reopened: 0, deleted: 0, changed: 0 };
  const items: Diff["items"] = [];

  function note(kind: Kind, before: WorkItem | undefined, after: WorkItem | undefined): void {
    const { id = "", title = "" } = after ?? before ?? {};
    counts[kind] += 1;
    if (items.length < limit) items.push({ item: id, title, kind, changes: fieldChanges(before, after) });
  }

  const isWanted = (side: Items, id: string) => project === undefined || side.projectOf(id) === project;
  for (const before of from.values()) {
    if (!isWanted(from, before.id)) continue;
    const after = to.get(before.id);
    if (after === before || (after?.version === before.version && after.updatedAt === before.updatedAt)) continue;
    const kind = after === undefined ? "deleted" : changeOf(before, after);
    note(kind, before, after);
  }
  for (const after of to.values()) {
    if (isWanted(to, after.id) && from.get(after.id) === undefined) note("created", undefined, after);
  }
  return { counts, items };
}

function changeOf(before: WorkItem, after: WorkItem): Kind {
  if (before.status === after.status) return "changed";
  return after.status === "closed" ? "closed" : before.status === "closed" ? "reopened" : "changed";
}
