import { useState } from "react";
import { useServices } from "../lib/services.tsx";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";

const CHOICES = [
  {
    value: "keep",
    label: "Leave agents at work",
    hint: "They go on without it and are found again when it is next started.",
  },
  {
    value: "hand-off",
    label: "Hand off and stop",
    hint: "Each comes to a good point, leaves a note and has everything saved, within two minutes. The next start goes on from there.",
  },
  {
    value: "stop",
    label: "Stop agents at once",
    hint: "What they have is kept in their worktrees. They go on where they were at the next start.",
  },
] as const;

/** Asks what becomes of agents before the core stops. */
export function StopCoreDialog({ onClose }: { onClose(): void }) {
  const { actions } = useServices();
  const [agents, setAgents] = useState<(typeof CHOICES)[number]["value"]>("keep");
  return (
    <Dialog
      title="Stop the core?"
      description="Until it is started again nothing is put on hooks, nothing lands, and this window shows nothing new."
      onClose={onClose}
      width={460}
    >
      <div className="px-5 pt-2">
        <Choice label="What becomes of agents at work" value={agents} options={CHOICES} onChange={setAgents} />
      </div>
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          look="danger"
          data-autofocus
          onClick={() => {
            onClose();
            void actions.attempt("stop the core", "core.stop", { agents });
          }}
        >
          Stop the core
        </Button>
      </DialogActions>
    </Dialog>
  );
}
