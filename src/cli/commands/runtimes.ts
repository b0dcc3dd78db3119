import { defineCommand } from "../command.ts";
import { renderTable } from "../output/table.ts";

export const command = defineCommand({
  name: "runtimes",
  summary: "List runtimes: which agent CLIs were found, their versions, what is missing.",
  examples: [{ line: "runtimes --refresh", why: "Look again, after installing one." }],
  args: {},
  options: { refresh: { kind: "flag", summary: "Look again instead of answering from memory." } },
  async run(context, _args, { refresh }) {
    const list = await context.call("runtime.list", { refresh });
    if (!list.ok) return list;
    return context.print(list.value, () =>
      renderTable(
        list.value.runtimes,
        [
          { title: "RUNTIME", text: (one) => one.id, tone: () => "cyan" },
          { title: "", text: (one) => (one.id === list.value.default ? "default" : ""), tone: () => "dim" },
          {
            title: "FOUND",
            text: (one) => (one.found ? (one.version ?? "yes") : "no"),
            tone: (one) => (one.found ? "green" : "dim"),
          },
          { title: "NAME", text: (one) => one.title },
          { title: "WHERE", text: (one) => one.path ?? one.remark ?? "", tone: () => "dim", flexible: true },
        ],
        { style: context.style, columns: context.io.columns },
      ),
    );
  },
});
