import { MEMORY_KINDS, type Memory, type MemoryEntry } from "../../shared/model/memory.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { ago } from "./time.ts";

const TITLES = { file: "Files", concept: "Concepts", decision: "Decisions", blocker: "Blockers" } as const;

export function memoryText({ agent, entries }: Memory, style: Style): string {
  if (entries.length === 0) return `Nothing is in the memory of ${agent}.\n`;
  return MEMORY_KINDS.flatMap((kind) => {
    const own = entries.filter((entry) => entry.kind === kind);
    return own.length === 0 ? [] : [`${style("bold", TITLES[kind])}\n${own.map((one) => line(one, style)).join("")}`];
  }).join("\n");
}

export function forgottenLines(entries: readonly MemoryEntry[], style: Style): string {
  return entries.map(({ kind, text }) => style("dim", `Forgotten: ${kind} ${neutralise(text)}\n`)).join("");
}

function line({ id, text, item, at }: MemoryEntry, style: Style): string {
  const about = style("dim", `${item === undefined ? "" : `${item}, `}${ago(at)}`);
  return `  ${style("cyan", id)}  ${neutralise(text)}  ${about}\n`;
}
