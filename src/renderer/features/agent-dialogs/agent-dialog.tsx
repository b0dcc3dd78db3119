import type { DialogState } from "../../lib/ui-state.ts";
import { BroadcastDialog } from "./broadcast-dialog.tsx";
import { GroupDialog, GroupNameDialog } from "./group-dialog.tsx";
import { HandBackDialog } from "./hand-back-dialog.tsx";
import { HandOffDialog } from "./hand-off-dialog.tsx";
import { NudgeDialog } from "./nudge-dialog.tsx";
import { PeekDialog } from "./peek-dialog.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import { RuntimeDialog } from "./runtime-dialog.tsx";
import { SeanceDialog } from "./seance-dialog.tsx";

/** Dialogs about agents, which come in one piece when the first of them is asked for. */
export type AgentDialogState = Extract<
  DialogState,
  {
    kind:
      | "nudge"
      | "hand-off"
      | "hand-back"
      | "peek"
      | "runtime"
      | "seance"
      | "broadcast"
      | "restore-salvage"
      | "agent-groups"
      | "group-name";
  }
>;

export function AgentDialog({ dialog, onClose }: { dialog: AgentDialogState; onClose: () => void }) {
  switch (dialog.kind) {
    case "nudge":
      return <NudgeDialog agent={dialog.agent} text={dialog.text} onClose={onClose} />;
    case "hand-off":
      return <HandOffDialog agent={dialog.agent} onClose={onClose} />;
    case "hand-back":
      return <HandBackDialog agent={dialog.agent} onClose={onClose} />;
    case "peek":
      return <PeekDialog agent={dialog.agent} onClose={onClose} />;
    case "runtime":
      return <RuntimeDialog agent={dialog.agent} onClose={onClose} />;
    case "seance":
      return <SeanceDialog agent={dialog.agent} session={dialog.session} onClose={onClose} />;
    case "broadcast":
      return <BroadcastDialog agents={dialog.agents} onClose={onClose} />;
    case "agent-groups":
      return <GroupDialog agent={dialog.agent} onClose={onClose} />;
    case "group-name":
      return <GroupNameDialog group={dialog.group} onClose={onClose} />;
    case "restore-salvage":
      return <RestoreDialog salvage={dialog.salvage} onClose={onClose} />;
  }
}
