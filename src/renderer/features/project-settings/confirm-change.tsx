import { useEffect, useRef } from "react";
import { Button } from "../../ui/button.tsx";
import { DialogActions } from "../../ui/dialog.tsx";

export type ConfirmChangeProps = {
  readonly consequences: readonly string[];
  readonly isSaving: boolean;
  onBack(): void;
  onConfirm(): void;
};

/** What will be different, before it is. */
export function ConfirmChange({ consequences, isSaving, onBack, onConfirm }: ConfirmChangeProps) {
  const button = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone with the fields.
  useEffect(() => {
    button.current?.focus();
  }, []);
  return (
    <>
      <div className="flex flex-col gap-2 px-5 pt-3">
        <h3 className="text-sm font-medium text-ink">This will be different:</h3>
        <ul aria-label="Consequences" className="flex list-disc flex-col gap-1 pl-5 text-sm text-ink-2">
          {consequences.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </div>
      <DialogActions>
        <Button look="ghost" onClick={onBack}>
          Back
        </Button>
        <Button ref={button} look="primary" disabled={isSaving} onClick={onConfirm}>
          Change it
        </Button>
      </DialogActions>
    </>
  );
}
