import type { EquipOrder, Equipment, RuntimeAdapter } from "../adapter.ts";
import { pluginChannel, writePlugin } from "./plugin-channel.ts";

/**
 * The extension. It has no permission questions to tell of: pi has none. A message during a turn steers it: it is read
 * after the tools that run.
 */
const EXTENSION = `
export default function (pi) {
  let session = {};
  let isLimited = false;

  const contextOf = (ctx) => {
    const usage = ctx.getContextUsage?.();
    return usage?.tokens > 0 ? { context: { used: usage.tokens, size: usage.contextWindow } } : {};
  };
  const work = (detail) => stillWorking({ ...session, ...(detail ? { detail } : {}) });

  pi.on("session_start", (_event, ctx) => {
    session = { session: ctx.sessionManager.getSessionId(), transcript: ctx.sessionManager.getSessionFile() };
    signal("session", session);
    listen((text) => pi.sendUserMessage(text, ctx.isIdle() ? undefined : { deliverAs: "steer" }));
  });
  pi.on("input", (event) => {
    signal("prompt", { ...session, text: event.text });
  });
  pi.on("agent_start", () => work());
  pi.on("tool_execution_start", (event) => work("runs " + event.toolName));
  pi.on("turn_end", () => work());
  pi.on("after_provider_response", (event) => {
    if (event.status === 429) {
      isLimited = true;
      const seconds = Number(event.headers["retry-after"]);
      signal("limited", { ...session, detail: "429", ...(seconds > 0 ? { until: Date.now() + seconds * 1000 } : {}) });
    } else if (isLimited) {
      isLimited = false;
      work();
    }
  });
  pi.on("agent_end", (event, ctx) => {
    const last = event.messages.filter((message) => message.role === "assistant").at(-1);
    const text = (last?.content ?? []).flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\\n");
    if (isLimited) return;
    signal("idle", { ...session, ...contextOf(ctx), text, ...(last?.errorMessage ? { detail: last.errorMessage } : {}) });
  });
  pi.on("session_before_compact", () => {
    signal("compacting", session);
  });
  pi.on("session_shutdown", (event) => signal("leaving", { ...session, detail: event.reason ?? "quit" }));
}
`;

async function equip({ sessionDir, drover }: EquipOrder): Promise<Equipment> {
  const extension = await writePlugin({ sessionDir, drover }, "drover-extension.mjs", EXTENSION);
  return { args: ["--extension", extension], env: {} };
}

export const pi: RuntimeAdapter = { ...pluginChannel, equip, flags: ["--extension"] };
