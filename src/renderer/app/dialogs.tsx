import { ConfirmDialog } from "../features/confirm/index.ts";
import { AddProjectDialog } from "../features/first-run/index.ts";
import type { DialogState } from "../lib/ui-state.ts";
import { useServices, useUi } from "../lib/services.tsx";
import { later } from "./later.tsx";

// Each comes when it is first asked for; what is typed meanwhile is kept for it.
const Palette = later(async () => (await import("../features/palette/index.ts")).Palette);
const VerdictDialog = later(async () => (await import("../features/review/index.ts")).VerdictDialog);
const PastDialog = later(async () => (await import("../features/time-bar/index.ts")).PastDialog);
const WorkDialog = later(async () => (await import("../features/dialogs/index.ts")).WorkDialog);
const AgentDialog = later(async () => (await import("../features/agent-dialogs/index.ts")).AgentDialog);
const LayoutNameDialog = later(async () => (await import("./layout/layout-name-dialog.tsx")).LayoutNameDialog);
const StopCoreDialog = later(async () => (await import("./stop-core-dialog.tsx")).StopCoreDialog);
const QuickCreateDialog = later(async () => (await import("../features/quick-create/index.ts")).QuickCreateDialog);
const ImportDialog = later(async () => (await import("../features/import/index.ts")).ImportDialog);
const ProjectSettingsDialog = later(
  async () => (await import("../features/project-settings/index.ts")).ProjectSettingsDialog,
);

/** Dialogs that change no records; agents can be told things whatever moment is looked at. */
const OF_ANY_TIME: ReadonlySet<DialogState["kind"]> = new Set([
  "palette",
  "keys",
  "confirm",
  "nudge",
  "hand-back",
  "peek",
  "runtime",
  "seance",
  "broadcast",
  "agent-groups",
  "group-name",
  "create-crew",
  "layout-name",
  "stop-core",
]);

/** The one dialog that is open, if any. */
export function Dialogs() {
  const { ui } = useServices();
  const dialog = useUi((state) => state.dialog);
  const past = useUi((state) => state.past);
  if (dialog === undefined) return null;
  // A dialog may have been followed by another one; then closing the first must not close the second.
  const close = () => {
    if (ui.store.getState().dialog === dialog) ui.closeDialog();
  };
  return past !== undefined && !OF_ANY_TIME.has(dialog.kind) ? (
    // The dialog that was asked for comes up once it is now again.
    <PastDialog past={past} onClose={close} />
  ) : (
    <DialogOf dialog={dialog} onClose={close} />
  );
}

function DialogOf({ dialog, onClose }: { dialog: DialogState; onClose: () => void }) {
  switch (dialog.kind) {
    case "palette":
      return <Palette key={dialog.ask ?? dialog.text} text={dialog.text} ask={dialog.ask} onClose={onClose} />;
    case "confirm":
      return <ConfirmDialog dialog={dialog} onClose={onClose} />;
    case "layout-name":
      return <LayoutNameDialog dialog={dialog} onClose={onClose} />;
    case "stop-core":
      return <StopCoreDialog onClose={onClose} />;
    case "quick-create":
      return <QuickCreateDialog project={dialog.project} text={dialog.text} onClose={onClose} />;
    case "import":
      return <ImportDialog file={dialog.file} onClose={onClose} />;
    case "review-verdict":
      return <VerdictDialog asked={dialog.asked} onClose={onClose} />;
    case "add-project":
      return <AddProjectDialog source={dialog.source} onClose={onClose} />;
    case "project-settings":
      return <ProjectSettingsDialog project={dialog.project} onClose={onClose} />;
    case "nudge":
    case "hand-off":
    case "agent-groups":
    case "group-name":
    case "hand-back":
    case "peek":
    case "runtime":
    case "seance":
    case "broadcast":
    case "restore-salvage":
      return <AgentDialog dialog={dialog} onClose={onClose} />;
    default:
      return <WorkDialog dialog={dialog} onClose={onClose} />;
  }
}
