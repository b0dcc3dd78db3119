import type { Standing, Submission } from "../../shared/model/submission.ts";
import { shortName } from "../../shared/model/identity.ts";
import { type Face, section } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import type { Style, Tone } from "./style.ts";
import { renderFields, renderTable } from "./table.ts";
import { ago, duration } from "./time.ts";

const STATE_TONES: Readonly<Record<Submission["state"], Tone | undefined>> = {
  queued: "blue",
  preparing: "magenta",
  resolving: "magenta",
  gating: "magenta",
  landing: "magenta",
  published: "blue",
  waiting: "yellow",
  landed: "green",
  "sent-back": "red",
  discarded: "dim",
  superseded: "dim",
};

/** What keeps one back that would be queued otherwise. */
const OBSTACLE_WORDS: Readonly<Partial<Record<NonNullable<Standing["obstacle"]>, string>>> = {
  held: "held",
  review: "to be reviewed",
  paused: "paused",
  "role-off": "role off",
};

/** `standings` of those under way, in any order. */
export function submissionTable(
  submissions: readonly Submission[],
  face: Face,
  standings: readonly Standing[] = [],
): string {
  if (submissions.length === 0) return "The queue is empty.\n";
  const of = new Map(standings.map((one) => [one.submission, one]));
  const obstacle = (one: Submission) => OBSTACLE_WORDS[of.get(one.id)?.obstacle ?? "turn"];
  return renderTable(
    submissions,
    [
      { title: "#", text: (one) => String(of.get(one.id)?.position ?? ""), tone: () => "dim" },
      { title: "SUBMISSION", text: (one) => one.id, tone: () => "cyan" },
      {
        title: "STATE",
        text: (one) => obstacle(one) ?? one.state,
        tone: (one) => (obstacle(one) === undefined ? STATE_TONES[one.state] : "yellow"),
      },
      { title: "ITEM", text: (one) => one.item, tone: () => "cyan" },
      { title: "AGENT", text: (one) => shortName(one.agent) },
      { title: "PROJECT", text: (one) => one.project, tone: () => "dim" },
      // What lands on an integration branch has not landed on the target.
      ...(submissions.some((one) => one.branch !== undefined)
        ? [{ title: "LANDS ON", text: (one: Submission) => one.branch ?? "" }]
        : []),
      { title: "SUBMITTED", text: (one) => ago(one.submittedAt), tone: () => "dim" },
      { title: "REASON", text: (one) => firstLine(one.held?.reason ?? one.reason ?? ""), flexible: true },
    ],
    { style: face.style, columns: face.io.columns },
  );
}

export function submissionCard(one: Submission, style: Style): string {
  const { held } = one;
  const fields = renderFields(
    [
      ["state", style(STATE_TONES[one.state], one.state)],
      [
        "held",
        held === undefined
          ? undefined
          : `by ${held.by} ${ago(held.at)}${held.reason === undefined ? "" : `: ${neutralise(held.reason)}`}`,
      ],
      ["place", one.place === undefined ? undefined : String(one.place)],
      ["lands on", one.branch === undefined ? undefined : neutralise(one.branch)],
      ["pull request", one.pullRequest === undefined ? undefined : pullRequestLine(one.pullRequest)],
      ["reverts", one.reverts],
      ["reason", one.reason === undefined ? undefined : neutralise(firstLine(one.reason))],
      ["conflicts", neutralise(one.conflicts.join(" "))],
      ["item", one.item],
      ["agent", one.agent],
      ["tip", one.tip],
      ["landed", one.landed],
      ["submitted", ago(one.submittedAt)],
      ["changed", ago(one.updatedAt)],
    ],
    style,
  );
  const gates = one.gates.map((gate) => {
    const green = gate.exitCode === 0 && !gate.timedOut;
    const how = green
      ? gate.isFlaky === true
        ? "green at last (flaky)"
        : "green"
      : gate.timedOut
        ? "timed out"
        : `red, exit code ${gate.exitCode ?? "none (a signal)"}`;
    const head = `${style(green ? "green" : "red", green ? "✓" : "✗")} ${neutralise(gate.name)}  ${how}, ${duration(gate.ms)}`;
    return section(head, green ? " " : gate.tail, (_tone, text) => text) || `\n${head}\n`;
  });
  return `${style("cyan", one.id)}\n${fields}${restOfReason(one)}${gates.join("")}`;
}

function pullRequestLine({ number, url, checks }: NonNullable<Submission["pullRequest"]>): string {
  return `${number}  ${neutralise(url)}  ${checks === "none" ? "has no checks" : `checks ${checks}`}`;
}

/** What stands below the first line: the way out, what a check printed, what people said. A red gate's own output stands with the gate. */
function restOfReason({ reason = "", gates }: Submission): string {
  const rest = reason.split("\n").slice(1).join("\n").trim();
  const isTold = gates.some(({ exitCode }) => exitCode !== 0);
  return rest === "" || isTold ? "" : section("Why", rest, (_tone, text) => text);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
