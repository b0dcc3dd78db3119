import { defineCommand } from "../command.ts";
import { renderFields, renderTable } from "../output/table.ts";
import { ago } from "../output/time.ts";

export const command = defineCommand({
  name: "health",
  summary: "Show figures of what runs, and where the disk goes.",
  details: "What is wrong and what to do about it, `drover doctor` says.",
  examples: [{ line: "health", why: "The core, its PTY hosts, and the largest folders." }],
  args: {},
  options: {},
  async run(context) {
    const shown = await context.call("health.show", {});
    if (!shown.ok) return shown;
    const { core, hosts, folders } = shown.value;
    const { style, io } = context;
    return context.print(shown.value, () => {
      const fields = renderFields(
        [
          ["version", `${core.version} on Node ${core.node}`],
          ["core", `process ${core.pid}, started ${ago(core.startedAt)}`],
          ["memory", megabytes(core.memoryBytes)],
          ["loop delay", `${core.loopDelayP99Ms.toFixed(1)} ms (p99)`],
          ["hosts", hosts.map(({ id, sessions }) => `${id} (${sessions})`).join(" ") || "none"],
        ],
        style,
      );
      const columns = [
        { title: "SIZE", text: ({ bytes, isCutShort }) => `${isCutShort ? "over " : ""}${megabytes(bytes)}` },
        { title: "FOLDER", text: ({ path }) => path, flexible: true },
      ] satisfies Parameters<typeof renderTable<(typeof folders)[number]>>[1];
      return `${fields}\n${renderTable(folders, columns, { style, columns: io.columns })}`;
    });
  },
});

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
