import type { DialogState } from "../../lib/ui-state.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";

export type ConfirmDialogProps = {
  readonly dialog: Extract<DialogState, { kind: "confirm" }>;
  onClose(): void;
};

export function ConfirmDialog({ dialog, onClose }: ConfirmDialogProps) {
  return (
    <Dialog
      title={dialog.title}
      description={<span className="text-selectable break-words">{dialog.body}</span>}
      onClose={onClose}
      width={440}
    >
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          look={dialog.isDestructive === true ? "danger" : "primary"}
          data-autofocus
          onClick={() => {
            onClose();
            dialog.confirm();
          }}
        >
          {dialog.deed}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
