import type { Forge } from "../../../../shared/contract/exchange.ts";
import { ProcessStartError, type ProcessRunner } from "../process/process-runner.ts";

interface Tool {
  readonly program: string;
  /** Its name among people, and where it comes from. */
  readonly forge: string;
  readonly install: string;
}

/** The user's own tools, which have their accounts and keep their secrets. */
export const FORGE_TOOLS: Readonly<Record<Forge, Tool>> = {
  github: { program: "gh", forge: "GitHub", install: "https://cli.github.com" },
  gitlab: { program: "glab", forge: "GitLab", install: "https://gitlab.com/gitlab-org/cli" },
};

/** A page of a hundred issues with long texts is a megabyte or two. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 2 * 60_000;
/** What `gh` exits with when it needs its user to sign in. */
const GH_NEEDS_AUTH = 4;
const NOT_SIGNED_IN =
  /auth login|not (?:been )?(?:authenticated|logged in)|authentication required|\b401\b|no token|GH_TOKEN/i;

export interface ForgeDeps {
  readonly runner: Pick<ProcessRunner, "run">;
  /** The user's environment: where `gh` and `glab` are found, and what they sign in with. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where they are started: a folder that is there and is no repository. */
  readonly workspaceDir: string;
}

export interface ForgeCall {
  readonly forge: Forge;
  readonly host: string | undefined;
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Of the forge's REST interface, without a leading slash; GitHub's `graphql` is one too. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

export type ForgeAnswer =
  | { readonly kind: "answered"; readonly text: string }
  | { readonly kind: "tool-missing"; readonly said: string; readonly remedy: string }
  | { readonly kind: "not-signed-in"; readonly said: string; readonly remedy: string }
  /** The forge said no, or could not be reached. */
  | {
      readonly kind: "failed";
      /** Of HTTP; undefined where no answer came. */
      readonly status: number | undefined;
      /** What tool and forge said of it, in one text that stays the same while the reason does. */
      readonly said: string;
      /** What the forge answered, often JSON. */
      readonly text: string;
    };

/** One request through the user's own tool. Throws for nothing but a lost spawner. */
export async function runForge({ runner, env, workspaceDir }: ForgeDeps, call: ForgeCall): Promise<ForgeAnswer> {
  const { forge, host, method, path, body, signal } = call;
  const tool = FORGE_TOOLS[forge];
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
    const text = Buffer.from(outcome.stdout).toString();
    if (outcome.exitCode === 0 && !outcome.truncated) return { kind: "answered", text };
    const said = Buffer.from(outcome.stderr).toString().trim().slice(0, 2_000);
    if ((forge === "github" && outcome.exitCode === GH_NEEDS_AUTH) || NOT_SIGNED_IN.test(said)) {
      return {
        kind: "not-signed-in",
        said: `${tool.program} is not signed in to ${host ?? tool.forge}: ${said}`,
        remedy: `Run \`${tool.program} auth login${host === undefined ? "" : ` --hostname ${host}`}\`, then try again.`,
      };
    }
    const why = outcome.timedOut
      ? `no answer within ${TIMEOUT_MS / 1000} seconds`
      : said || `exit code ${outcome.exitCode ?? outcome.signal}`;
    const status = /HTTP (\d{3})\b/.exec(said)?.[1];
    return { kind: "failed", status: status === undefined ? undefined : Number(status), said: why, text };
  } catch (error) {
    if (!(error instanceof ProcessStartError)) throw error;
    return {
      kind: "tool-missing",
      said: `${tool.program}, through which Drover talks to ${tool.forge}, is not installed.`,
      remedy: `Install it from ${tool.install} and sign in with \`${tool.program} auth login\`.`,
    };
  }
}

function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
