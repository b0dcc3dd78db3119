import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../../ui/button.tsx";
import type { LiveTerminal } from "./live-terminal.ts";

export function TerminalSearch({ terminal }: { terminal: LiveTerminal }) {
  const [text, setText] = useState("");
  const [isFound, setFound] = useState(true);
  const find = (direction: "next" | "previous", wanted = text) => {
    setFound(wanted === "" || terminal.find(wanted, direction));
  };
  return (
    <search className="absolute top-11 right-3 z-5 flex h-8 items-center gap-0.5 rounded-md bg-popup pr-1 pl-2 shadow-popup">
      <input
        aria-label="Find in terminal"
        placeholder="Find"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it opens because the user asked to type into it
        autoFocus
        value={text}
        aria-invalid={!isFound}
        onChange={(event) => {
          setText(event.target.value);
          find("previous", event.target.value);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") terminal.setSearching(false);
          if (event.key === "Enter") find(event.shiftKey ? "next" : "previous");
        }}
        className="w-40 bg-transparent text-sm outline-none aria-invalid:text-trouble"
      />
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
    </search>
  );
}
