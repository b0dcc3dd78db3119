import { FileQuestion } from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { sizeText } from "../../lib/amounts.ts";
import { lastPart } from "../../lib/names.ts";
import { callOrThrow } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { FileHeader } from "./file-header.tsx";
import { FileText } from "./file-text.tsx";

export type FilePaneProps = {
  readonly agent: string;
  /** From the worktree on. */
  readonly path: string;
  /** Where to look at first, from 1. */
  readonly line: number | undefined;
  readonly column: number | undefined;
};

/** No event tells of what an agent writes: while it is looked at, the file is read again so often. */
const AGAIN_MS = 5_000;

/** A file of an agent's worktree, as it is now. */
export function FilePane({ agent, path, line, column }: FilePaneProps) {
  const { connection } = useServices();
  const file = useQuery({
    queryKey: ["file", agent, path],
    queryFn: ({ signal }) => callOrThrow(connection, "file.read", { agent, path }, signal),
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  const [place, setPlace] = useState({ line: line ?? 1, column: column ?? 1, nth: 0 });
  const [seen, setSeen] = useState({ line, column });
  // Opened anew at another line.
  if (seen.line !== line || seen.column !== column) {
    setSeen({ line, column });
    setPlace({ line: line ?? 1, column: column ?? 1, nth: place.nth + 1 });
  }
  const goTo = useCallback((to: number) => {
    setPlace(({ nth }) => ({ line: to, column: 1, nth: nth + 1 }));
  }, []);
  const text = file.data?.text;
  const lines = useMemo(() => text?.replace(/\n$/, "").split("\n"), [text]);
  return (
    <section
      data-testid="file"
      data-agent={agent}
      data-path={path}
      aria-label={`${path} of ${lastPart(agent)}`}
      className="flex h-full min-h-0 flex-col bg-pane"
    >
      <FileHeader agent={agent} path={path} file={file.data} lines={lines?.length} place={place} onGoTo={goTo} />
      <div className="min-h-0 flex-1">
        <Answer query={file} what="Reading the file">
          {(data) => <Content data={data} lines={lines} place={place} onPlace={goTo} />}
        </Answer>
      </div>
    </section>
  );
}

function Content(props: {
  data: OutputOf<"file.read">;
  lines: readonly string[] | undefined;
  place: { readonly line: number; readonly column: number; readonly nth: number };
  onPlace(line: number): void;
}) {
  const { data, lines, place, onPlace } = props;
  if (lines === undefined) {
    return (
      <EmptyState icon={<FileQuestion />} title="A binary file">
        {sizeText(data.size)}. Your editor, or another program, can show it.
      </EmptyState>
    );
  }
  if (data.size === 0) return <EmptyState icon={<FileQuestion />} title="The file is empty" />;
  return (
    <div className="flex h-full flex-col">
      <FileText path={data.path} text={data.text ?? ""} lines={lines} place={place} onPlace={onPlace} />
      {data.isCut && (
        <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-ink-3">
          {`It goes on: of ${sizeText(data.size)}, the beginning is shown. Your editor has it all.`}
        </p>
      )}
    </div>
  );
}
