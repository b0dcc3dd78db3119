import type { OutputOf } from "../../shared/contract/contract.ts";
import type { Advice } from "../../shared/contract/capability.ts";
import { type Result, fail, ok } from "../../shared/model/result.ts";
import { type CommandContext, defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "sling",
  summary: "Put work on a hook: an agent's, or that of a worker made for it.",
  details:
    "Work slung without a convoy gets one of its own. A blocked item is queued and goes out when its last blocker closes; an agent that has work queues behind it. With --to auto each item goes to a worker of the runtime that has done best with its like, and says why.",
  examples: [
    { line: "sling shop-x3f", why: "A worker of its project is made for it." },
    { line: "sling shop-x3f --to shop/crew/ada", why: "To an agent of your choice." },
    { line: "sling shop-x3f --to auto", why: "To a worker of the runtime whose record with such items is best." },
    { line: "sling shop-x3f shop-9ab --to shop --runtime claude", why: "To workers of a project with that runtime." },
  ],
  args: { items: { label: "ITEM", names: "item", many: true } },
  options: {
    to: {
      kind: "text",
      label: "TARGET",
      names: "agent",
      summary: "An agent, a project, or auto; else each item's project.",
    },
    runtime: { kind: "text", label: "RUNTIME", names: "runtime", summary: "Of workers that are made." },
    convoy: { kind: "text", label: "CONVOY", names: "convoy", summary: "Add them to this convoy." },
  },
  async run(context, { items }, { to, runtime, convoy }) {
    if (to === "auto" && runtime !== undefined) {
      return fail("usage", "With --to auto the runtime is chosen by its record: leave --runtime out.");
    }
    const advised = to === "auto" ? await adviceOn(context, items) : ok([]);
    if (!advised.ok) return advised;
    const slung = await slingAll(context, { items, to, runtime, convoy, advised: advised.value });
    if (!slung.ok) return slung;
    const { style } = context;
    const core = await context.core();
    const note = core.ok && core.value.alone ? "No core runs: agents begin when one does (drover serve).\n" : "";
    return context.print({ ...slung.value, ...(to === "auto" ? { advice: advised.value } : {}) }, () => {
      const lines = slung.value.assignments.map(({ item, agent, waitsFor }) => {
        const where =
          agent === undefined ? `waits for ${waitsFor ?? "its turn"}` : `on the hook of ${style("green", agent)}`;
        const advice = advised.value.find((one) => one.item === item);
        const why = advice === undefined ? "" : style("dim", `  ${neutralise(advice.why)}\n`);
        return `${style("cyan", item)}  ${where}\n${why}`;
      });
      return `${lines.join("")}${style("dim", `convoy ${slung.value.convoy}`)}\n${note}`;
    });
  },
});

async function adviceOn(context: CommandContext, items: readonly string[]): Promise<Result<Advice[]>> {
  const advice: Advice[] = [];
  for (const item of items) {
    const one = await context.call("work.advise", { item });
    if (!one.ok) return one;
    advice.push(one.value);
  }
  return ok(advice);
}

interface Order {
  readonly items: readonly string[];
  readonly to: string | undefined;
  readonly runtime: string | undefined;
  readonly convoy: string | undefined;
  /** By item; empty where the target was named. */
  readonly advised: readonly Advice[];
}

type Slung = OutputOf<"work.sling">;

/** One by one where each has a runtime of its own, and all in one convoy. */
async function slingAll(
  context: CommandContext,
  { items, to, runtime, convoy, advised }: Order,
): Promise<Result<Slung>> {
  if (advised.length === 0) return context.call("work.sling", { items: [...items], to, runtime, convoy });
  let slung: Slung = { convoy: "", assignments: [] };
  for (const one of advised) {
    const into = slung.convoy === "" ? convoy : slung.convoy;
    const next = await context.call("work.sling", { items: [one.item], runtime: one.runtime, convoy: into });
    if (!next.ok) return next;
    slung = { convoy: next.value.convoy, assignments: slung.assignments.concat(next.value.assignments) };
  }
  return ok(slung);
}
