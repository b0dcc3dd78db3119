import { readEndpoint } from "../connect.ts";
import { type CommandContext, defineCommand } from "../command.ts";
import { routeTo } from "../../shared/desktop/deep-link.ts";
import type { Mail } from "../../shared/model/mail.ts";
import { type Result, fail, ok } from "../../shared/model/result.ts";
import { refuseToAgents } from "../user-only.ts";

type About = NonNullable<Mail["about"]>;

export const command = defineCommand({
  name: "open",
  summary: "Bring the app to the front with something in it, or print the address that shows it in a browser.",
  details:
    "Without an argument the window alone. An item, an agent, a convoy, a submission or a project, by id or short name.",
  examples: [
    { line: "open shop-1a2b", why: "An item's page." },
    { line: "open ada", why: "An agent's terminal." },
  ],
  args: { ref: { label: "ID", optional: true } },
  options: {},
  async run(context, { ref }) {
    const allowed = refuseToAgents("open", context.io.env);
    if (!allowed.ok) return allowed;
    const core = await context.core();
    if (!core.ok) return core;
    if (core.value.alone) {
      return fail("no-core", "No core runs for this workspace, so that there is no window.", {
        remedy: "Start the app, or a core with `drover serve`.",
      });
    }
    const found: Result<About | undefined> = ref === undefined ? ok(undefined) : await findSubject(context, ref);
    if (!found.ok) return found;
    const about = found.value;
    const shown = await context.call("window.show", about === undefined ? {} : { about });
    if (!shown.ok) return shown;
    const workspace = context.workspace();
    const address = workspace.ok ? addressOf(readEndpoint(workspace.value)?.url, about) : undefined;
    if (shown.value.apps === 0 && address === undefined) {
      return fail("no-window", "The core that runs serves neither the app nor a browser.", {
        remedy: "Start the app, or `drover serve`.",
      });
    }
    return context.print({ shown: shown.value.apps > 0, about, address }, () =>
      shown.value.apps > 0 ? `Shown in the app.\n` : `${address ?? ""}\n`,
    );
  },
});

/** The first kind of thing that answers to it. */
async function findSubject(context: CommandContext, ref: string): Promise<Result<About>> {
  const overview = await context.call("workspace.overview", {});
  if (!overview.ok) return overview;
  if (overview.value.projects.some(({ name }) => name === ref)) return ok({ kind: "project", id: ref });
  const item = await context.call("item.show", { item: ref });
  if (item.ok) return ok({ kind: "item", id: item.value.item.id });
  const agent = await context.call("agent.show", { agent: ref });
  if (agent.ok) return ok({ kind: "agent", id: agent.value.path });
  const convoy = await context.call("convoy.show", { convoy: ref });
  if (convoy.ok) return ok({ kind: "convoy", id: convoy.value.convoy.id });
  const submission = await context.call("mq.show", { submission: ref });
  if (submission.ok) return ok({ kind: "submission", id: submission.value.submission.id });
  return fail(
    "not-found",
    `${JSON.stringify(ref)} is no item, agent, convoy, submission or project of this workspace.`,
    {
      remedy: "`drover search` and `drover status` list what there is.",
    },
  );
}

/** The address carries the token behind `#`, which browsers keep to themselves. */
function addressOf(url: string | undefined, about: About | undefined): string | undefined {
  if (url === undefined || about === undefined) return url;
  return `${url}&at=${encodeURIComponent(routeTo(about))}`;
}
