import type { OutputOf } from "../../shared/contract/contract.ts";
import { defineCommand } from "../command.ts";
import { agentTable } from "../output/agents.ts";
import { convoyTable } from "../output/convoys.ts";
import type { Face } from "../output/items.ts";
import { neutralise } from "../output/neutralise.ts";
import type { Tone } from "../output/style.ts";
import { renderFields } from "../output/table.ts";
import { ago } from "../output/time.ts";
import { truncate } from "../output/width.ts";

type Overview = OutputOf<"workspace.overview">;

/** Of what needs the user; `drover attention` lists the rest, and all that each says. */
const SHOWN_ASKS = 8;
const ASK_COLUMNS = 200;

export const command = defineCommand({
  name: "status",
  summary: "Say how the workspace stands, and what needs you.",
  examples: [{ line: "status", why: "Projects, agents at work, convoys, the queue." }],
  args: {},
  options: {},
  async run(context) {
    const overview = await context.call("workspace.overview", {});
    if (!overview.ok) return overview;
    const core = await context.core();
    const alone = core.ok && core.value.alone;
    const isAsked = !context.json && overview.value.counts.needsUser > 0;
    const list = isAsked ? await context.call("attention.list", {}) : undefined;
    const asks = list?.ok === true ? list.value.entries.map(({ title, why }) => `${title}: ${why}`) : [];
    return context.print(overview.value, () => statusText(overview.value, { face: context, alone, asks }));
  },
});

const HEALTH_TONES: Readonly<Record<Overview["health"][number]["severity"], Tone | undefined>> = {
  info: "dim",
  warning: "yellow",
  error: "red",
};

interface Surroundings {
  readonly face: Face;
  readonly alone: boolean;
  readonly asks: readonly string[];
}

function statusText(overview: Overview, { face, alone, asks }: Surroundings): string {
  const { style } = face;
  const { counts, git } = overview;
  const atWork = overview.agents.filter(({ session }) => session !== undefined && session.endedAt === undefined);
  const open = overview.convoys.filter((convoy) => convoy.closedAt === undefined);
  const health = overview.health.map(({ severity, text }) => style(HEALTH_TONES[severity], `${neutralise(text)}\n`));
  const needsUser = counts.needsUser === 0 ? "nothing" : style("yellow", String(counts.needsUser));
  return [
    renderFields(
      [
        ["workspace", overview.path],
        ["core", alone ? "not running (drover serve starts it)" : `running, started ${ago(overview.startedAt)}`],
        [
          "paused",
          overview.frozen && style("yellow", `everything, ${ago(overview.frozen.since)} (drover thaw lets it go on)`),
        ],
        ["git", git && `${git.version} (${git.from})`],
        ["projects", overview.projects.map((project) => project.name).join(" ") || "none (drover project add PATH)"],
        ["items", `${counts.ready} ready, ${counts.inProgress} in progress, ${counts.blocked} blocked`],
        ["queue", counts.inQueue === 0 ? "empty" : `${counts.inQueue} in it`],
        ["mail", counts.unreadMail === 0 ? undefined : `${counts.unreadMail} unread`],
        ["needs you", needsUser],
      ],
      style,
    ),
    asks.length === 0 ? "" : `\n${style("bold", "Needs you")}\n${askLines(asks, style)}`,
    health.length === 0 ? "" : `\n${health.join("")}`,
    atWork.length === 0 ? "" : `\n${style("bold", "Agents at work")}\n${agentTable(atWork, face)}`,
    open.length === 0 ? "" : `\n${style("bold", "Convoys")}\n${convoyTable(open, face)}`,
  ].join("");
}

function askLines(asks: readonly string[], style: Face["style"]): string {
  const lines = asks.slice(0, SHOWN_ASKS).map((ask) => `${truncate(neutralise(ask), ASK_COLUMNS)}\n`);
  const rest = asks.length - lines.length;
  return lines.join("") + (rest === 0 ? "" : style("dim", `… and ${rest} more: drover attention\n`));
}
