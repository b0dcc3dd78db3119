import type { DialogState } from "../../lib/ui-state.ts";
import { AddToConvoyDialog } from "./add-to-convoy-dialog.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import { ConvoyItemsDialog } from "./convoy-items-dialog.tsx";
import { CreateConvoyDialog } from "./create-convoy-dialog.tsx";
import { CreateCrewDialog } from "./create-crew-dialog.tsx";
import { CreateItemDialog } from "./create-item-dialog.tsx";
import { FieldDialog } from "./field/field-dialog.tsx";
import { GatherDialog } from "./gather-dialog.tsx";
import { KeyMapDialog } from "./key-map-dialog.tsx";
import { LinkItemDialog } from "./link-item-dialog.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { SlingDialog } from "./sling-dialog.tsx";

/** Dialogs about work, which come in one piece when the first of them is asked for. */
export type WorkDialogState = Extract<
  DialogState,
  {
    kind:
      | "keys"
      | "create-item"
      | "set-field"
      | "sling"
      | "assign"
      | "gather"
      | "link-item"
      | "create-convoy"
      | "convoy-items"
      | "add-to-convoy"
      | "move"
      | "reason"
      | "create-crew";
  }
>;

export function WorkDialog({ dialog, onClose }: { dialog: WorkDialogState; onClose: () => void }) {
  switch (dialog.kind) {
    case "keys":
      return <KeyMapDialog onClose={onClose} />;
    case "create-item":
      return <CreateItemDialog dialog={dialog} onClose={onClose} />;
    case "set-field":
      return <FieldDialog field={dialog.field} items={dialog.items} onClose={onClose} />;
    case "sling":
      return <SlingDialog items={dialog.items} onClose={onClose} />;
    case "assign":
      return <AssignDialog items={dialog.items} onClose={onClose} />;
    case "gather":
      return <GatherDialog epic={dialog.epic} onClose={onClose} />;
    case "link-item":
      return <LinkItemDialog item={dialog.item} onClose={onClose} />;
    case "create-convoy":
      return <CreateConvoyDialog items={dialog.items} onClose={onClose} />;
    case "convoy-items":
      return <ConvoyItemsDialog convoy={dialog.convoy} onClose={onClose} />;
    case "add-to-convoy":
      return <AddToConvoyDialog items={dialog.items} onClose={onClose} />;
    case "move":
      return <MoveDialog items={dialog.items} onClose={onClose} />;
    case "reason":
      return <ReasonDialog dialog={dialog} onClose={onClose} />;
    case "create-crew":
      return <CreateCrewDialog project={dialog.project} onClose={onClose} />;
  }
}
