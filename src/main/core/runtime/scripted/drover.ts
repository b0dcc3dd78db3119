import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { runProgram } from "./run-program.ts";

/** What the agent reads of `drover hook --json`. */
export interface HookAnswer {
  readonly agent: string;
  readonly item:
    | {
        readonly id: string;
        readonly title: string;
        readonly description: string;
        readonly acceptance: string;
        /** The submission whose conflict it is about. */
        readonly resolves: string | undefined;
      }
    | undefined;
  readonly attempt: number;
  readonly state: string;
  readonly base: string | undefined;
  readonly target: string | undefined;
  /** Why the last submission came back. */
  readonly sentBack: string | undefined;
  readonly project: string | undefined;
}

/** What the agent reads of the answer to `drover mq conflict`. */
export interface ConflictAnswer {
  readonly theirs: { readonly item: string; readonly title: string };
  readonly ours: readonly { readonly item: string; readonly title: string }[];
  readonly files: readonly { readonly path: string; readonly kind: string }[];
}

/** The commands an agent has; each is a process of the command line, as for any other agent. */
export interface Drover {
  hook(): Promise<Result<HookAnswer>>;
  /** The commands that gate a landing in the project. */
  gates(project: string): Promise<Result<readonly (readonly string[])[]>>;
  report(progress: string): Promise<void>;
  /** Answers what is said about it next. `noChange`: it is closed without a commit, with those words. */
  done(noChange?: string): Promise<Result<string>>;
  conflict(submission: string): Promise<Result<ConflictAnswer>>;
  description(item: string): Promise<Result<string>>;
}

/** A core may end in the middle of a call, or be just about to listen; the next call finds one, or does without. */
const TRIES = 4;
const CUT_OFF: readonly string[] = ["disconnected", "no-core", "workspace-in-use"];

function isCutOff({ code }: Failure): boolean {
  return CUT_OFF.includes(code);
}

export function createDrover(cwd: string): Drover {
  /** What it asks for may be asked for twice: whoever has submitted already is told so. */
  async function call(args: readonly string[]): Promise<Result<Raw>> {
    for (let tries = 1; ; tries++) {
      const answer = await callOnce(args);
      if (answer.ok || tries === TRIES || !isCutOff(answer.error)) return answer;
    }
  }

  async function callOnce(args: readonly string[]): Promise<Result<Raw>> {
    const end = await runProgram({ file: "drover", args: [...args, "--json"], cwd });
    let value: unknown;
    try {
      value = JSON.parse(end.stdout);
    } catch {
      const why = (end.stderr || end.stdout).trim() || `exit code ${end.code}`;
      return fail("drover-failed", `drover ${args.join(" ")} failed: ${why}`);
    }
    if (!isRecord(value)) return fail("drover-failed", `drover ${args.join(" ")} answered no object.`);
    const error = value["error"];
    if (end.code === 0 || !isRecord(error)) return ok(value);
    const failure: Failure = {
      code: String(error["code"]),
      message: String(error["message"]),
      ...(typeof error["remedy"] === "string" ? { remedy: error["remedy"] } : {}),
    };
    return { ok: false, error: failure };
  }

  return {
    async hook() {
      const answer = await call(["hook"]);
      return answer.ok ? ok(readHook(answer.value)) : answer;
    },
    async gates(project) {
      const answer = await call(["project", "list"]);
      if (!answer.ok) return answer;
      const projects = Array.isArray(answer.value["projects"]) ? answer.value["projects"].filter(isRecord) : [];
      const own = projects.find((one) => one["name"] === project);
      const gates = Array.isArray(own?.["gates"]) ? own["gates"].filter(isRecord) : [];
      return ok(gates.map((gate) => gate["command"]).filter(isWords));
    },
    async report(progress) {
      // A sign of life, nothing more: a failure to give it is no reason to stop.
      await call(["report", "--progress", progress.slice(0, 500)]);
    },
    async conflict(submission) {
      const answer = await call(["mq", "conflict", submission]);
      if (!answer.ok) return answer;
      const { theirs, ours, files } = answer.value;
      const side = (raw: unknown) =>
        isRecord(raw) ? { item: text(raw["item"]) ?? "", title: text(raw["title"]) ?? "" } : { item: "", title: "" };
      const file = (raw: Raw) => ({ path: text(raw["path"]) ?? "", kind: text(raw["kind"]) ?? "" });
      return ok({
        theirs: side(theirs),
        ours: (Array.isArray(ours) ? ours : []).map(side),
        files: (Array.isArray(files) ? files : []).filter(isRecord).map(file),
      });
    },
    async description(item) {
      const answer = await call(["show", item]);
      if (!answer.ok) return answer;
      const shown = answer.value["item"];
      return ok(isRecord(shown) ? (text(shown["description"]) ?? "") : "");
    },
    async done(noChange) {
      const answer = await call(["done", ...(noChange === undefined ? [] : ["--no-change", noChange])]);
      if (answer.ok) return ok(text(answer.value["next"]) ?? "");
      return answer.error.code === "already-submitted" ? ok(answer.error.message) : answer;
    },
  };
}

type Raw = Readonly<Record<string, unknown>>;

function readHook(raw: Raw): HookAnswer {
  const hook = isRecord(raw["hook"]) ? raw["hook"] : {};
  const item = isRecord(raw["item"]) ? raw["item"] : undefined;
  return {
    agent: text(raw["agent"]) ?? "",
    item: item && {
      id: text(item["id"]) ?? "",
      title: text(item["title"]) ?? "",
      description: text(item["description"]) ?? "",
      acceptance: text(item["acceptance"]) ?? "",
      resolves: isRecord(item["metadata"]) ? text(item["metadata"]["resolves"]) : undefined,
    },
    attempt: typeof hook["attempt"] === "number" ? hook["attempt"] : 1,
    state: text(hook["state"]) ?? "",
    base: text(hook["base"]),
    target: text(raw["target"]),
    sentBack: text(hook["sentBack"]),
    project: text(hook["project"]),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isWords(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string");
}

function isRecord(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
