import type { OfferedTool, ToolCall, ToolSchema } from "./wire.ts";

/** What agent CLIs call the tool that runs a command. */
const NAMES = ["bash", "shell", "shell_command", "exec_command", "run_shell_command", "local_shell", "execute_command"];
const COMMANDS = ["command", "cmd", "script"];
/** Codex's argument for what its sandbox does not allow. */
const ESCALATION = "sandbox_permissions";
const ESCALATED = { [ESCALATION]: "require_escalated", justification: "The script needs it." };
/** Long enough for any command of a test on a busy machine; given where a tool demands a number. */
const TIMEOUT_MS = 60_000;

/** A call that runs the command with whichever shell tool is offered; undefined when there is none. */
export function shellCall(tools: readonly OfferedTool[], command: string, asks = false): ToolCall | undefined {
  const tool = tools.find(({ name }) => NAMES.includes(name.toLowerCase()));
  if (tool === undefined) return undefined;
  const args: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(tool.schema.properties ?? {})) {
    if (COMMANDS.includes(name)) args[name] = isOf(schema, "array") ? ["bash", "-c", command] : command;
    else if (tool.schema.required?.includes(name) === true) args[name] = leastValue(schema);
  }
  const asking = tool.schema.properties?.[ESCALATION] === undefined ? {} : ESCALATED;
  return { tool, args: asks ? { ...args, ...asking } : args };
}

/** The smallest value that a schema accepts. */
export function leastValue(schema: ToolSchema): unknown {
  if (schema.enum !== undefined) return schema.enum[0];
  if (isOf(schema, "boolean")) return false;
  if (isOf(schema, "integer") || isOf(schema, "number")) return TIMEOUT_MS;
  if (isOf(schema, "array")) return [];
  if (isOf(schema, "object")) {
    const properties = Object.entries(schema.properties ?? {});
    return Object.fromEntries(properties.map(([name, inner]) => [name, leastValue(inner)]));
  }
  return "as the script says";
}

function isOf({ type }: ToolSchema, wanted: string): boolean {
  const types = typeof type === "string" ? [type] : (type ?? []);
  return types.some((one) => one.toLowerCase() === wanted);
}
