import type { CommandInfo } from "./command.ts";

/** Commands on what everything stands on: agent CLIs and the core. */
export const runtimeCatalogue = [
  {
    id: "item.advise",
    title: "Ask which agent CLI would do item best",
    group: "Work",
    needs: "item",
    words: "runtime model capability record advise who",
  },
  {
    id: "runtimes.check",
    title: "Check the installed agent CLIs",
    group: "Agents",
    words: "runtime version flags differences claude codex gemini",
  },
  { id: "core.stop", title: "Stop the core…", group: "Window", words: "quit shut down serve end exit", isGrave: true },
] as const satisfies readonly CommandInfo[];
