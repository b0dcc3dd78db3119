import type { Forge } from "../../../../shared/contract/exchange.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { ProcessStartError } from "../../platform/process/process-runner.ts";
import type { ExchangeDeps } from "../ports.ts";

export type ForgeFailure = Failure<"forge-tool-missing" | "forge-not-signed-in" | "forge-failed">;

interface Tool {
  readonly program: string;
  /** Its name among people, and where it comes from. */
  readonly forge: string;
  readonly install: string;
}

const TOOLS: Readonly<Record<Forge, Tool>> = {
  github: { program: "gh", forge: "GitHub", install: "https://cli.github.com" },
  gitlab: { program: "glab", forge: "GitLab", install: "https://gitlab.com/gitlab-org/cli" },
};

/** A page of a hundred issues with long texts is a megabyte or two. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 2 * 60_000;
/** What `gh` exits with when it needs its user to sign in. */
const GH_NEEDS_AUTH = 4;
const NOT_SIGNED_IN = /auth login|not (?:been )?authenticated|authentication required|401|no token|GH_TOKEN/i;

export interface ForgeCall {
  readonly forge: Forge;
  readonly host: string | undefined;
  readonly method: "GET" | "POST" | "PATCH" | "PUT";
  /** Of the forge's REST interface, without a leading slash. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** One request through the user's own tool, which has their account and keeps its secrets. Answers the parsed JSON. */
export async function callForge(
  { runner, env, workspaceDir }: Pick<ExchangeDeps, "runner" | "env" | "workspaceDir">,
  { forge, host, method, path, body, signal }: ForgeCall,
): Promise<Result<unknown, ForgeFailure>> {
  const tool = TOOLS[forge];
  const args = ["api", "--method", method, ...(host === undefined ? [] : ["--hostname", host]), path];
  if (body !== undefined) args.push("--header", "Content-Type: application/json", "--input", "-");
  try {
    const outcome = await runner.run(
      {
        file: tool.program,
        args,
        cwd: workspaceDir,
        env: { ...defined(env), NO_COLOR: "1", GH_PROMPT_DISABLED: "1", NO_PROMPT: "1" },
        stdin: body === undefined ? "" : JSON.stringify(body),
        timeoutMs: TIMEOUT_MS,
        maxOutputBytes: MAX_OUTPUT_BYTES,
      },
      { signal },
    );
    const said = Buffer.from(outcome.stderr).toString().trim().slice(0, 2_000);
    if (outcome.exitCode === 0 && !outcome.truncated) return parse(Buffer.from(outcome.stdout).toString(), tool);
    if ((forge === "github" && outcome.exitCode === GH_NEEDS_AUTH) || NOT_SIGNED_IN.test(said)) {
      return fail("forge-not-signed-in", `${tool.program} is not signed in to ${host ?? tool.forge}: ${said}`, {
        remedy: `Run \`${tool.program} auth login${host === undefined ? "" : ` --hostname ${host}`}\`, then try again.`,
      });
    }
    const why = outcome.timedOut
      ? `no answer within ${TIMEOUT_MS / 1000} seconds`
      : said || `exit code ${outcome.exitCode ?? outcome.signal}`;
    return fail("forge-failed", `${tool.program} ${args.slice(0, 3).join(" ")} ${path} failed: ${why}`, {
      remedy: `Check the repository's name, and that \`${tool.program}\` may read it. What was taken over already stays.`,
    });
  } catch (error) {
    if (!(error instanceof ProcessStartError)) throw error;
    return fail(
      "forge-tool-missing",
      `${tool.program}, through which Drover talks to ${tool.forge}, is not installed.`,
      {
        remedy: `Install it from ${tool.install} and sign in with \`${tool.program} auth login\`.`,
      },
    );
  }
}

function parse(text: string, tool: Tool): Result<unknown, ForgeFailure> {
  try {
    const value: unknown = JSON.parse(text);
    return ok(value);
  } catch {
    return fail("forge-failed", `${tool.program} answered no JSON: ${JSON.stringify(text.slice(0, 200))}`, {
      remedy: `Update ${tool.program}: ${tool.install}`,
    });
  }
}

function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
