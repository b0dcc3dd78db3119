import { useState } from "react";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field, TextInput } from "../../ui/field.tsx";

export function NudgeDialog({ agent, onClose }: { agent: string; onClose: () => void }) {
  const { actions } = useServices();
  const [text, setText] = useState("");
  return (
    <Dialog
      title={`Nudge ${lastPart(agent)}`}
      description="Typed into its terminal once it can take input."
      onClose={onClose}
      width={480}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void actions.nudge(agent, text.trim() === "" ? undefined : text.trim());
        }}
      >
        <div className="px-5 pt-3">
          <Field label="Message" hint="Without one it is told to look at its hook.">
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus
                maxLength={2000}
                value={text}
                placeholder="Look at your hook and go on"
                onChange={(event) => {
                  setText(event.target.value);
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
            Nudge
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
