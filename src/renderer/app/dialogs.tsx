import { type ComponentType, Suspense, lazy } from "react";
import {
  ConfirmDialog,
  CreateCrewDialog,
  CreateItemDialog,
  KeyMapDialog,
  NudgeDialog,
  SlingDialog,
} from "../features/dialogs/index.ts";
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
    case "add-project":
      return <AddProjectDialog onClose={close} />;
    case "create-crew":
      return <CreateCrewDialog onClose={close} />;
    case "nudge":
      return <NudgeDialog agent={dialog.agent} onClose={close} />;
    case "confirm":
      return <ConfirmDialog dialog={dialog} onClose={close} />;
  }
}
