import type { DialogState } from "../../lib/ui-state.ts";
import { TextDialog } from "../../ui/text-dialog.tsx";

export type LayoutNameDialogProps = {
  readonly dialog: Extract<DialogState, { kind: "layout-name" }>;
  onClose(): void;
};

/** Asks what a layout is called. Without a name nothing is done. */
export function LayoutNameDialog({ dialog, onClose }: LayoutNameDialogProps) {
  return (
    <TextDialog
      title={dialog.title}
      description="Every window onto this workspace offers it, in the menu of layouts and by Alt with its number."
      label="Name"
      hint="Such as Morning, or Release."
      maxLength={60}
      initial={dialog.initial}
      deed={dialog.deed}
      onDone={(name) => {
        if (name !== undefined) dialog.confirm(name);
      }}
      onClose={onClose}
    />
  );
}
