import { type KeyboardEvent, useRef } from "react";
import type { Salvage } from "../../../shared/model/salvage.ts";
import { SalvageLine } from "../../lib/salvage/salvage-line.tsx";
import { classNames } from "../../ui/class-names.ts";

export type SalvageListProps = {
  readonly salvages: readonly Salvage[];
  readonly current: string | undefined;
  onShow(salvage: string): void;
};

/** The salvages found; arrow keys walk from one to the next and show it. */
export function SalvageList({ salvages, current, onShow }: SalvageListProps) {
  const list = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent) => {
    const at = salvages.findIndex(({ id }) => id === current);
    const last = salvages.length - 1;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    const wanted = next === undefined ? undefined : salvages[Math.min(last, Math.max(0, next))];
    if (wanted === undefined) return;
    event.preventDefault();
    onShow(wanted.id);
    list.current?.querySelector<HTMLElement>(`[data-salvage="${wanted.id}"]`)?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the options have the focus; this only hears their keys
    <div
      ref={list}
      role="listbox"
      aria-label="Salvages"
      onKeyDown={walk}
      className="max-h-[40%] shrink-0 overflow-y-auto border-line p-1.5 max-@2xl:border-b @2xl:max-h-none @2xl:w-[320px] @2xl:border-r"
    >
      {salvages.map((salvage) => {
        const isCurrent = salvage.id === current;
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list hears the keys
          <div
            key={salvage.id}
            role="option"
            aria-selected={isCurrent}
            data-salvage={salvage.id}
            tabIndex={isCurrent ? 0 : -1}
            onClick={() => {
              onShow(salvage.id);
            }}
            className={classNames(
              "flex rounded-md px-2.5 py-1.5 outline-offset-[-2px] hover:bg-hover",
              isCurrent && "bg-active hover:bg-active",
            )}
          >
            <SalvageLine salvage={salvage} withAgent />
          </div>
        );
      })}
    </div>
  );
}
