import { type ComponentType, Suspense, lazy } from "react";
import {
  AddToConvoyDialog,
  AssignDialog,
  ConfirmDialog,
  ConvoyItemsDialog,
  CreateConvoyDialog,
  CreateCrewDialog,
  CreateItemDialog,
  KeyMapDialog,
  LinkItemDialog,
  NudgeDialog,
  ReasonDialog,
  SlingDialog,
} from "../features/dialogs/index.ts";
import { ProjectSettingsDialog } from "../features/project-settings/index.ts";
import { AddProjectDialog } from "../features/first-run/index.ts";
import { useServices, useUi } from "../lib/services.tsx";

const Palette = lazy<ComponentType<{ onClose: () => void }>>(async () => {
  const { Palette: component } = await import("../features/palette/index.ts");
  return { default: component };
});

/** The one dialog that is open, if any. */
export function Dialogs() {
  const { ui } = useServices();
  const dialog = useUi((state) => state.dialog);
  if (dialog === undefined) return null;
  // A dialog may have been followed by another one; then closing the first must not close the second.
  const close = () => {
    if (ui.store.getState().dialog === dialog) ui.closeDialog();
  };
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
