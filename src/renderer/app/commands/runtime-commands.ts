import type { runtimeCatalogue } from "../../../shared/commands/runtime-catalogue.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";
import { onTarget } from "./command-targets.ts";

/** What is done about agent CLIs and the core. */
export function runtimeCommands({
  ui,
  actions: { attempt },
  toasts,
}: Pick<CommandDeps, "ui" | "actions" | "toasts">): HandlersOf<typeof runtimeCatalogue> {
  const say = (text: string, detail: string) => {
    toasts.say(text, { detail });
    ui.announce(`${text}. ${detail}`);
  };

  async function checkRuntimes(): Promise<void> {
    const list = await attempt("list the agent CLIs", "runtime.list", {});
    if (!list.ok) return;
    const installed = list.value.runtimes.filter(({ found }) => found);
    const differences: string[] = [];
    for (const { id, title } of installed) {
      const checked = await attempt(`check ${title}`, "runtime.check", { runtime: id });
      if (!checked.ok) return;
      const { usable, differences: these } = checked.value;
      if (!usable || these.length > 0) differences.push(`${title}: ${these.map(({ what }) => what).join(" ")}`);
    }
    const count = installed.length === 1 ? "One agent CLI was checked" : `${installed.length} agent CLIs were checked`;
    say(count, differences.length === 0 ? "Each is as Drover expects it." : differences.join(" "));
  }

  return {
    "item.advise": onTarget((item) => {
      void attempt(`find the best runtime for ${item}`, "work.advise", { item }).then((outcome) => {
        if (outcome.ok) say(`${outcome.value.runtime} for ${outcome.value.item}`, outcome.value.why);
      });
    }),
    "runtimes.check": () => void checkRuntimes(),
    "core.stop": () => {
      ui.openDialog({ kind: "stop-core" });
    },
  };
}
