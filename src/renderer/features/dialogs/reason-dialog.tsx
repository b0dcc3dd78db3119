import { useState } from "react";
import type { DialogState } from "../../lib/ui-state.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field, TextInput } from "../../ui/field.tsx";

export type ReasonDialogProps = {
  readonly dialog: Extract<DialogState, { kind: "reason" }>;
  onClose(): void;
};

/** Asks before a deed that belongs in the trail with its reason. */
export function ReasonDialog({ dialog, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState("");
  return (
    <Dialog title={dialog.title} description={dialog.body} onClose={onClose} width={460}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          dialog.confirm(reason.trim() === "" ? undefined : reason.trim());
        }}
      >
        <div className="px-5 pt-3">
          <Field label="Reason" hint="Stands in the trail; may be left out.">
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus
                value={reason}
                onChange={(event) => {
                  setReason(event.target.value);
                }}
              />
            )}
          </Field>
        </div>
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" type="submit">
            {dialog.deed}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
