import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { connectTo } from "../../src/cli/connect.ts";
import { type ContractClient, contractClient } from "../../src/shared/contract/client.ts";
import { readEndpoint } from "../../src/cli/connect.ts";
import { type Place, PROGRAMS } from "./place.ts";

/** A core with the browser face, as `drover serve` runs it. */
export interface CoreProcess extends AsyncDisposable {
  readonly pid: number;
  /** Address of the browser face with its token. */
  readonly url: string;
  /** The contract over the local socket, as the user. */
  readonly client: ContractClient;
  /** As by `kill -9`: nothing is put in order. */
  kill(): Promise<void>;
  /** What it complained about so far. */
  complaints(): string;
}

/** Disposing stops the core and with it the agents and their hosts; the place can be removed then. */
export async function startCore(place: Place, ...args: string[]): Promise<CoreProcess> {
  const child = spawn(
    process.execPath,
    [join(PROGRAMS, "headless.js"), "--workspace", place.workspace, "--no-open", "--json", ...args],
    { env: place.env, cwd: place.root, stdio: ["ignore", "pipe", "pipe"] },
  );
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const exited = once(child, "exit");
  const announced = once(createInterface(child.stdout), "line") as Promise<[string]>;
  const [line] = await Promise.race([announced, exited.then(() => [undefined])]);
  if (line === undefined) throw new Error(`The core did not start: ${complaints}`);
  const { url } = JSON.parse(line) as { url: string };
  const endpoint = readEndpoint(place.workspace);
  if (endpoint === undefined) throw new Error("The core wrote no endpoint file.");
  const wire = await connectTo(endpoint.socket, endpoint.token);
  if (!wire.ok) throw new Error(wire.error.message);
  const client = contractClient(wire.value);
  return {
    pid: child.pid ?? 0,
    url,
    client,
    complaints: () => complaints,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async [Symbol.asyncDispose]() {
      if (isRunning(child)) {
        await client.call("core.stop", { agents: "stop" }, AbortSignal.timeout(10_000));
        const hard = setTimeout(() => child.kill("SIGKILL"), 20_000);
        await exited;
        clearTimeout(hard);
      }
      wire.value.close();
    },
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
