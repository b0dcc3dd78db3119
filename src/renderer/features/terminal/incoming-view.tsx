import { FileInput, X } from "lucide-react";
import { lastPart } from "../../lib/names.ts";
import { IconButton } from "../../ui/button.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import type { Incoming } from "./use-incoming.tsx";

/** What would happen to what hangs over the terminal, and how far a file on its way is. */
export function IncomingView({ incoming, agent }: { incoming: Incoming; agent: string }) {
  const { over, progress } = incoming;
  return (
    <>
      {over !== undefined && (
        <div className="pointer-events-none absolute inset-2 z-30 flex flex-col items-center justify-center gap-2 rounded-lg border-2 border-dashed border-accent bg-accent-wash text-sm text-ink">
          <FileInput className="size-6 text-accent" aria-hidden="true" />
          {over === "file"
            ? `Attach it for ${lastPart(agent)}: its path is typed`
            : `Paste it into ${lastPart(agent)}’s terminal`}
        </div>
      )}
      {progress !== undefined && (
        <div
          role="status"
          data-testid="attaching"
          className="absolute right-4 bottom-3 z-20 flex w-64 items-center gap-2 rounded-md bg-popup py-1.5 pr-1 pl-3 text-xs shadow-popup"
        >
          <span className="min-w-0 flex-1">
            <span className="block truncate text-ink-2">{`Bringing ${progress.name}`}</span>
            <ProgressBar
              label={`Bringing ${progress.name}`}
              parts={[
                { label: "Percent brought", count: Math.round(progress.done * 100), tone: "working", isLive: true },
                { label: "Percent to come", count: 100 - Math.round(progress.done * 100), tone: "faint" },
              ]}
            />
          </span>
          <IconButton label="Stop bringing it" icon={<X />} onClick={incoming.cancel} />
        </div>
      )}
    </>
  );
}
