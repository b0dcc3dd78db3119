import { Check, LayoutPanelLeft, Pencil, RefreshCw, RotateCcw, Save, Trash2 } from "lucide-react";
import { useStore } from "zustand";
import { commandInfo } from "../../lib/commands/catalogue.ts";
import { layoutEntries } from "../../lib/layouts/layout-book.ts";
import { useServices } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";

/** Switches between layouts of panes, and keeps them under names. */
export function LayoutMenu() {
  const { layouts, runCommand } = useServices();
  const { saved, shown } = useStore(layouts.store);
  const entries = layoutEntries(saved);
  const current = entries.find(({ id }) => id === shown);
  const own = current?.saved;
  const command = (id: Parameters<typeof commandInfo>[0], icon: MenuIcon, label: string): MenuEntry => ({
    label,
    icon,
    keys: commandInfo(id).keys?.[0],
    run() {
      runCommand(id);
    },
  });
  return (
    <Menu
      trigger={
        <IconButton
          label={current === undefined ? "Layouts of panes" : `Layouts of panes: ${current.name}`}
          icon={<LayoutPanelLeft />}
          onFocus={() => void layouts.read()}
        />
      }
      entries={[
        ...entries.map(({ id, name }, index): MenuEntry => ({
          label: name,
          icon: id === shown ? <Check aria-label="Shown last" /> : <span className="size-3.5" />,
          keys: index < 9 ? `Alt+${index + 1}` : undefined,
          run() {
            layouts.show(id);
          },
        })),
        "separator",
        command("layout.save-as", <Save />, "Save as…"),
        ...(own === undefined
          ? []
          : [
              command("layout.update", <RefreshCw />, `Update ${own.name}`),
              command("layout.rename", <Pencil />, `Rename ${own.name}…`),
              command("layout.remove", <Trash2 />, `Remove ${own.name}`),
            ]),
        "separator",
        command("layout.reset", <RotateCcw />, "Reset the layout"),
      ]}
    />
  );
}

type MenuIcon = Extract<MenuEntry, object>["icon"];
