import { CaseSensitive, ChevronDown, ChevronUp, Regex, WholeWord, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { IconButton } from "../../ui/button.tsx";
import type { LiveTerminal } from "./live-terminal.ts";

type Options = { matchCase: boolean; wholeWord: boolean; isPattern: boolean };

/** As many as xterm marks at once. */
const MOST_COUNTED = 1_000;

/** Finds in one terminal: on its screen, and in all of its history that is kept. */
export function TerminalSearch({ terminal }: { terminal: LiveTerminal }) {
  const [text, setText] = useState("");
  const [options, setOptions] = useState<Options>({ matchCase: false, wholeWord: false, isPattern: false });
  const [problem, setProblem] = useState<string>();
  const found = useStore(terminal.state, (state) => state.found);
  const isMissing = text !== "" && (problem !== undefined || found?.count === 0);
  const find = (direction: "next" | "previous", wanted = text, how = options) => {
    if (wanted === "") return;
    void terminal.find({ text: wanted, ...how }, direction).then((answer) => {
      setProblem(answer.ok ? undefined : answer.error.message);
    });
  };
  const toggle = (name: keyof Options, label: string, icon: ReactNode) => (
    <IconButton
      label={label}
      icon={icon}
      aria-pressed={options[name]}
      onClick={() => {
        const how = { ...options, [name]: !options[name] };
        setOptions(how);
        find("previous", text, how);
      }}
    />
  );
  return (
    <search className="absolute top-11 right-3 z-20 flex max-w-[calc(100%-1.5rem)] flex-col rounded-md bg-popup shadow-popup">
      <div className="flex h-8 items-center gap-0.5 pr-1 pl-2">
        <input
          aria-label="Find in terminal"
          placeholder="Find"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it opens because the user asked to type into it
          autoFocus
          value={text}
          aria-invalid={isMissing}
          onChange={(event) => {
            setText(event.target.value);
            find("previous", event.target.value);
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Escape") terminal.setSearching(false);
            if (event.key === "Enter") find(event.shiftKey ? "next" : "previous");
          }}
          className="w-40 min-w-16 bg-transparent text-sm outline-none aria-invalid:text-trouble"
        />
        <output aria-live="polite" className="min-w-14 px-1 text-right text-xs text-ink-3 tabular-nums">
          {text === "" || problem !== undefined ? "" : countText(found)}
        </output>
        {toggle("matchCase", "Upper and lower case differ", <CaseSensitive />)}
        {toggle("wholeWord", "Whole words only", <WholeWord />)}
        {toggle("isPattern", "Regular expression", <Regex />)}
        <IconButton label="Older match" keys="Enter" icon={<ChevronUp />} onClick={() => find("previous")} />
        <IconButton label="Newer match" keys="Shift+Enter" icon={<ChevronDown />} onClick={() => find("next")} />
        <IconButton
          label="Close"
          keys="Esc"
          icon={<X />}
          onClick={() => {
            terminal.setSearching(false);
          }}
        />
      </div>
      {problem !== undefined && text !== "" && (
        <p role="alert" className="max-w-96 border-t border-line px-2 py-1 text-xs text-trouble">
          {problem}
        </p>
      )}
    </search>
  );
}

function countText(found: { readonly count: number; readonly index: number } | undefined): string {
  if (found === undefined) return "";
  if (found.count === 0) return "Nothing";
  if (found.count >= MOST_COUNTED) return `${MOST_COUNTED}+`;
  return found.index < 0 ? `${found.count}` : `${found.index + 1} of ${found.count}`;
}
