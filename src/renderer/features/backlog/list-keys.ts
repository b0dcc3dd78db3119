import type { KeyboardEvent } from "react";

export interface ListKeyDeps {
  readonly current: number;
  readonly last: number;
  /** Rows that fit. */
  readonly page: number;
  readonly hasHead: boolean;
  readonly isHead: boolean;
  readonly isFolded: boolean;
  moveTo(row: number): void;
  /** Picks all from where the picking began to the row. */
  extendTo(row: number): void;
  toggleGroup(row: number): void;
  pick(): void;
  pickAll(): void;
  pickNone(): void;
  open(): void;
  rename(): void;
}

/** What the keys of the list do that are no commands of the window. */
export function listKeys(deps: ListKeyDeps): (event: KeyboardEvent) => void {
  const { current, last, page } = deps;
  const target: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    j: current + 1,
    ArrowUp: current - 1,
    k: current - 1,
    PageDown: current + page,
    PageUp: current - page,
    Home: 0,
    End: last,
  };
  const deeds: Readonly<Record<string, () => void>> = {
    " ": deps.pick,
    Enter: () => {
      if (deps.isHead) deps.toggleGroup(current);
      else deps.open();
    },
    ArrowLeft: () => {
      if (deps.hasHead && !deps.isFolded) deps.toggleGroup(current);
    },
    ArrowRight: () => {
      if (deps.isHead && deps.isFolded) deps.toggleGroup(current);
    },
    Escape: deps.pickNone,
    F2: deps.rename,
    e: deps.rename,
  };
  return (event) => {
    // Fields and buttons within hear their own keys.
    if (event.target !== event.currentTarget || event.altKey) return;
    const isModified = event.ctrlKey || event.metaKey;
    const row = target[event.key];
    let deed: (() => void) | undefined;
    if (isModified) deed = event.key === "a" ? deps.pickAll : undefined;
    else if (row === undefined) deed = deeds[event.key];
    else if (event.shiftKey) {
      deed = () => {
        deps.extendTo(row);
      };
    } else {
      deed = () => {
        deps.moveTo(row);
      };
    }
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  };
}
