import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Result, fail } from "../../shared/model/result.ts";
import type { CommandContext } from "../command.ts";
import { connectTo, connectToCore } from "../connect.ts";
import { openCoreAlone } from "../open-core.ts";
import { aroundTerminal } from "./around-terminal.ts";
import { type Size, type TerminalStream, openTerminalStream } from "./terminal-stream.ts";

export interface AttachRequest {
  readonly agent: string;
  readonly size: Size;
  readonly mode: "control" | "watch";
}

/**
 * The terminal of an agent's session: through the core, or, where none runs, from the PTY host that holds it. Then the
 * ledger is opened for a moment to learn which session and host that is.
 */
export async function openAgentTerminal(
  context: Pick<CommandContext, "workspace" | "io">,
  request: AttachRequest,
): Promise<Result<TerminalStream>> {
  const workspace = context.workspace();
  if (!workspace.ok) return workspace;
  const wire = await connectToCore({ workspace: workspace.value, env: context.io.env });
  if (!wire.ok) return wire.error.code === "no-core" ? openFromHost(workspace.value, request) : wire;
  const { agent, size, mode } = request;
  const opened = await openTerminalStream(wire.value, {
    open: () => wire.value.request("terminal.open", { agent, mode, ...size }) as ReturnType<OpenVerb>,
    refresh(stream, lines) {
      void wire.value.request("terminal.scrollback", { stream, lines });
    },
    around: aroundTerminal(wire.value, agent),
  });
  if (!opened.ok) wire.value.close();
  return opened;
}

type OpenVerb = Parameters<typeof openTerminalStream>[1]["open"];

async function openFromHost(workspace: string, { agent, size, mode }: AttachRequest): Promise<Result<TerminalStream>> {
  const core = await openCoreAlone(workspace, {});
  if (!core.ok) return core;
  const shown = await core.value.client.call("agent.show", { agent });
  await core.value[Symbol.asyncDispose]();
  if (!shown.ok) return shown;
  const { session, path } = shown.value;
  if (session === undefined) return fail("not-running", `${path} has no session.`);
  const endpoint = readHostEndpoint(join(workspace, ".drover", "hosts", `${session.host}.json`));
  if (endpoint === undefined) return hostLost(path, `there is no host ${session.host}`);
  const wire = await connectTo(endpoint.socket, endpoint.token);
  if (!wire.ok) return hostLost(path, wire.error.message);
  const opened = await openTerminalStream(wire.value, {
    open: () => wire.value.request("attach", { session: session.id, mode, ...size }) as ReturnType<OpenVerb>,
    refresh(stream, lines) {
      void wire.value.request("scrollback", { stream, lines });
    },
  });
  if (!opened.ok) wire.value.close();
  return opened;
}

function hostLost(agent: string, why: string) {
  return fail("host-lost", `The terminal of ${agent} cannot be reached: ${why}.`, {
    remedy: "Start the core, which starts the session again where it was: drover serve",
  });
}

/** Of a PTY host's endpoint file what is needed to say hello. */
function readHostEndpoint(file: string): { readonly socket: string; readonly token: string } | undefined {
  try {
    const raw: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof raw !== "object" || raw === null || !("socket" in raw) || !("token" in raw)) return undefined;
    const { socket, token } = raw;
    return typeof socket === "string" && typeof token === "string" ? { socket, token } : undefined;
  } catch {
    // Gone, or half removed: the host has ended.
    return undefined;
  }
}
