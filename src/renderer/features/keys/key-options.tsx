import { useCallback, useState } from "react";
import { canSummon } from "../../../shared/commands/accelerator.ts";
import { isPrefix } from "../../../shared/commands/bound-commands.ts";
import { usePreferences, useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { KeyRecorder } from "./key-recorder.tsx";

/** What holds for all keys: the prefix, letters alone, and what summons the app. */
export function KeyOptions() {
  const { preferences, platform } = useServices();
  const { prefix, letters, summon } = usePreferences(({ keys }) => keys);
  return (
    <section aria-label="All keys" className="flex flex-col gap-2 border-b border-line px-4 py-3">
      <Stroke
        label="Prefix"
        hint="As in tmux: it is heard in terminals, too, and the next key does something. Press it twice to send it to the terminal."
        usual="Ctrl+B"
        value={prefix}
        isGood={isPrefix}
        bad="A prefix needs Control, Alt or Command, or is a function key."
        onChange={(next) => {
          preferences.set({ keys: { prefix: next } });
        }}
      />
      {platform.isDesktop && (
        <Stroke
          label="Summon"
          hint="Brings Drover to the front, whatever app has the keyboard."
          usual="Ctrl+Alt+D"
          value={summon}
          isGood={canSummon}
          bad="These keys would be taken from every other app: hold Control, Alt or Command as well."
          onChange={(next) => {
            preferences.set({ keys: { summon: next } });
          }}
        />
      )}
      <Checkbox
        label="Letters alone are commands"
        hint="Where no text is typed. Turn it off if you speak to your computer, or slip into keys."
        isChecked={letters}
        onChange={(isChecked) => {
          preferences.set({ keys: { letters: isChecked } });
        }}
      />
    </section>
  );
}

type StrokeProps = {
  readonly label: string;
  readonly hint: string;
  /** Offered with one press while there is none. */
  readonly usual: string;
  readonly value: string;
  readonly bad: string;
  isGood(keys: string): boolean;
  onChange(keys: string): void;
};

/** One stroke for something, or none. */
function Stroke({ label, hint, usual, value, bad, isGood, onChange }: StrokeProps) {
  const [isRecording, setRecording] = useState(false);
  const [refused, setRefused] = useState<string>();
  const stop = useCallback(() => {
    setRecording(false);
  }, []);
  const record = useCallback(
    (keys: string) => {
      setRecording(false);
      if (isGood(keys)) onChange(keys);
      else setRefused(keys);
    },
    [isGood, onChange],
  );
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1" data-option={label}>
      <span className="w-16 text-sm text-ink-2">{label}</span>
      <span className="flex min-w-28 items-center gap-2">
        {isRecording ? (
          <KeyRecorder label={label} isSingle onRecorded={record} onCancel={stop} />
        ) : (
          <>
            {value === "" ? <span className="text-sm text-ink-3">none</span> : <Keys keys={value} />}
            <Button
              size="s"
              onClick={() => {
                setRefused(undefined);
                setRecording(true);
              }}
            >
              {`Change ${label.toLowerCase()}`}
            </Button>
            <Button
              size="s"
              look="ghost"
              onClick={() => {
                setRefused(undefined);
                onChange(value === "" ? usual : "");
              }}
            >
              {value === "" ? (
                <>
                  Use <Keys keys={usual} />
                </>
              ) : (
                `No ${label.toLowerCase()}`
              )}
            </Button>
          </>
        )}
      </span>
      <span className="min-w-0 flex-1 basis-64 text-xs text-ink-3">{hint}</span>
      {refused !== undefined && (
        <p role="alert" data-tone="trouble" className="flex w-full items-center gap-2 text-xs text-tone">
          <Keys keys={refused} /> {bad}
        </p>
      )}
    </div>
  );
}
