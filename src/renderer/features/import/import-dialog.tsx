import { FileDown } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ImportReport } from "../../../shared/contract/exchange.ts";
import type { Failure } from "../../../shared/model/result.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { Loading } from "../../ui/state-views.tsx";
import { type ImportSource, handOver } from "./hand-over.ts";
import { ImportReportView } from "./import-report.tsx";
import { bulkAway } from "./take-back.ts";

export type ImportDialogProps = { readonly file: File | undefined; onClose(): void };

const WORKSPACE = "";
/** Beyond this a browser would hold too much of it at once; the command line streams. */
const LARGEST_BYTES = 200 * 1024 * 1024;

type State =
  | { readonly kind: "asking" }
  | { readonly kind: "reading"; readonly what: string }
  | { readonly kind: "failed"; readonly error: Failure }
  | { readonly kind: "inspected"; readonly source: ImportSource; readonly report: ImportReport }
  | { readonly kind: "imported"; readonly report: ImportReport };

/** Shows what a file would bring before it does, brings it in, and shows what came of it. */
export function ImportDialog({ file: dropped, onClose }: ImportDialogProps) {
  const { connection, ui, toasts, panes } = useServices();
  const projects = useOverview((overview) => overview.projects);
  const [file, setFile] = useState(dropped);
  const [chosen, setProject] = useState<string>();
  const [state, setState] = useState<State>({ kind: "asking" });
  const chooser = useRef<HTMLInputElement>(null);
  const project = chosen ?? projects.data?.[0]?.name ?? WORKSPACE;
  const target = project === WORKSPACE ? {} : { project };
  const isKnown = projects.data !== undefined;

  useEffect(() => {
    if (file === undefined || !isKnown) return undefined;
    let isOver = false;
    const show = (next: State) => {
      if (!isOver) setState(next);
    };
    async function inspect(chosenFile: File) {
      show({ kind: "reading", what: `Reading ${chosenFile.name}` });
      if (chosenFile.size > LARGEST_BYTES) {
        const message = `${chosenFile.name} has more than ${LARGEST_BYTES / 1024 / 1024} MB.`;
        show({ kind: "failed", error: { code: "bad-input", message, remedy: `Run drover import ${chosenFile.name}` } });
        return;
      }
      const source = await handOver(connection.client, chosenFile.name, await chosenFile.text());
      if (!source.ok) {
        show({ kind: "failed", error: source.error });
        return;
      }
      const input = { source: source.value, ...(project === WORKSPACE ? {} : { project }) };
      const report = await connection.client.call("ledger.import.inspect", input);
      if (report.ok) show({ kind: "inspected", source: source.value, report: report.value });
      else show({ kind: "failed", error: report.error });
    }
    void inspect(file);
    return () => {
      isOver = true;
    };
  }, [file, project, isKnown, connection]);

  const bringIn = async (source: ImportSource) => {
    setState({ kind: "reading", what: "Bringing the items in" });
    const report = await connection.client.call("ledger.import", { source, ...target });
    if (!report.ok) {
      setState({ kind: "failed", error: report.error });
      return;
    }
    const { created, updated } = report.value;
    ui.announce(`${created} items created, ${updated} updated`);
    setState({ kind: "imported", report: report.value });
  };
  const takeBack = async (report: ImportReport) => {
    setState({ kind: "reading", what: "Taking the items back" });
    const done = await bulkAway(connection.client, report);
    if (done.ok) {
      toasts.say(`${done.value} items taken back`, { tone: "good" });
      onClose();
    } else setState({ kind: "failed", error: done.error });
  };

  return (
    <Dialog
      title={file === undefined ? "Import items" : `Import ${file.name}`}
      description={file === undefined ? "From a CSV, a Markdown task list, or JSONL, also of beads." : undefined}
      onClose={onClose}
      width={680}
      testId="import"
    >
      <input
        ref={chooser}
        type="file"
        aria-label="File to import"
        accept=".csv,.tsv,.md,.markdown,.jsonl,.ndjson,.json,.txt"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          setFile(event.target.files?.[0] ?? file);
        }}
      />
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pt-3">
        {state.kind === "asking" && (
          <button
            type="button"
            data-autofocus
            onClick={() => chooser.current?.click()}
            className="flex h-32 flex-col items-center justify-center gap-2 rounded-lg border-2 border-dashed border-line-strong text-sm text-ink-2 hover:bg-hover"
          >
            <FileDown className="size-6 text-ink-3" aria-hidden="true" />
            Choose a file, or drop one on the backlog
          </button>
        )}
        {state.kind === "reading" && (
          <div className="h-32">
            <Loading what={state.what} />
          </div>
        )}
        {state.kind === "failed" && (
          <div role="alert" className="text-selectable rounded-md border border-line p-3 text-sm">
            <p className="text-ink">{state.error.message}</p>
            {state.error.remedy !== undefined && <p className="text-ink-3">{state.error.remedy}</p>}
          </div>
        )}
        {(state.kind === "inspected" || state.kind === "imported") && (
          <ImportReportView
            report={state.report}
            onOpen={(item) => {
              onClose();
              panes.open({ kind: "item", item });
            }}
          />
        )}
      </div>
      <DialogActions>
        {state.kind !== "imported" && (projects.data?.length ?? 0) > 0 && (
          <span className="mr-auto flex items-center gap-1 text-xs text-ink-3">
            New items go to
            <Select
              label="Project"
              size="s"
              value={project}
              options={[
                ...(projects.data ?? []).map(({ name }) => ({ value: name, label: name })),
                { value: WORKSPACE, label: "Workspace" },
              ]}
              onChange={setProject}
            />
          </span>
        )}
        {state.kind === "failed" && <Button onClick={() => chooser.current?.click()}>Choose another file</Button>}
        {state.kind === "imported" && state.report.created > 0 && state.report.created <= state.report.items.length && (
          <Button look="danger" onClick={() => void takeBack(state.report)}>
            Take the new ones back
          </Button>
        )}
        <Button look={state.kind === "imported" ? "primary" : "ghost"} onClick={onClose}>
          {state.kind === "imported" ? "Done" : "Cancel"}
        </Button>
        {state.kind === "inspected" && (
          <Button
            look="primary"
            data-autofocus
            disabled={state.report.created + state.report.updated + state.report.comments === 0}
            onClick={() => void bringIn(state.source)}
          >
            {deedOf(state.report)}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

function deedOf({ created, updated }: ImportReport): string {
  if (created + updated === 0) return "Nothing to import";
  if (updated === 0) return `Import ${created === 1 ? "1 item" : `${created} items`}`;
  return created === 0 ? `Update ${updated}` : `Import ${created}, update ${updated}`;
}
