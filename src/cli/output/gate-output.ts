import { stripVTControlCharacters } from "node:util";
import type { EventOf, OutputOf } from "../../shared/contract/contract.ts";
import type { GateResult } from "../../shared/model/submission.ts";
import type { Face } from "./items.ts";
import { neutralise, neutraliseLines } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";
import { ago, duration } from "./time.ts";

/** What a program printed, without its colours; of lines that it wrote over, what they were last. */
function printed(text: string): string {
  const plain = stripVTControlCharacters(text).replaceAll("\r\n", "\n");
  return neutraliseLines(plain.replaceAll(/[^\n]*\r(?=[^\n])/g, ""));
}

function howItEnded(result: GateResult | undefined, style: Style): string {
  if (result === undefined) return style("dim", "ended before it came to a result");
  const { exitCode, timedOut, ms } = result;
  if (exitCode === 0 && !timedOut) return `${style("green", "green")}, ${duration(ms)}`;
  const how = timedOut ? "took too long" : `exit code ${exitCode ?? "none (a signal)"}`;
  return `${style("red", "red")}, ${how}, ${duration(ms)}`;
}

/** A line a gate; of one that is red also the end of what it printed. */
export function gateResults(gates: readonly GateResult[], style: Style): string {
  return gates
    .map((result) => {
      const isGreen = result.exitCode === 0 && !result.timedOut;
      const mark = style(isGreen ? "green" : "red", isGreen ? "✓" : "✗");
      const tail = isGreen || result.tail === "" ? "" : `${printed(result.tail).replaceAll(/^/gm, "  ")}\n`;
      return `${mark} ${neutralise(result.name)}  ${howItEnded(result, style)}\n${tail}`;
    })
    .join("");
}

/** Each gate of a run under its name. */
export function runLog(log: OutputOf<"mq.log">, style: Style): string {
  const head = `${style("cyan", log.run)}${log.isRunning ? "  running" : ""}\n`;
  const gates = log.gates.map(({ name, result, text, skipped }) => {
    const state = result === undefined && log.isRunning ? "running" : howItEnded(result, style);
    const cut = skipped === 0 ? "" : style("dim", `… ${skipped} bytes before this are not shown\n`);
    const body = printed(text);
    return `\n${style("bold", neutralise(name))}  ${state}\n${cut}${body}${body === "" || body.endsWith("\n") ? "" : "\n"}`;
  });
  return head + gates.join("");
}

/** Shows the output of a run as it comes: a line in bold wherever another gate goes on speaking. */
export function outputPrinter(style: Style): (event: EventOf<"mq.output">) => string {
  let speaking: string | undefined;
  let isLineOpen = false;
  return (event) => {
    const lineBreak = isLineOpen ? "\n" : "";
    const name = style("bold", neutralise(event.gate));
    switch (event.kind) {
      case "started":
        isLineOpen = false;
        speaking = event.gate;
        return `${lineBreak}${name}\n`;
      case "output": {
        const text = printed(event.text);
        const head = speaking === event.gate ? "" : `${lineBreak}${name}\n`;
        speaking = event.gate;
        isLineOpen = !text.endsWith("\n");
        return head + text;
      }
      case "ended":
        isLineOpen = false;
        speaking = undefined;
        return `${lineBreak}${name}  ${howItEnded(event.result, style)}\n`;
    }
  };
}

export function gateTable(gates: OutputOf<"mq.gates">["gates"], face: Face): string {
  if (gates.length === 0) return "The project has no gates.\n";
  return renderTable(
    gates,
    [
      { title: "GATE", text: (one) => one.name, tone: () => "cyan", flexible: true },
      { title: "RUNS", text: (one) => String(one.runs), align: "right" },
      { title: "RED", text: (one) => String(one.reds), align: "right", tone: (one) => (one.reds > 0 ? "red" : "dim") },
      {
        title: "FLIPS",
        text: (one) => String(one.flakes),
        align: "right",
        tone: (one) => (one.flakes > 0 ? "yellow" : "dim"),
      },
      { title: "MEDIAN", text: (one) => (one.medianMs === undefined ? "" : duration(one.medianMs)), align: "right" },
      { title: "LAST FLIP", text: (one) => (one.lastFlakeAt === undefined ? "" : ago(one.lastFlakeAt)) },
    ],
    { style: face.style, columns: face.io.columns },
  );
}
