import { CircleSlash, Copy, Ellipsis, RotateCcw, Send, Unlink } from "lucide-react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { useServices } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";

export function ItemActions({ item }: { item: ItemView }) {
  const { actions, ui, runCommand } = useServices();
  const isClosed = item.status === "closed";
  return (
    <div className="flex items-center gap-1.5">
      {isClosed ? (
        item.stage === "closed" && (
          <Button size="s" onClick={() => void actions.reopenItem(item.id)}>
            <RotateCcw className="size-3.5" /> Reopen
          </Button>
        )
      ) : (
        <Button
          size="s"
          look={item.stage === "ready" ? "primary" : "secondary"}
          onClick={() => {
            ui.openDialog({ kind: "sling", items: [item.id] });
          }}
        >
          <Send className="size-3.5" /> Sling…
        </Button>
      )}
      <Menu
        trigger={<IconButton label={`More for ${item.id}`} icon={<Ellipsis />} />}
        entries={[
          {
            label: "Copy id",
            icon: <Copy />,
            run: () => {
              ui.set({ focusedItem: item.id });
              runCommand("item.copy-id");
            },
          },
          {
            label: "Take off its hook…",
            icon: <Unlink />,
            isDisabled: item.hookedBy === undefined && item.stage !== "queued",
            run: () => {
              actions.unsling(item.id);
            },
          },
          "separator",
          isClosed
            ? { label: "Reopen", icon: <RotateCcw />, run: () => void actions.reopenItem(item.id) }
            : {
                label: "Close…",
                icon: <CircleSlash />,
                isDestructive: true,
                run: () => {
                  actions.closeItem(item.id);
                },
              },
        ]}
      />
    </div>
  );
}
