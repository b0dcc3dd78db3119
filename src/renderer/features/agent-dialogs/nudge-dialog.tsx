import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { TextDialog } from "../../ui/text-dialog.tsx";

export function NudgeDialog({ agent, onClose }: { agent: string; onClose: () => void }) {
  const { actions } = useServices();
  return (
    <TextDialog
      title={`Nudge ${lastPart(agent)}`}
      description="By its runtime's own channel, or typed once it can take input. Its receipt says how far it got."
      label="Message"
      hint="Without one it is told to look at its hook."
      placeholder="Look at your hook and go on"
      deed="Nudge"
      maxLength={2_000}
      onClose={onClose}
      onDone={(text) => void actions.nudge(agent, text)}
    />
  );
}
