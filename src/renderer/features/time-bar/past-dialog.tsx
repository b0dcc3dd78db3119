import { fullTime } from "../../lib/past/full-time.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";

/** Stands where a dialog would be that changes something, while the window shows the past; back in the present that one comes. */
export function PastDialog({ past, onClose }: { past: number; onClose: () => void }) {
  const { ui } = useServices();
  return (
    <Dialog
      title="The past cannot be changed"
      description={`The window shows how everything was on ${fullTime(past)}. Return to now to change something.`}
      onClose={onClose}
      width={440}
    >
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Stay there
        </Button>
        <Button
          look="primary"
          data-autofocus
          onClick={() => {
            ui.set({ past: undefined, isTimeBarOpen: false });
          }}
        >
          Return to now
        </Button>
      </DialogActions>
    </Dialog>
  );
}
