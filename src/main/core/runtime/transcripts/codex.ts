import path from "node:path";
import type { TranscriptPlace } from "../adapter.ts";
import { readFirstLine } from "./first-line.ts";
import { daysAround, filesIn, firstThere, foldersIn, homeOf } from "./look-up.ts";
import {
  type Line,
  type LineFormat,
  type LineMeaning,
  type Memory,
  count,
  list,
  object,
  text,
  time,
  toolCall,
  turn,
} from "./line-format.ts";

/**
 * Codex: `sessions/<year>/<month>/<day>/rollout-<time>-<session>.jsonl` below CODEX_HOME. Newer versions record each answer
 * (`token_usage_record`), all tell totals of the thread (`token_count`). Input includes what was cached, output what was reasoned.
 */
export const codexFormat: LineFormat = {
  async find(place) {
    const sessions = path.join(place.env["CODEX_HOME"] ?? path.join(homeOf(place), ".codex"), "sessions");
    const { runtimeSession: id } = place;
    if (id === undefined) return findByFolder(sessions, place);
    const days = daysAround(createdAt(id) ?? place.startedAt).map((day) => path.join(sessions, ...day));
    const near = await firstThere((await Promise.all(days.map((day) => filesIn(day, isOf(id))))).flat());
    return near ?? findFar(sessions, id);
  },
  read(line, memory) {
    const type = text(line["type"]);
    const payload = object(line["payload"]);
    if (type === undefined || payload === undefined) return undefined;
    const at = time(line["timestamp"]);
    switch (type) {
      case "session_meta":
        // A fork has its predecessor's after its own.
        memory["session"] ??= text(payload["id"]) ?? "";
        return { at };
      case "turn_context":
        memory["model"] = text(payload["model"]) ?? memory["model"] ?? "unknown";
        return { at };
      case "token_usage_record":
        return { at, ...answer(payload, memory) };
      case "event_msg":
        return { at, ...(payload["type"] === "token_count" ? tokenCount(payload, memory) : {}) };
      case "response_item":
        return { at, turns: turnsOf(payload) };
      default:
        return { at };
    }
  },
};

function isOf(id: string): (name: string) => boolean {
  return (name) => name.startsWith("rollout-") && name.endsWith(`-${id}.jsonl`);
}

/** The time within an id of the seventh version of UUIDs. */
function createdAt(id: string): number | undefined {
  const hex = id.replaceAll("-", "");
  return /^[0-9a-f]{12}7/i.test(hex) ? Number.parseInt(hex.slice(0, 12), 16) : undefined;
}

