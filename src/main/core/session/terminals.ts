import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers, TerminalLink } from "../../../shared/contract/handlers.ts";
import type { Session } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { TerminalViewer } from "../platform/pty/pty-hosts.ts";
import type { SessionHosts } from "./ports.ts";

export type TerminalHandlers = SomeHandlers<"terminal.open" | "terminal.scrollback" | "terminal.close">;

export interface TerminalDeps {
  readonly hosts: SessionHosts;
  /** The session of the agent that a reference means to the caller: the live one, or the latest, whose last screen is kept a while. */
  latestSession(
    ref: string,
    caller: IdentityPath,
  ): Result<Session, Failure<"agent-not-found" | "agent-ambiguous" | "not-running">>;
  /** Resolves when its terminal is in a host, or it ended without one, or the signal is aborted. */
  placed(session: Session, signal: AbortSignal): Promise<void>;
}

interface Open {
  readonly viewer: TerminalViewer;
  end(): void;
}

/**
 * Streams between connections and PTY hosts. Frames pass through as they are, acknowledgements too, so that the window
 * between viewer and host is the only one, and nothing piles up here.
 */
export function createTerminals({ hosts, latestSession, placed }: TerminalDeps): TerminalHandlers {
  const connections = new WeakMap<TerminalLink, Map<number, Open>>();

  function streamsOf(link: TerminalLink): Map<number, Open> {
    let streams = connections.get(link);
    if (streams === undefined) {
      const made = new Map<number, Open>();
      connections.set(link, (streams = made));
      link.onGone(() => {
        for (const open of made.values()) open.end();
      });
    }
    return streams;
  }

  const notFound = (stream: number) => fail("stream-not-found", `There is no stream ${stream} on this connection.`);

  return {
    "terminal.open": async (input, caller, signal) => {
      const link = caller.terminals;
      if (link === undefined) {
        return fail("not-allowed", "This connection has no channel for terminals.", {
          remedy: "Use the socket or the WebSocket, or `drover agent peek`.",
        });
      }
      const session = latestSession(input.agent, caller.identity);
      if (!session.ok) return session;
      // Who hears of a session at once looks at it at once, and its terminal takes a moment to be there.
      await placed(session.value, signal);
      const streams = streamsOf(link);
      const far: { viewer?: TerminalViewer } = {};
      const stream = link.open((frame) => far.viewer?.send(frame));
      const end = () => {
        streams.delete(stream.stream);
        stream.close();
        far.viewer?.close();
      };
      const opened = await hosts.openViewer(session.value.id, {
        cols: input.cols,
        rows: input.rows,
        mode: input.mode,
        onFrame(frame) {
          stream.send({ ...frame, stream: stream.stream });
        },
      });
      if (!opened.ok) {
        stream.close();
        if (session.value.endedAt !== undefined) return notRunning(session.value);
        return fail(
          "host-lost",
          `The terminal of ${session.value.agent} cannot be opened: ${opened.error.message}`,
          opened.error,
        );
      }
      const viewer = opened.value;
      far.viewer = viewer;
      streams.set(stream.stream, { viewer, end });
      return ok({ stream: stream.stream, session: session.value.id, cols: viewer.cols, rows: viewer.rows });
    },
    "terminal.scrollback": async (input, caller) => {
      const open = caller.terminals && connections.get(caller.terminals)?.get(input.stream);
      if (open === undefined) return notFound(input.stream);
      const answered = await open.viewer.scrollback(input.lines);
      return answered.ok ? answered : fail("host-lost", answered.error.message, answered.error);
    },
    "terminal.close": async (input, caller) => {
      const open = caller.terminals && connections.get(caller.terminals)?.get(input.stream);
      if (open === undefined) return notFound(input.stream);
      open.end();
      return ok({ closed: true as const });
    },
  };
}

function notRunning({ agent }: Session): Result<never, Failure<"not-running">> {
  return fail("not-running", `${agent} has no session running, and the last one's screen is gone.`, {
    remedy: `Start one with \`drover agent start ${agent}\`.`,
  });
}
