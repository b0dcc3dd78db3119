import { RotateCcw } from "lucide-react";
import { useId, useState } from "react";
import type { Failure } from "../../../shared/model/result.ts";
import { useServices } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";
import { SettingControl } from "./setting-control.tsx";
import type { SettingEntry, SettingValue } from "./settings-model.ts";

/** One setting: what it is, what it does, its control, and the way back. */
export function SettingRow({ entry }: { entry: SettingEntry }) {
  const { settings, ui } = useServices();
  const { key, words, view, problems } = entry;
  const id = useId();
  const [failure, setFailure] = useState<Failure>();
  const isChanged = view.from === "file";
  const isWide = (words.shape.kind === "table" || words.shape.kind === "list") && key !== "notifications.quietHours";
  const wrong = failure?.message ?? problems[0]?.message;

  const change = async (value: SettingValue | null) => {
    const done = await settings.set({ [key]: value });
    setFailure(done.ok ? undefined : done.error);
    if (done.ok && value === null) ui.announce(`${words.title} is back to its default`);
    return done.ok;
  };

  return (
    <div
      data-setting={key}
      data-changed={isChanged}
      className="group relative -mx-3 flex flex-col gap-x-6 gap-y-2 border-b border-line px-3 py-3 last:border-b-0 data-[changed=true]:before:absolute data-[changed=true]:before:inset-y-3 data-[changed=true]:before:left-0 data-[changed=true]:before:w-0.5 data-[changed=true]:before:rounded-full data-[changed=true]:before:bg-accent @xl:flex-row data-[wide=true]:@xl:flex-col"
      data-wide={isWide}
    >
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 items-center gap-1.5">
          <label id={`${id}-label`} htmlFor={id} className="text-sm font-medium text-ink">
            {words.title}
          </label>
          {isChanged && (
            <IconButton label={`Reset ${words.title}`} icon={<RotateCcw />} onClick={() => void change(null)} />
          )}
          <span className="sr-only">{isChanged ? "changed" : ""}</span>
        </div>
        <p id={`${id}-about`} className="max-w-150 text-xs text-ink-3">
          <About words={words} />
        </p>
        <p className="text-selectable pt-0.5 text-2xs text-ink-3">
          <code>{key}</code>
          <Origin entry={entry} />
        </p>
      </div>
      <div
        className="flex shrink-0 flex-col gap-1 @xl:min-w-56 @xl:items-end data-[wide=true]:@xl:items-stretch"
        data-wide={isWide}
      >
        <SettingControl
          entry={entry}
          ids={{ id, labelId: `${id}-label`, describedBy: wrong === undefined ? `${id}-about` : `${id}-wrong` }}
          isWrong={failure !== undefined}
          onChange={change}
          onRefuse={(message) => {
            setFailure(message === undefined ? undefined : { code: "bad-setting", message });
          }}
        />
        {wrong !== undefined && (
          <p id={`${id}-wrong`} role="alert" className="max-w-80 text-xs text-trouble">
            {wrong}
          </p>
        )}
      </div>
    </div>
  );
}

/** What it does. A choice is called what its button is called; anything else in backticks is written so. */
function About({ words: { about, shape } }: Pick<SettingEntry, "words">) {
  return about.split("`").map((part, at) => {
    if (at % 2 === 0) return part;
    const label = shape.kind === "choice" ? shape.choices[part] : undefined;
    // oxlint-disable-next-line react/no-array-index-key -- parts of a text have no other name than their place
    return label === undefined ? <code key={at}>{part}</code> : <em key={at}>{label}</em>;
  });
}

/** Where its value comes from, and what would count without. */
function Origin({ entry: { view, words } }: { entry: SettingEntry }) {
  const { panes } = useServices();
  const usual =
    words.otherwise ?? (typeof view.default === "object" || view.default === "" ? "nothing" : String(view.default));
  const labelled = words.shape.kind === "choice" ? (words.shape.choices[usual] ?? usual) : usual;
  const shown = labelled === "true" ? "on" : labelled === "false" ? "off" : labelled;
  if (view.from === "git") return <> · from git</>;
  if (view.from === "default") return null;
  return (
    <>
      {" · "}
      {view.line !== undefined && (
        <>
          <button
            type="button"
            className="underline decoration-line-strong underline-offset-2 hover:text-ink"
            onClick={() => {
              panes.open({ kind: "settings-text", line: view.line ?? 1 });
            }}
          >
            line {view.line}
          </button>
          {" · "}
        </>
      )}
      default: {shown}
      {view.waitsForRestart === true && " · from the next start on"}
    </>
  );
}
