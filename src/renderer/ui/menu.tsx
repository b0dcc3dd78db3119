import { ContextMenu as Context } from "@base-ui/react/context-menu";
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { usePortalContainer } from "./host-window.ts";
import { Keys } from "./kbd.tsx";

export type MenuEntry =
  | {
      readonly label: string;
      readonly icon?: ReactNode;
      readonly keys?: string | undefined;
      /** A command, whose keys are drawn. */
      readonly command?: string | undefined;
      readonly isDestructive?: boolean;
      readonly isDisabled?: boolean;
      run(): void;
    }
  | "separator";

export type MenuProps = {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly entries: readonly MenuEntry[];
  readonly align?: "start" | "end";
};

const POPUP =
  "min-w-44 rounded-md bg-popup p-1 shadow-popup transition-opacity duration-(--fast) outline-none data-starting-style:opacity-0 data-ending-style:opacity-0";

export function Menu({ trigger, entries, align = "end" }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal container={usePortalContainer()}>
        <Base.Positioner align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className={POPUP}>
            <Entries entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export type ContextMenuProps = {
  /** One element that takes a ref and props; the menu comes at the pointer, or by the menu key. */
  readonly children: ReactElement<Record<string, unknown>>;
  /** Read when the menu is drawn. */
  entries(): readonly MenuEntry[];
};

export function ContextMenu({ children, entries }: ContextMenuProps) {
  return (
    <Context.Root>
      <Context.Trigger render={children} />
      <Context.Portal container={usePortalContainer()}>
        <Context.Positioner className="z-50 outline-none">
          <Context.Popup className={POPUP}>
            <LazyEntries entries={entries} />
          </Context.Popup>
        </Context.Positioner>
      </Context.Portal>
    </Context.Root>
  );
}

/** Drawn only while the menu is open. */
function LazyEntries({ entries }: Pick<ContextMenuProps, "entries">) {
  return <Entries entries={entries()} />;
}

function Entries({ entries }: { entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) =>
    entry === "separator" ? (
      // oxlint-disable-next-line react/no-array-index-key -- separators have nothing else
      <Base.Separator key={`separator-${index}`} className="mx-1 my-1 h-px bg-line" />
    ) : (
      <Base.Item
        key={entry.label}
        disabled={entry.isDisabled === true}
        onClick={() => {
          entry.run();
        }}
        className={classNames(
          "flex h-7 items-center gap-2 rounded-sm px-2 text-sm outline-none data-disabled:opacity-40 data-highlighted:bg-active [&_svg]:size-3.5",
          entry.isDestructive === true ? "text-trouble" : "text-ink-2 data-highlighted:text-ink",
        )}
      >
        {entry.icon}
        <span className="flex-1">{entry.label}</span>
        <Keys keys={entry.keys} command={entry.command} />
      </Base.Item>
    ),
  );
}
