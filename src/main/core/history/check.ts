import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { type Ledger, checkCycle, edgesOf } from "../ledger/index.ts";

export type CheckFailure = Failure<"cycle" | "item-closed" | "open-children" | "has-children">;

/** An item before and after; undefined where it is deleted, or brought back. */
export interface Turned {
  readonly before: WorkItem | undefined;
  readonly after: WorkItem | undefined;
}

const NO_CHILDREN: ReadonlySet<string> = new Set();

/** Whether items may become what they were: as any edit, that must close no circle and leave no closed parent with an open child. */
export function checkTurned(
  ledger: Pick<Ledger, "get" | "readiness">,
  turned: ReadonlyMap<string, Turned>,
): Result<void, CheckFailure> {
  const get = (id: string) => (turned.has(id) ? turned.get(id)?.after : ledger.get(id));
  const children = (id: string) => [
    ...[...ledger.readiness.children(id)].filter((child) => get(child)?.parent === id),
    ...[...turned]
      .filter(([, { after, before }]) => after?.parent === id && before?.parent !== id)
      .map(([child]) => child),
  ];
  const blockers = (item: WorkItem | undefined) => (item === undefined ? [] : edgesOf(item, NO_CHILDREN));
  const waitsFor = (id: string) => [...blockers(get(id)), ...children(id)];

  for (const [id, { before, after }] of turned) {
    if (after === undefined) {
      const left = children(id);
      if (left.length === 0) continue;
      return fail("has-children", `${id} would be deleted, but has children: ${left.slice(0, 10).join(", ")}.`, {
        remedy: "Move or delete them first.",
        details: { item: id, children: left },
      });
    }
    const parent = after.parent === undefined ? undefined : get(after.parent);
    const opens = before === undefined || before.status === "closed" || before.parent !== after.parent;
    if (after.status !== "closed" && opens && parent?.status === "closed") {
      return fail("item-closed", `${id} would be open below ${parent.id}, which is closed.`, {
        remedy: `Open that first: \`drover reopen ${parent.id}\`.`,
        details: { item: id, parent: parent.id },
      });
    }
    const open = children(id).filter((child) => get(child)?.status !== "closed");
    if (after.status === "closed" && before?.status !== "closed" && open.length > 0) {
      return fail("open-children", `${id} would be closed, but has open children: ${open.slice(0, 10).join(", ")}.`, {
        remedy: "Close them first.",
        details: { item: id, children: open },
      });
    }
    const known = new Set(blockers(before));
    for (const to of blockers(after)) {
      if (known.has(to)) continue;
      const free = checkCycle(id, to, waitsFor);
      if (!free.ok) return free;
    }
    if (after.parent !== undefined && after.parent !== before?.parent) {
      const free = checkCycle(after.parent, id, waitsFor);
      if (!free.ok) return free;
    }
  }
  return ok();
}
