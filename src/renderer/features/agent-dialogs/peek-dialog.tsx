import { useQuery } from "@tanstack/react-query";
import { lastPart } from "../../lib/names.ts";
import { callOrThrow } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";

/** Looked at, not filmed. */
const SCREEN_MS = 1_000;

/** What stands on an agent's screen now, without opening its terminal. */
export function PeekDialog({ agent, onClose }: { agent: string; onClose: () => void }) {
  const { connection, panes } = useServices();
  const screen = useQuery({
    queryKey: queryKeys.screen(agent),
    queryFn: ({ signal }) => callOrThrow(connection, "agent.peek", { agent }, signal),
    refetchInterval: SCREEN_MS,
    retry: false,
    staleTime: 0,
  });
  return (
    <Dialog
      title={`Screen of ${lastPart(agent)}`}
      description="As text, read again every second. Nothing is typed and nothing resized."
      onClose={onClose}
      width={860}
      testId="peek"
    >
      <div className="mx-5 mt-3 min-h-40 overflow-auto rounded-md border border-line bg-(--terminal)">
        <Answer query={screen} what="Reading the screen">
          {({ screen: text }) => (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
            <pre tabIndex={0} className="text-selectable p-3 text-[11px] leading-[15px] text-ink-2">
              {text.trimEnd()}
            </pre>
          )}
        </Answer>
      </div>
      <DialogActions>
        <Button
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
