import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fail, ok } from "../../shared/model/result.ts";
import { connectToCore, readEndpoint } from "../connect.ts";
import { defineCommand } from "../command.ts";
import { programPath } from "../programs.ts";
import { refuseToAgents } from "../user-only.ts";

export const command = defineCommand({
  name: "serve",
  summary: "Run the core with the browser face, until interrupted.",
  details:
    "The address it prints has a token in it: who has the address is you. Where a core runs already, its address is printed.",
  examples: [
    { line: "serve", why: "On a free port; a browser is opened if there is one." },
    { line: "serve --port 7070 --no-open", why: "For a machine you reach over SSH." },
  ],
  args: {},
  options: {
    port: { kind: "number", label: "PORT", min: 0, max: 65_535, summary: "Of 127.0.0.1; a free one unless told." },
    "no-open": { kind: "flag", summary: "Open no browser." },
    demo: { kind: "flag", summary: "Start the demo at once." },
  },
  async run(context, _args, options) {
    const allowed = refuseToAgents("serve", context.io.env);
    if (!allowed.ok) return allowed;
    const { io, signal } = context;
    const workspace = context.workspacePlace();
    const running = await connectToCore({ workspace, env: io.env });
    if (running.ok) {
      running.value.close();
      const { url, pid, socket } = readEndpoint(workspace) ?? {};
      return context.print({ running: true, url, pid, socket }, () =>
        url === undefined
          ? `A core runs for ${workspace} already (process ${pid ?? "unknown"}), without a browser face.\n`
          : `A core runs for ${workspace} already:\n${url}\n`,
      );
    }
    if (running.error.code !== "no-core") return running;
    const args = [
      "--workspace",
      workspace,
      ...(options.port === undefined ? [] : ["--port", String(options.port)]),
      ...(options["no-open"] ? ["--no-open"] : []),
      ...(options.demo ? ["--demo"] : []),
      ...(context.json ? ["--json"] : []),
    ];
    const child = spawn(process.execPath, [programPath("headless"), ...args], {
      // A program reads the reason in the answer, a person where it is said.
      stdio: ["inherit", "inherit", context.json ? "pipe" : "inherit"],
    });
    signal.addEventListener("abort", () => child.kill("SIGTERM"));
    const said = child.stderr === null ? undefined : text(child.stderr);
    await once(child, "exit");
    if (child.exitCode === 0 || signal.aborted) return ok();
    const code = child.exitCode ?? child.signalCode ?? "an unknown code";
    const reason = said === undefined ? "; the reason stands above" : `: ${(await said).trim()}`;
    return fail("start-failed", `The core ended with ${code}${reason}.`);
  },
});
