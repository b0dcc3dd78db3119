import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { TextDialog } from "../../ui/text-dialog.tsx";

export type NudgeDialogProps = {
  readonly agent: string;
  /** What it begins with, e.g. a text that was dropped on the agent. */
  readonly text?: string | undefined;
  onClose(): void;
};

export function NudgeDialog({ agent, text, onClose }: NudgeDialogProps) {
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
      initial={text}
      isLong={text?.includes("\n") === true}
      onDone={(said) => void actions.nudge(agent, said)}
    />
  );
}
