import { useState } from "react";
import type { ItemOutcome } from "../../../shared/model/item-words.ts";
import type { DialogState } from "../../lib/ui-state.ts";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { TextDialog } from "../../ui/text-dialog.tsx";

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
  const [outcome, setOutcome] = useState<ItemOutcome>("done");
  const [isWanted, setWanted] = useState(false);
  return (
    <TextDialog
      title={dialog.title}
      description={dialog.body}
      label="Reason"
      hint="Stands in the trail; may be left out."
      deed={dialog.deed}
      onClose={onClose}
      onDone={(reason) => {
        dialog.confirm(reason, dialog.asksOutcome === true ? outcome : undefined, isWanted);
      }}
    >
      {dialog.asksOutcome === true && (
        <Field label="How it ended" hint="What waits for a failure begins if it failed.">
          {({ id }) => <Select id={id} label="How it ended" value={outcome} options={OUTCOMES} onChange={setOutcome} />}
        </Field>
      )}
      {dialog.also !== undefined && (
        <Checkbox label={dialog.also.label} hint={dialog.also.hint} isChecked={isWanted} onChange={setWanted} />
      )}
    </TextDialog>
  );
}
