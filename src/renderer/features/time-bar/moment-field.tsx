import { useState } from "react";
import { readPastTime } from "../../../shared/time-words.ts";

/** A time by typing it. */
export function MomentField({ onChange }: { onChange: (at: number | undefined) => void }) {
  const [text, setText] = useState("");
  const [isBad, setBad] = useState(false);
  return (
    <form
      className="relative"
      onSubmit={(event) => {
        event.preventDefault();
        const now = Date.now();
        const at = readPastTime(text, now);
        setBad(at === undefined);
        if (at === undefined) return;
        setText("");
        onChange(at >= now ? undefined : at);
      }}
    >
      <input
        aria-label="Go to a time"
        aria-invalid={isBad || undefined}
        placeholder="yesterday 14:05, 2h, …"
        value={text}
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value);
          setBad(false);
        }}
        className="h-6 w-40 rounded-sm border border-line-strong bg-field px-1.5 text-xs outline-none focus:border-accent aria-invalid:border-trouble"
      />
      {isBad && (
        <span
          role="alert"
          className="absolute top-7 right-0 z-10 rounded-sm bg-popup px-2 py-1 text-xs whitespace-nowrap text-trouble shadow-popup"
        >
          No time that Drover knows. Try “14:05”, “2 days ago” or “2026-11-21 09:00”.
        </span>
      )}
    </form>
  );
}
