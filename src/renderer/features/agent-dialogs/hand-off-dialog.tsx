import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { TextDialog } from "../../ui/text-dialog.tsx";

/** Replaces an agent's session by a fresh one, with a word to the successor. */
export function HandOffDialog({ agent, onClose }: { agent: string; onClose: () => void }) {
  const { actions } = useServices();
  return (
    <TextDialog
      title={`Hand ${lastPart(agent)} off`}
      description="Its work is saved, uncommitted files too. A fresh session goes on with it, knowing the note and what was learned."
      label="Note to the successor"
      hint="What it should know or do first; may be left out."
      placeholder="The parser is done. Next: the errors, beginning with missing brackets."
      deed="Hand off"
      isLong
      maxLength={8_000}
      onClose={onClose}
      onDone={(note) => void actions.handOff(agent, note)}
    />
  );
}
