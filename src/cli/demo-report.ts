import type { ContractClient } from "../shared/contract/client.ts";
import { type Result, ok } from "../shared/model/result.ts";
import type { FeedEvent } from "../shared/contract/workspace.ts";
import type { ShownConvoy } from "./follow-convoy.ts";
import { neutralise } from "./output/neutralise.ts";
import type { Style } from "./output/style.ts";

/** What happened in a demo, from the records alone; `drover demo --json` prints it. */
export interface DemoReport {
  readonly project: string;
  readonly convoy: string;
  readonly seed: number;
  /** From the start of the demo until its convoy closed. */
  readonly ms: number;
  readonly total: number;
  readonly landed: number;
  readonly items: readonly DemoItem[];
  /** Sessions that ended without having submitted, or did not begin. */
  readonly incidents: readonly { readonly at: number; readonly session: string; readonly text: string }[];
  /** Submissions that came back, with the reason. */
  readonly sentBack: readonly {
    readonly item: string;
    readonly reason: string;
    readonly conflicts: readonly string[];
    readonly redGates: readonly string[];
  }[];
  /** Submissions whose conflict an agent resolved that was hired for it. */
  readonly resolved: readonly { readonly item: string; readonly files: readonly string[] }[];
}

export interface DemoItem {
  readonly id: string;
  readonly title: string;
  readonly stage: string;
  readonly commit?: string | undefined;
  readonly submissions: number;
}

export interface DemoEnd {
  readonly project: string;
  readonly convoy: string;
  readonly seed: number;
  readonly shown: ShownConvoy;
  readonly ms: number;
  readonly events: readonly FeedEvent[];
}

/** Ends that are as they should be. */
const IN_ORDER = /: (?:done|stopped|replaced|handoff)\b/;

export async function demoReport(client: ContractClient, end: DemoEnd): Promise<Result<DemoReport>> {
  const queue = await client.call("mq.list", { project: end.project, all: true });
  if (!queue.ok) return queue;
  const { submissions } = queue.value;
  const { convoy, items } = end.shown;
  return ok({
    project: end.project,
    convoy: end.convoy,
    seed: end.seed,
    ms: end.ms,
    total: convoy.progress.total,
    landed: convoy.progress.landed,
    incidents: end.events
      .filter(({ type, text }) => type === "sessionStalled" || (type === "sessionEnded" && !IN_ORDER.test(text)))
      .map(({ at, subject, text }) => ({ at, session: subject, text })),
    items: items.map((item) => ({
      id: item.id,
      title: item.title,
      stage: item.stage,
      commit: item.landedCommit,
      submissions: submissions.filter((one) => one.item === item.id).length,
    })),
    // One that was sent back stays so, or is superseded by the next of its item.
    sentBack: submissions
      .filter((one) => one.landed === undefined && one.reason !== undefined)
      .map((one) => ({
        item: one.item,
        reason: one.reason ?? "",
        conflicts: one.conflicts,
        redGates: one.gates.filter((gate) => gate.exitCode !== 0).map((gate) => gate.name),
      })),
    resolved: submissions
      .filter((one) => one.resolver?.tip === one.tip)
      .map((one) => ({ item: one.item, files: (one.conflictFiles ?? []).map(({ path }) => path) })),
  });
}

export function demoSummary(report: DemoReport, style: Style): string {
  const back = report.sentBack.map(({ item, reason }) => {
    const first = reason.split("\n", 1)[0] ?? "";
    return `  ${style("cyan", item)} came back: ${neutralise(first)}\n`;
  });
  const resolved = report.resolved.map(({ item, files }) => {
    return `  ${style("cyan", item)} conflicted, and was resolved by another agent: ${neutralise(files.join(", "))}\n`;
  });
  const incidents = report.incidents.map(({ session, text }) => `  ${style("cyan", session)} ${neutralise(text)}\n`);
  const all = report.landed === report.total;
  const tone = all ? "green" : "red";
  const seconds = Math.round(report.ms / 1000);
  return `\n${style(tone, `${report.landed} of ${report.total} items landed in ${seconds} s.`)}\n${back.join("")}${resolved.join("")}${incidents.join("")}`;
}
