import { useState } from "react";
import { integrationBranch } from "../../../shared/model/integration.ts";
import { useItems } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field, TextInput } from "../../ui/field.tsx";

/** As the core takes them; what git itself refuses is refused there, with its reason. */
const BRANCH_PATTERN = /^[\p{L}\p{N}_][\p{L}\p{N}._/-]{0,180}$/u;

/** Lets an epic gather on a branch of its own: under which name, and whether it lands by itself. */
export function GatherDialog({ epic, onClose }: { epic: string; onClose: () => void }) {
  const { actions } = useServices();
  const title = useItems().data?.find(({ id }) => id === epic)?.title;
  const [branch, setBranch] = useState("");
  const [isAuto, setAuto] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const name = branch.trim();
  const isBad = name !== "" && !BRANCH_PATTERN.test(name);
  const save = async () => {
    if (isBad || isSaving) return;
    setSaving(true);
    const isDone = await actions.createIntegration(epic, { auto: isAuto, ...(name === "" ? {} : { branch: name }) });
    setSaving(false);
    if (isDone) onClose();
  };
  return (
    <Dialog
      title={`Gather ${epic} on a branch of its own`}
      description={`What is done below ${title === undefined ? "it" : `“${title}”`} lands there, gates and all, and the target does not change until the branch lands on it as one merge.`}
      onClose={onClose}
      width={480}
      testId="gather"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="flex flex-col gap-3 px-5 pt-3">
          <Field
            label="Branch"
            hint="Made on the origin, on the newest target."
            error={isBad ? "Letters, digits and . _ / -, beginning with a letter or digit." : undefined}
          >
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus
                spellCheck={false}
                placeholder={integrationBranch(epic)}
                value={branch}
                onChange={(event) => {
                  setBranch(event.target.value);
                }}
              />
            )}
          </Field>
          <Checkbox
            label="Land it by itself"
            hint="Once all below the epic is closed. Otherwise it waits until you land it."
            isChecked={isAuto}
            onChange={setAuto}
          />
        </div>
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" type="submit" disabled={isBad || isSaving}>
            Make branch
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
