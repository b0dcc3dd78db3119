import type { HookAnswer } from "./drover.ts";
import type { Script, Step } from "./script.ts";

/** For an item without a script: writes down what was asked for, so that real repositories see the whole way of work. */
export function defaultScript({ id, title, description, acceptance }: NonNullable<HookAnswer["item"]>): Script {
  const parts = [`# ${title}`, `Item ${id}.`, description.trim(), acceptance.trim()];
  const path = `notes/${id}.md`;
  const step = (action: Step["action"]): Step => ({ action, when: {} });
  return {
    pace: 1,
    steps: [
      step({ kind: "say", text: `I have no script for “${title}”, so I write it down as a note.` }),
      step({ kind: "think", ms: 1500 }),
      step({
        kind: "edit",
        path,
        edit: { how: "write", text: `${parts.filter((part) => part !== "").join("\n\n")}\n` },
      }),
      step({ kind: "gates" }),
      step({ kind: "commit", message: `Note down ${id}: ${title}` }),
      step({ kind: "submit" }),
    ],
    fix: [],
  };
}
