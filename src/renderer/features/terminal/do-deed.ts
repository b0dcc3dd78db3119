import { lastPart } from "../../lib/names.ts";
import type { Services } from "../../lib/services.tsx";
import type { TerminalDeed } from "../../lib/terminal/terminal-ask.ts";
import type { LiveTerminal } from "./live-terminal.ts";

export interface DeedDeps {
  readonly services: Pick<Services, "toasts" | "ui">;
  readonly terminal: LiveTerminal;
  /** Onto the clipboard. */
  copy(text: string): void;
  /** Asks for files to attach. */
  chooseFiles(): void;
}

/** About what fits a question to another agent. */
const LAST_LINES = 100;

/** Does what a command, or another view, asks of a terminal that is open. */
export async function doDeed(deed: TerminalDeed, deps: DeedDeps): Promise<void> {
  const { services, terminal } = deps;
  const name = lastPart(terminal.agent);
  switch (deed.kind) {
    case "find":
      terminal.setSearching(true);
      return;
    case "copy-mode":
      await terminal.startCopying();
      return;
    case "links":
      await terminal.showHints();
      return;
    case "copy-last": {
      const text = await terminal.text(LAST_LINES);
      deps.copy(text);
      services.toasts.say(`Copied the last ${Math.min(LAST_LINES, text.split("\n").length)} lines of ${name}`);
      return;
    }
    case "save":
      save(`${name}.txt`, `${await terminal.text()}\n`);
      services.toasts.say(`Saved what ${name} printed as ${name}.txt`);
      return;
    case "attach":
      deps.chooseFiles();
      return;
    case "toggle-mode": {
      const isTyping = terminal.state.getState().mode === "control";
      terminal.setMode(isTyping ? "watch" : "control");
      services.ui.announce(isTyping ? `Watching ${name}; keys go nowhere` : `Typing into ${name}’s terminal`);
      return;
    }
    case "show":
      await terminal.showFound(deed.row, deed.text);
  }
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
