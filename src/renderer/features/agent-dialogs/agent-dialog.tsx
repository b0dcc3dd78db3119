import type { DialogState } from "../../lib/ui-state.ts";
import { NudgeDialog } from "./nudge-dialog.tsx";

/** Dialogs about agents, which come in one piece when the first of them is asked for. */
export type AgentDialogState = Extract<DialogState, { kind: "nudge" }>;

export function AgentDialog({ dialog, onClose }: { dialog: AgentDialogState; onClose: () => void }) {
  return <NudgeDialog agent={dialog.agent} onClose={onClose} />;
}
