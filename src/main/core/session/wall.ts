import type { SomeHandlers, TerminalLink } from "../../../shared/contract/handlers.ts";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { type Failure, fail, ok } from "../../../shared/model/result.ts";
import type { CellsViewer } from "../platform/pty/pty-hosts.ts";
import type { TerminalDeps } from "./terminals.ts";

export type WallHandlers = SomeHandlers<"wall.open" | "wall.close">;

type Opened = OutputOf<"wall.open">;
type Unshown = Opened["unshown"][number];

/**
 * Streams of cells between connections and PTY hosts. Frames pass through as they are: what is asked is asked of the host,
 * so that nothing is made that nobody takes, and nothing piles up here.
 */
export function createWall({ hosts, latestSession, placed }: TerminalDeps): WallHandlers {
  const connections = new WeakMap<TerminalLink, Map<number, () => void>>();

  function streamsOf(link: TerminalLink): Map<number, () => void> {
    const known = connections.get(link);
    if (known !== undefined) return known;
    const streams = new Map<number, () => void>();
    connections.set(link, streams);
    link.onGone(() => {
      for (const end of streams.values()) end();
    });
    return streams;
  }

  return {
    "wall.open": async ({ agents }, caller, signal) => {
      const link = caller.terminals;
      if (link === undefined) {
        return fail("not-allowed", "This connection has no channel for terminals.", {
          remedy: "Use the socket or the WebSocket, or `drover agent peek`.",
        });
      }
      const streams = streamsOf(link);

      const open = async (agent: string): Promise<Opened["tiles"][number] | Unshown> => {
        const found = latestSession(agent, caller.identity);
        if (!found.ok) return unshown(agent, found.error.code, found.error);
        const session = found.value;
        await placed(session, signal);
        const far: { viewer?: CellsViewer } = {};
        const stream = link.open((frame) => {
          if (frame.op === "ask") far.viewer?.ask(frame.have);
        });
        const opened = await hosts.openCells(session.id, (frame) => {
          stream.send({ ...frame, stream: stream.stream });
        });
        if (!opened.ok) {
          stream.close();
          const { code } = opened.error;
          if (code === "no-terminal") return unshown(agent, code, opened.error);
          return unshown(agent, session.endedAt === undefined ? "host-lost" : "not-running", opened.error);
        }
        const { cols, rows } = opened.value;
        if (signal.aborted) {
          stream.close();
          opened.value.close();
          return unshown(agent, "not-running", { code: "not-running", message: "Nobody waits for it any more." });
        }
        far.viewer = opened.value;
        streams.set(stream.stream, () => {
          streams.delete(stream.stream);
          stream.close();
          opened.value.close();
        });
        return { agent, stream: stream.stream, session: session.id, cols, rows };
      };

      const answers = await Promise.all(agents.map(open));
      return ok({
        tiles: answers.filter((answer) => "stream" in answer),
        unshown: answers.filter((answer) => "code" in answer),
      });
    },
    "wall.close": async (input, caller) => {
      const streams = caller.terminals && connections.get(caller.terminals);
      const ends = input.streams.flatMap((stream) => streams?.get(stream) ?? []);
      for (const end of ends) end();
      return ok({ closed: ends.length });
    },
  };
}

function unshown(agent: string, code: Unshown["code"], { message }: Failure): Unshown {
  return { agent, code, message };
}
