import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { SettingProblem } from "../../../shared/contract/settings.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import { ProblemList } from "./problem-list.tsx";
import { TomlEditor } from "./toml-editor.tsx";

type FileText = OutputOf<"settings.text">;

/** Typing pauses for so long before what was typed is looked at. */
const CHECK_AFTER_MS = 250;

/** The settings file as text: looked at while it is typed, written once nothing is wrong with it. */
export function SettingsText({ line }: { line?: number | undefined }) {
  const { settings, connection } = useServices();
  const isConnected = useStore(connection.state, ({ phase }) => phase === "connected");
  const [file, setFile] = useState<FileText>();
  const [newer, setNewer] = useState<FileText>();
  const [failure, setFailure] = useState<unknown>();
  const [draft, setDraft] = useState<string>();

  // Read anew whenever what the file says is different; what is being typed is not thrown away for it.
  useEffect(() => {
    if (!isConnected) return undefined;
    const stop = new AbortController();
    const read = async () => {
      const told = await connection.client.call("settings.text", {}, stop.signal);
      if (stop.signal.aborted) return;
      if (!told.ok) {
        setFailure(told.error);
        return;
      }
      setFailure(undefined);
      setNewer(told.value);
    };
    void read();
    const unsubscribe = settings.store.subscribe((now, before) => {
      if (now?.changedAt !== before?.changedAt) void read();
    });
    return () => {
      stop.abort();
      unsubscribe();
    };
  }, [connection, settings, isConnected]);

  if (newer !== undefined && newer.fingerprint !== file?.fingerprint && (draft === undefined || draft === newer.text)) {
    setFile(newer);
    setDraft(undefined);
  }
  if (failure !== undefined && file === undefined) return <FailureView error={failure} />;
  if (file === undefined) return <Loading what="Reading settings.toml" />;
  const isStale = newer !== undefined && newer.fingerprint !== file.fingerprint;
  return (
    <Editing
      file={file}
      draft={draft ?? file.text}
      isStale={isStale}
      isConnected={isConnected}
      line={line}
      onDraft={(text) => {
        setDraft(text === file.text ? undefined : text);
      }}
      onTakeNewer={() => {
        setFile(newer);
        setDraft(undefined);
      }}
      onKeepMine={() => {
        if (newer !== undefined) setFile(newer);
      }}
      onSaved={(fingerprint, text) => {
        setFile({ ...file, text, fingerprint });
        setNewer(undefined);
        setDraft(undefined);
      }}
    />
  );
}

interface EditingProps {
  readonly file: FileText;
  readonly draft: string;
  /** Somebody else has changed the file since. */
  readonly isStale: boolean;
  readonly isConnected: boolean;
  readonly line: number | undefined;
  onDraft(text: string): void;
  onTakeNewer(): void;
  onKeepMine(): void;
  onSaved(fingerprint: string, text: string): void;
}

function Editing({ file, draft, isStale, isConnected, line, ...on }: EditingProps) {
  const { connection, toasts, ui } = useServices();
  const [problems, setProblems] = useState<readonly SettingProblem[]>([]);
  const [goTo, setGoTo] = useState(line);
  const [asked, setAsked] = useState(line);
  if (asked !== line) {
    setAsked(line);
    setGoTo(line);
  }
  const [isSaving, setSaving] = useState(false);
  const isChanged = draft !== file.text;

  useEffect(() => {
    if (!isConnected) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void connection.client.call("settings.write", { text: draft, check: true }, stop.signal).then((checked) => {
        if (checked.ok && !stop.signal.aborted) setProblems(checked.value.problems);
      });
    }, CHECK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [connection, draft, isConnected]);

  const save = async () => {
    if (!isChanged || isSaving || isStale) return;
    setSaving(true);
    const done = await connection.client.call("settings.write", { text: draft, fingerprint: file.fingerprint });
    setSaving(false);
    if (!done.ok) {
      toasts.fail("Save settings.toml", done.error);
      return;
    }
    setProblems(done.value.problems);
    if (done.value.written) {
      on.onSaved(done.value.fingerprint, draft);
      ui.announce("settings.toml is saved");
      return;
    }
    const first = done.value.problems.find(({ severity }) => severity === "error");
    setGoTo(first?.line);
    ui.announce(`Not saved. ${first?.message ?? ""}`);
  };

  return (
    <section
      data-testid="settings-text"
      data-changed={isChanged}
      aria-label="settings.toml"
      className="flex h-full flex-col bg-pane"
    >
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-2">
        <p className="text-selectable min-w-0 flex-1 truncate text-xs text-ink-3">{file.file}</p>
        {isStale && (
          <>
            <span role="status" className="text-xs text-attention">
              It was changed elsewhere.
            </span>
            <Button size="s" onClick={on.onTakeNewer}>
              Read it again
            </Button>
            <Button size="s" onClick={on.onKeepMine}>
              Keep mine
            </Button>
          </>
        )}
        {isChanged && !isStale && (
          <Button
            size="s"
            look="ghost"
            onClick={() => {
              on.onDraft(file.text);
            }}
          >
            Take back
          </Button>
        )}
        <Button
          size="s"
          look="primary"
          disabled={!isChanged || isStale || isSaving || !isConnected}
          onClick={() => void save()}
        >
          Save
        </Button>
      </div>
      <TomlEditor text={draft} problems={problems} goTo={goTo} onChange={on.onDraft} onSave={() => void save()} />
      <ProblemList problems={problems} isChanged={isChanged} onGo={setGoTo} />
    </section>
  );
}
