import type { EquipOrder, Equipment, RuntimeAdapter } from "../adapter.ts";
import { pluginChannel, writePlugin } from "./plugin-channel.ts";

/**
 * The extension. It has no permission questions to tell of: pi has none. A message during a turn steers it: it is read
 * after the tools that run.
 */
const EXTENSION = `
export default function (pi) {
  let session = {};
  let stopListening = () => {};

  const contextOf = (ctx) => {
    const usage = ctx.getContextUsage?.();
    return usage?.tokens > 0 ? { context: { used: usage.tokens, size: usage.contextWindow } } : {};
  };
  const work = (detail) => stillWorking({ ...session, ...(detail ? { detail } : {}) });

  pi.on("session_start", (_event, ctx) => {
    session = { session: ctx.sessionManager.getSessionId(), transcript: ctx.sessionManager.getSessionFile() };
    signal("session", session);
    stopListening = listen((text) => pi.sendUserMessage(text, ctx.isIdle() ? undefined : { deliverAs: "steer" }));
  });
  pi.on("input", (event) => {
    signal("prompt", { ...session, text: event.text });
  });
  pi.on("agent_start", () => work());
  pi.on("tool_execution_start", (event) => work("runs " + event.toolName));
  pi.on("turn_end", () => work());
  pi.on("agent_end", (event, ctx) => {
    const last = event.messages.filter((message) => message.role === "assistant").at(-1);
    const text = (last?.content ?? []).flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\\n");
    const failure = last?.errorMessage;
    const told = { ...session, ...contextOf(ctx), text, ...(failure ? { detail: failure } : {}) };
    signal(/\\b429\\b|rate.?limit|quota|too many requests/i.test(failure ?? "") ? "limited" : "idle", told);
  });
  pi.on("session_before_compact", () => {
    signal("compacting", session);
  });
  pi.on("session_shutdown", (event) => {
    // Another session of this process loads the extension again.
    stopListening();
    return event.reason === undefined || event.reason === "quit" ? signal("leaving", session) : undefined;
  });
}
`;

async function equip({ sessionDir, drover }: EquipOrder): Promise<Equipment> {
  const extension = await writePlugin({ sessionDir, drover }, "drover-extension.mjs", EXTENSION);
  return { args: ["--extension", extension], env: {} };
}

export const pi: RuntimeAdapter = { ...pluginChannel, equip, flags: ["--extension"] };
