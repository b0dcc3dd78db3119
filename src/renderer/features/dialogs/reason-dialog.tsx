import { useState } from "react";
import type { ItemOutcome } from "../../../shared/model/work-item.ts";
import type { DialogState } from "../../lib/ui-state.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";

const OUTCOMES = [
  { value: "done", label: "Done" },
  { value: "failed", label: "Failed" },
] as const;

export type ReasonDialogProps = {
  readonly dialog: Extract<DialogState, { kind: "reason" }>;
  onClose(): void;
};

/** Asks before a deed that belongs in the trail with its reason. */
export function ReasonDialog({ dialog, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState("");
  const [outcome, setOutcome] = useState<ItemOutcome>("done");
  return (
    <Dialog title={dialog.title} description={dialog.body} onClose={onClose} width={460}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          dialog.confirm(
            reason.trim() === "" ? undefined : reason.trim(),
            dialog.asksOutcome === true ? outcome : undefined,
          );
        }}
      >
        <div className="flex flex-col gap-3 px-5 pt-3">
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
          {dialog.asksOutcome === true && (
            <Field label="How it ended" hint="What waits for a failure begins if it failed.">
              {({ id }) => (
                <Select id={id} label="How it ended" value={outcome} options={OUTCOMES} onChange={setOutcome} />
              )}
            </Field>
          )}
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
