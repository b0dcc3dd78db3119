import { useEffect, useState } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";

/** What rows ask the list for. */
export interface RowDeeds {
  pointAt(row: number, how: "only" | "toggle" | "range"): void;
  /** Without a title it stays as it is. */
  rename(title: string | undefined): void;
  /** Items were dropped on a row of the group with that value, or on an item in it. */
  drop(value: string | null | undefined, items: readonly string[], onto?: ItemView): void;
  toggleGroup(row: number): void;
}

/** Always the same object, which does what was given last. */
export function useLatest(latest: RowDeeds): RowDeeds {
  const [kept] = useState(() => {
    let current = latest;
    return {
      update(next: RowDeeds) {
        current = next;
      },
      deeds: {
        pointAt: (row, how) => {
          current.pointAt(row, how);
        },
        rename: (title) => {
          current.rename(title);
        },
        drop: (value, items, onto) => {
          current.drop(value, items, onto);
        },
        toggleGroup: (row) => {
          current.toggleGroup(row);
        },
      } satisfies RowDeeds,
    };
  });
  useEffect(() => {
    kept.update(latest);
  });
  return kept.deeds;
}
