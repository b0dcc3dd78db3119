import type { SavedFilter } from "../../../shared/contract/filter.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { ok } from "../../../shared/model/result.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { filterKind, removeFilter, saveFilter } from "./decide.ts";

export { filterKind } from "./decide.ts";
export { describeFilterEvent } from "./decide.ts";

export interface Filters {
  readonly handlers: SomeHandlers<"filter.save" | "filter.list" | "filter.remove">;
}

/** Filters of items under names, the same for everybody in the workspace. */
export function createFilters({ store }: { readonly store: RecordStore }): Filters {
  const table = store.table(filterKind);

  function present(name: string): SavedFilter {
    const found = table.get(name);
    if (found === undefined) throw new Error(`Filter ${name} vanished between its event and its answer.`);
    return found;
  }

  return {
    handlers: {
      "filter.save": async ({ name, filter }, caller) =>
        store.commit(() => {
          const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
          const events = saveFilter(table.get(name), { name, filter: given }, caller.identity);
          return events.ok ? ok({ events: events.value, result: () => present(name) }) : events;
        }),
      "filter.list": async () => ok({ filters: [...table.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)) }),
      "filter.remove": async ({ name }, caller) =>
        store.commit(() => {
          const done = removeFilter(table.get(name), name, caller.identity);
          if (!done.ok) return done;
          const { events, removed } = done.value;
          return ok({ events, result: () => removed });
        }),
    },
  };
}
