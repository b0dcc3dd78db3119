import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { SavedLayout } from "../../../shared/contract/layout.ts";
import { ok } from "../../../shared/model/result.ts";
import { shortId } from "../base/short-id.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { layoutKind, removeLayout, saveLayout } from "./decide.ts";

export { describeLayoutEvent, layoutKind } from "./decide.ts";

export interface Layouts {
  readonly handlers: SomeHandlers<"layout.save" | "layout.list" | "layout.remove">;
}

/** Layouts of the window's panes under names, the same in every window onto the workspace. */
export function createLayouts({ store }: { readonly store: RecordStore }): Layouts {
  const table = store.table(layoutKind);
  const kept = () => [...table.values()];

  function present(id: string): SavedLayout {
    const found = table.get(id);
    if (found === undefined) throw new Error(`Layout ${id} vanished between its event and its answer.`);
    return found;
  }

  return {
    handlers: {
      "layout.save": async ({ id, name, content }, caller) =>
        store.commit(() => {
          const under = id ?? shortId("ly", (taken) => table.get(taken) !== undefined);
          const done = saveLayout(kept(), { id: under, name, content }, caller.identity);
          if (!done.ok) return done;
          return ok({ events: done.value, result: () => present(under) });
        }),
      "layout.list": async () => ok({ layouts: kept().toSorted((a, b) => a.name.localeCompare(b.name)) }),
      "layout.remove": async ({ layout }, caller) =>
        store.commit(() => {
          const done = removeLayout(kept(), layout, caller.identity);
          if (!done.ok) return done;
          const { events, removed } = done.value;
          return ok({ events, result: () => removed });
        }),
    },
  };
}
