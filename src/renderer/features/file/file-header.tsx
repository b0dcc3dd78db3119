import { Copy, ExternalLink, FileCode, FileDiff, SquareTerminal } from "lucide-react";
import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { sizeText } from "../../lib/amounts.ts";
import { usePreferences, useServices } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";

export type FileHeaderProps = {
  readonly agent: string;
  readonly path: string;
  /** Undefined until it is read, and where it cannot be. */
  readonly file: OutputOf<"file.read"> | undefined;
  readonly lines: number | undefined;
  readonly place: { readonly line: number; readonly column: number };
  onGoTo(line: number): void;
};

/** Whose file it is, where in it one is, and where else it can be looked at. */
export function FileHeader({ agent, path, file, lines, place, onGoTo }: FileHeaderProps) {
  const { panes, toasts, connection, platform, ui } = useServices();
  const command = usePreferences(({ editor }) => editor.command);
  const [wanted, setWanted] = useState<string>();
  const copy = () => {
    const text = file?.file ?? path;
    navigator.clipboard.writeText(text).then(
      () => {
        toasts.say("Copied the path", { detail: text });
      },
      () => {
        toasts.say(text, { detail: "The browser does not let the page copy it." });
      },
    );
  };
  const edit = async () => {
    const { line, column } = place;
    const answer = await connection.client.call("file.edit", { agent, path, line, column });
    if (!answer.ok) toasts.fail(`Open ${path} in your editor`, answer.error);
    else if (!platform.isDesktop) {
      toasts.say("Opened in your editor", { detail: "On the machine that Drover runs on." });
    } else ui.announce("Opened in your editor");
  };
  const slash = path.lastIndexOf("/") + 1;
  return (
    <header className="@container flex h-9 shrink-0 items-center gap-2 border-b border-line px-2.5">
      <FileCode className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
      <h2 className="flex min-w-16 items-baseline truncate text-base" title={path}>
        <span className="truncate text-ink-3">{path.slice(0, slash)}</span>
        <span className="shrink-0 font-medium">{path.slice(slash)}</span>
      </h2>
      <span className="hidden shrink-0 @md:inline">
        <AgentChip agent={agent} />
      </span>
      {file !== undefined && (
        <span className="hidden shrink-0 text-xs text-ink-3 tabular-nums @lg:inline">
          {lines === undefined ? sizeText(file.size) : `${lines} lines, ${sizeText(file.size)}`}
        </span>
      )}
      <span className="min-w-0 flex-1" />
      {lines !== undefined && (
        <input
          aria-label="Go to line"
          inputMode="numeric"
          value={wanted ?? String(place.line)}
          onFocus={(event) => {
            event.target.select();
          }}
          onChange={(event) => {
            setWanted(event.target.value.replaceAll(/\D/g, ""));
          }}
          onBlur={() => {
            setWanted(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            const line = Number(wanted ?? "");
            if (line > 0) onGoTo(Math.min(line, lines));
            setWanted(undefined);
          }}
          className="h-6 w-14 rounded-sm border border-line bg-field px-1.5 text-right text-xs tabular-nums outline-none focus:border-accent @max-[18rem]:hidden"
        />
      )}
      <IconButton label="Copy the path" icon={<Copy />} onClick={copy} />
      <IconButton
        label="Review the agent's work"
        icon={<FileDiff />}
        onClick={() => {
          panes.open({ kind: "review", of: agent });
        }}
      />
      <IconButton
        label="Its agent's terminal"
        icon={<SquareTerminal />}
        onClick={() => {
          panes.open({ kind: "terminal", agent });
        }}
      />
      {command === "" ? (
        <span className="text-xs text-ink-3 @max-[34rem]:hidden" title="For example: code -g {file}:{line}">
          No editor is set
        </span>
      ) : (
        <Button size="s" onClick={() => void edit()}>
          <ExternalLink className="size-3.5" /> <span className="@max-[26rem]:sr-only">Open in your editor</span>
        </Button>
      )}
    </header>
  );
}
