import { Ellipsis } from "lucide-react";
import { IconButton } from "../../ui/button.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";

/** What a row's menu button is found by, for the key that opens it. */
export const ROW_MENU = "[data-row-menu]";

/**
 * A row's menu, behind a button that shows while the pointer or the focus is on the row. The keyboard opens it with the
 * menu key, which the tree hears; Tab passes it by.
 */
export function RowMenu({ label, entries }: { label: string; entries: readonly MenuEntry[] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- neither clicks nor keys in the menu are the row's or the tree's
    <span
      className="flex w-0 overflow-hidden opacity-0 group-hover:w-6 group-hover:opacity-100 group-focus:w-6 group-focus:opacity-100 has-data-popup-open:w-6 has-data-popup-open:opacity-100"
      onClick={(event) => {
        event.stopPropagation();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
      }}
      onFocus={(event) => {
        event.stopPropagation();
      }}
    >
      <Menu
        trigger={<IconButton label={label} icon={<Ellipsis />} side="right" tabIndex={-1} data-row-menu />}
        entries={entries}
      />
    </span>
  );
}
