import { CloudOff, RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { SettingsView } from "../../../shared/contract/settings.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";

/** What is to be known of the settings as a whole: no connection, a file with something wrong in it, a restart to come. */
export function FileNote({ view }: { view: SettingsView }) {
  const { connection, panes } = useServices();
  const isConnected = useStore(connection.state, ({ phase }) => phase === "connected");
  const [first] = view.problems;
  const waiting = view.settings.filter(({ waitsForRestart }) => waitsForRestart === true);
  return (
    <>
      {!isConnected && (
        <Note icon={<CloudOff />}>
          Not connected. What you prefer is kept here and sent later; everything else can be changed once Drover is
          back.
        </Note>
      )}
      {first !== undefined && (
        <Note icon={<TriangleAlert />} tone={first.severity === "error" ? "trouble" : undefined}>
          <span className="text-selectable min-w-0 flex-1">
            {first.line === undefined ? "" : `Line ${first.line}: `}
            {first.message} {first.remedy}
            {view.problems.length > 1 ? ` And ${view.problems.length - 1} more.` : ""}
          </span>
          <Button
            size="s"
            onClick={() => {
              panes.open({ kind: "settings-text", ...(first.line === undefined ? {} : { line: first.line }) });
            }}
          >
            Show in the file
          </Button>
        </Note>
      )}
      {waiting.length > 0 && (
        <Note icon={<RotateCw />}>{waiting.map(({ key }) => key).join(", ")}: from the next start of Drover on.</Note>
      )}
    </>
  );
}

function Note({ icon, tone, children }: { icon: ReactNode; tone?: "trouble" | undefined; children: ReactNode }) {
  return (
    <div
      role="status"
      data-tone={tone}
      className="flex shrink-0 items-center gap-2 border-b border-line bg-sunken px-3 py-1.5 text-xs text-ink-2 [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:text-ink-3 data-[tone]:[&>svg]:text-tone"
    >
      {icon}
      {children}
    </div>
  );
}
