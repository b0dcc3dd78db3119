import { useStore } from "zustand";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Keys } from "../../ui/kbd.tsx";

/** Keys that belong to a place rather than to a command. */
const PLACES: readonly { readonly title: string; readonly rows: readonly (readonly [string, string])[] }[] = [
  {
    title: "On the board",
    rows: [
      ["Move between cards", "← ↑ ↓ →"],
      ["Open the item", "Enter"],
      ["Sling the item", "S"],
    ],
  },
  {
    title: "In a review",
    rows: [
      ["Move between lines", "↑ ↓"],
      ["Pick several lines", "Shift+↓"],
      ["Move to the other side", "← →"],
      ["Open what is hidden", "Enter"],
    ],
  },
  {
    title: "In a terminal",
    rows: [
      ["Find", "Mod+F"],
      ["Copy the selection", "Mod+Shift+C"],
      ["Commands (Control with a letter stays with the shell)", "Mod+Shift+P"],
      ["Leave it", "F6"],
    ],
  },
];

export function KeyMapDialog({ onClose }: { onClose: () => void }) {
  const { keyMap, runCommand } = useServices();
  const commands = useStore(keyMap.store, (state) => state.commands);
  const bound = commands.filter(({ keys }) => keys.length > 0);
  const groups = [...new Set(bound.map(({ group }) => group))];
  return (
    <Dialog title="Keyboard map" onClose={onClose} width={760}>
      <div className="columns-1 gap-8 overflow-y-auto px-5 pt-3 pb-5 sm:columns-2">
        {groups.map((group) => (
          <KeyGroup
            key={group}
            title={group}
            rows={bound
              .filter((command) => command.group === group)
              .map((command) => [command.title, command.keys[0] ?? ""] as const)}
          />
        ))}
        {PLACES.map((place) => (
          <KeyGroup key={place.title} title={place.title} rows={place.rows} />
        ))}
      </div>
      <DialogActions>
        <Button
          onClick={() => {
            onClose();
            runCommand("keys.edit");
          }}
        >
          Change keys… <Keys command="keys.edit" />
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function KeyGroup({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="mb-1 text-xs font-medium text-ink-3">{title}</h3>
      <dl>
        {rows.map(([what, keys]) => (
          <div key={what} className="flex min-h-7 items-center gap-3 border-b border-line py-0.5">
            <dt className="flex-1 text-sm text-ink-2">{what}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