async function findFar(sessions: string, id: string): Promise<string | undefined> {
  for (const year of await foldersIn(sessions)) {
    for (const month of await foldersIn(year)) {
      for (const day of await foldersIn(month)) {
        const [found] = await filesIn(day, isOf(id));
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

/** Its id is not known yet: the newest begun in this worktree since. */
async function findByFolder(sessions: string, { worktree, startedAt }: TranscriptPlace): Promise<string | undefined> {
  for (const day of daysAround(startedAt)) {
    for (const file of await filesIn(path.join(sessions, ...day), (name) => name.startsWith("rollout-"))) {
      const line = await readFirstLine(file);
      const begun = time(line?.["timestamp"]) ?? 0;
      const meta = object(line?.["payload"]);
      if (begun >= startedAt && worktree !== "" && meta?.["cwd"] === worktree) return file;
    }
  }
  return undefined;
}

function answer(payload: Line, memory: Memory): Omit<LineMeaning, "at"> {
  memory["hasAnswers"] = true;
  const thread = text(payload["thread_id"]);
  const key = text(payload["response_id"]);
  const usage = object(payload["usage"]);
  const isOwn = thread === undefined || thread === memory["session"];
  if (!isOwn || key === undefined || usage === undefined) return {};
  return { usage: { key, model: modelOf(memory), ...tokensOf(usage) } };
}

/** What is new in the thread's total where that only grew; else, as after a compaction or in a fork, the last answer's own. */
function tokenCount(payload: Line, memory: Memory): Omit<LineMeaning, "at"> {
  const info = object(payload["info"]);
  const last = object(info?.["last_token_usage"]);
  const total = object(info?.["total_token_usage"]);
  const size = count(info?.["model_context_window"]);
  const limits = limitsOf(object(payload["rate_limits"]));
  if (last === undefined || total === undefined) return limits;
  const context = { used: count(last["total_tokens"]), model: modelOf(memory), ...(size > 0 ? { size } : {}) };
  const now = { ...tokensOf(total), all: count(total["total_tokens"]) };
  const before = memory["total"];
  memory["total"] = now.all;
  const isNew = before === undefined ? now.all > 0 : now.all !== before;
  if (memory["hasAnswers"] === true || !isNew) return { context, ...limits };
  const grew = typeof before === "number" && now.all >= before + count(last["total_tokens"]);
  const share = grew ? sinceLast(now, memory) : tokensOf(last);
  remember(now, memory);
  memory["answers"] = Number(memory["answers"] ?? 0) + 1;
  return { usage: { key: `count ${memory["answers"]}`, model: modelOf(memory), ...share }, context, ...limits };
}

type Tokens = ReturnType<typeof tokensOf>;
const KINDS = ["input", "output", "cacheRead", "cacheWrite"] as const;

function sinceLast(now: Tokens, memory: Memory): Tokens {
  const more = (kind: (typeof KINDS)[number]) => Math.max(0, now[kind] - Number(memory[`total.${kind}`] ?? 0));
  return { input: more("input"), output: more("output"), cacheRead: more("cacheRead"), cacheWrite: more("cacheWrite") };
}

function remember(now: Tokens, memory: Memory): void {
  for (const kind of KINDS) memory[`total.${kind}`] = now[kind];
}

function tokensOf(usage: Line) {
  const cacheRead = count(usage["cached_input_tokens"]);
  const cacheWrite = count(usage["cache_write_input_tokens"]);
  const input = Math.max(0, count(usage["input_tokens"]) - cacheRead - cacheWrite);
  return { input, output: count(usage["output_tokens"]), cacheRead, cacheWrite };
}

function modelOf(memory: Memory): string {
  return text(memory["model"]) ?? "unknown";
}

/** Times in seconds since 1970. */
function limitsOf(limits: Line | undefined): Omit<LineMeaning, "at"> {
  if (limits === undefined) return {};
  const isReached = text(limits["rate_limit_reached_type"]) !== undefined;
  const ends = [limits["primary"], limits["secondary"]].flatMap((raw) => {
    const window = object(raw);
    const isFull = isReached || Number(window?.["used_percent"] ?? 0) >= 100;
    const until = count(window?.["resets_at"]);
    return isFull && until > 0 ? [until * 1_000] : [];
  });
  return {
    ...(ends.length === 0 ? {} : { rateLimitedUntil: Math.max(...ends) }),
    ...(text(limits["plan_type"]) === undefined ? {} : { isSubscription: true }),
  };
}

function turnsOf(item: Line): LineMeaning["turns"] {
  switch (item["type"]) {
    case "message": {
      const said = list(item["content"]).map((part) => text(object(part)?.["text"]) ?? "");
      if (item["role"] === "assistant") return turn("agent", said.join("\n"));
      // What the CLI itself puts before the user's words is in tags.
      return item["role"] === "user"
        ? said.filter((one) => !/^<[a-z_]+>/.test(one)).flatMap((one) => turn("user", one))
        : [];
    }
    case "function_call":
    case "custom_tool_call":
      return toolCall(text(item["name"]) ?? "tool", item["arguments"] ?? item["input"]);
    case "local_shell_call":
      return toolCall("shell", object(item["action"])?.["command"]);
    case "function_call_output":
    case "custom_tool_call_output": {
      const { output } = item;
      return turn("tool", typeof output === "string" ? output : (text(object(output)?.["content"]) ?? ""));
    }
    default:
      return [];
  }
}
