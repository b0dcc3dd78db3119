import { type ComponentType, Suspense, lazy } from "react";
import {
  AddToConvoyDialog,
  AssignDialog,
  ConfirmDialog,
  ConvoyItemsDialog,
  CreateConvoyDialog,
  CreateCrewDialog,
  CreateItemDialog,
  FieldDialog,
  KeyMapDialog,
  LinkItemDialog,
  NudgeDialog,
  ReasonDialog,
  SlingDialog,
} from "../features/dialogs/index.ts";
import { ImportDialog } from "../features/import/index.ts";
import { QuickCreateDialog } from "../features/quick-create/index.ts";
import { ProjectSettingsDialog } from "../features/project-settings/index.ts";
import { AddProjectDialog } from "../features/first-run/index.ts";
import type { DialogState } from "../lib/ui-state.ts";
import { useServices, useUi } from "../lib/services.tsx";

const Palette = lazy<ComponentType<{ onClose: () => void }>>(async () => {
  const { Palette: component } = await import("../features/palette/index.ts");
  return { default: component };
});

const PastDialog = lazy<ComponentType<{ past: number; onClose: () => void }>>(async () => {
  const { PastDialog: component } = await import("../features/time-bar/index.ts");
  return { default: component };
});

/** Dialogs that change no records; agents can be told things whatever moment is looked at. */
const OF_ANY_TIME: ReadonlySet<DialogState["kind"]> = new Set(["palette", "keys", "confirm", "nudge", "create-crew"]);

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
  if (past !== undefined && !OF_ANY_TIME.has(dialog.kind)) {
    return (
      <Suspense>
        {/* The dialog that was asked for comes up once it is now again. */}
        <PastDialog past={past} onClose={close} />
      </Suspense>
    );
  }
  switch (dialog.kind) {
    case "palette":
      return (
        <Suspense>
          <Palette onClose={close} />
        </Suspense>
      );
    case "keys":
      return <KeyMapDialog onClose={close} />;
    case "create-item":
      return <CreateItemDialog dialog={dialog} onClose={close} />;
    case "set-field":
      return <FieldDialog field={dialog.field} items={dialog.items} onClose={close} />;
    case "quick-create":
      return <QuickCreateDialog project={dialog.project} onClose={close} />;
    case "import":
      return <ImportDialog file={dialog.file} onClose={close} />;
    case "sling":
      return <SlingDialog items={dialog.items} onClose={close} />;
    case "assign":
      return <AssignDialog items={dialog.items} onClose={close} />;
    case "link-item":
      return <LinkItemDialog item={dialog.item} onClose={close} />;
    case "create-convoy":
      return <CreateConvoyDialog items={dialog.items} onClose={close} />;
    case "convoy-items":
      return <ConvoyItemsDialog convoy={dialog.convoy} onClose={close} />;
    case "add-to-convoy":
      return <AddToConvoyDialog items={dialog.items} onClose={close} />;
    case "project-settings":
      return <ProjectSettingsDialog project={dialog.project} onClose={close} />;
    case "reason":
      return <ReasonDialog dialog={dialog} onClose={close} />;
    case "add-project":
      return <AddProjectDialog onClose={close} />;
    case "create-crew":
      return <CreateCrewDialog project={dialog.project} onClose={close} />;
    case "nudge":
      return <NudgeDialog agent={dialog.agent} onClose={close} />;
    case "confirm":
      return <ConfirmDialog dialog={dialog} onClose={close} />;
  }
}
