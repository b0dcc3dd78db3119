import { Ellipsis, Hand, RotateCcw, Send, Undo2 } from "lucide-react";
import { TYPES_WITHOUT_WORK } from "../../../shared/model/item-words.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { itemMenuEntries } from "../../lib/item-menu.tsx";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useIntegrations } from "../../lib/server-state/queue-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Hint } from "../../ui/hint.tsx";
import { Menu } from "../../ui/menu.tsx";

/** What is most likely wanted next as buttons, the rest in a menu. */
export function ItemActions({ item }: { item: ItemView }) {
  const services = useServices();
  const isPast = useIsPast();
  const { actions, ui } = services;
  const isClosed = item.status === "closed";
  // Work is what stands below it; the epic itself lands as one.
  const gathers =
    useIntegrations(!isPast).data?.some(({ epic, state }) => epic === item.id && state === "open") === true;
  const isUsers = item.assignee === "user" && item.hookedBy === undefined && !isClosed;
  if (isPast) {
    return (
      <Menu
        trigger={<IconButton label={`More for ${item.id}`} icon={<Ellipsis />} />}
        entries={itemMenuEntries(item, services)}
      />
    );
  }
  return (
    <div className="flex items-center gap-1.5">
      {item.stage === "ready" && (
        <Hint text="Take it yourself" command="item.claim">
          <Button size="s" onClick={() => void actions.claim(item.id)}>
            <Hand className="size-3.5" /> Claim
          </Button>
        </Hint>
      )}
      {isUsers && (
        <Button size="s" onClick={() => void actions.assign([item.id], null)}>
          <Undo2 className="size-3.5" /> Give back
        </Button>
      )}
      {isClosed && (
        <Button
          size="s"
          onClick={() => {
            actions.reopenItem(item.id);
          }}
        >
          <RotateCcw className="size-3.5" /> Reopen…
        </Button>
      )}
      {!isClosed && !gathers && !TYPES_WITHOUT_WORK.includes(item.type) && (
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
        entries={itemMenuEntries(item, services)}
      />
    </div>
  );
}
