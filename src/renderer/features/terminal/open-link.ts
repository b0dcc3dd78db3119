import type { Services } from "../../lib/services.tsx";
import type { LinkTarget } from "./terminal-links.ts";

/** Opens what a link in an agent's terminal leads to, in a pane; an address outside after a question. */
export function openLink(
  { panes, ui, platform }: Pick<Services, "panes" | "ui" | "platform">,
  agent: string,
  target: LinkTarget,
): void {
  switch (target.kind) {
    case "url":
      ui.openDialog({
        kind: "confirm",
        title: "Open this address?",
        body: target.url,
        deed: "Open",
        confirm: () => {
          platform.openExternal(target.url);
        },
      });
      return;
    case "file": {
      const { path, line, column } = target;
      const place = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
      panes.open({ kind: "file", agent, path, ...place });
      return;
    }
    case "item":
      panes.open({ kind: "item", item: target.item });
      return;
    case "commit":
      panes.open({ kind: "review", of: agent });
      return;
    case "agent":
      panes.open({ kind: "terminal", agent: target.agent });
  }
}
