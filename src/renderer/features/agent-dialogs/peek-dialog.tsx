import { useEffect } from "react";
import { ScreenText } from "../../lib/cells/screen-text.tsx";
import { ScreenThumbnail } from "../../lib/cells/screen-thumbnail.tsx";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";

/** What stands on an agent's screen now, without opening its terminal. */
export function PeekDialog({ agent, onClose }: { agent: string; onClose: () => void }) {
  const { panes, ui } = useServices();
  useEffect(() => {
    // Space opened it and puts it away; Enter goes on to the terminal. Buttons keep their own.
    const press = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLButtonElement || (event.key !== " " && event.key !== "Enter")) return;
      event.preventDefault();
      onClose();
      if (event.key === "Enter") panes.open({ kind: "terminal", agent });
    };
    document.addEventListener("keydown", press);
    return () => {
      document.removeEventListener("keydown", press);
    };
  }, [agent, onClose, panes]);
  return (
    <Dialog
      title={`Screen of ${lastPart(agent)}`}
      description="As it is, live. Nothing is typed and nothing resized."
      onClose={onClose}
      width={980}
      testId="peek"
    >
      <div className="relative mx-5 mt-3 overflow-hidden rounded-md border border-line bg-(--terminal)">
        <ScreenThumbnail agent={agent} className="block aspect-[5/3] max-h-[56vh] w-full" />
        <ScreenText agent={agent} className="sr-only" />
      </div>
      <DialogActions>
        <Button
          onClick={() => {
            ui.openDialog({ kind: "nudge", agent });
          }}
        >
          Nudge…
        </Button>
        <Button
          look="primary"
          onClick={() => {
            onClose();
            panes.open({ kind: "terminal", agent });
          }}
        >
          Open terminal
        </Button>
      </DialogActions>
    </Dialog>
  );
}
