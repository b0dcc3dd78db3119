import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { TextDialog } from "../../ui/text-dialog.tsx";

/** Ends a take-over. */
export function HandBackDialog({ agent, onClose }: { agent: string; onClose: () => void }) {
  const { actions } = useServices();
  return (
    <TextDialog
      title={`Hand ${lastPart(agent)} back`}
      description="Drover nudges it again and types into its terminal when it has to."
      label="Tell it"
      hint="What you did, or what it should do now; may be left out."
      placeholder="I fixed the test by hand. Go on with the parser."
      deed="Hand back"
      maxLength={2_000}
      onClose={onClose}
      onDone={(note) => void actions.handBack(agent, note)}
    />
  );
}
