import { type Server, type Socket, createServer } from "node:net";
import { text } from "node:stream/consumers";
import type { Caller } from "../../../shared/contract/handlers.ts";
import type { Hooks } from "../hook/index.ts";
import type { Sessions } from "../session/index.ts";

/** A `drover` for agents' scripts that asks the test itself. */
export const CLI = `
import { connect } from "node:net";
const socket = connect(process.env.DROVER_WORKSPACE + "/test.sock");
socket.end(JSON.stringify({ token: process.env.DROVER_TOKEN, args: process.argv.slice(2) }) + "\\n");
let text = "";
socket.on("data", (chunk) => { text += chunk; });
socket.on("end", () => { const { code, out } = JSON.parse(text); console.log(out); process.exit(code); });
`;

/** Answers the scripts' `drover` calls in the name of the session whose token they bring. */
export async function serve(
  socketFile: string,
  { hooks, sessions }: { readonly hooks: Hooks; readonly sessions: Sessions },
): Promise<AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    // Scripts are killed in the middle of a call; that they are gone is no error.
    text(socket)
      .then(answer)
      .then((reply) => socket.end(JSON.stringify(reply)))
      .catch(() => socket.destroy());
  });

  async function answer(line: string): Promise<{ code: number; out: string }> {
    const { token, args } = JSON.parse(line) as { token: string; args: string[] };
    const session = token.replace("token-", "");
    const identity = sessions.agentOf(session);
    if (identity === undefined) return { code: 3, out: "unknown session" };
    sessions.noteContact(session);
    const caller: Caller = { identity, role: "worker", session };
    const signal = new AbortController().signal;
    const [verb, ...rest] = args;
    const outcome =
      verb === "done"
        ? await hooks.handlers["hook.done"](rest[0] === undefined ? {} : { noChange: rest[0] }, caller, signal)
        : verb === "checkpoint"
          ? await hooks.handlers["hook.checkpoint"]({}, caller, signal)
          : verb === "handoff"
            ? await hooks.handlers["hook.handoff"]({ note: rest.join(" ") }, caller, signal)
            : verb === "worktree"
              ? await hooks.handlers["hook.worktree.add"]({ project: rest[0] ?? "" }, caller, signal)
              : await hooks.handlers["hook.prime"]({}, caller, signal);
    return outcome.ok
      ? { code: 0, out: JSON.stringify(outcome.value) }
      : { code: 1, out: `${outcome.error.code}: ${outcome.error.message}` };
  }

  await new Promise<void>((resolve) => {
    server.listen(socketFile, resolve);
  });
  return {
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
