import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { EquipOrder, Equipment, RuntimeAdapter } from "../adapter.ts";
import { pluginChannel, writePlugin } from "./plugin-channel.ts";

/**
 * The plugin. Sub-agents have sessions of their own, which are not ours to tell of, but for their questions. The program
 * drops a prompt that comes with a session to go on with, so the plugin submits that one.
 */
const PLUGIN = `
// An id of ours is none of its own: then it begins anew.
const RESUMED = /^ses_/.test(process.env.DROVER_RESUMED_SESSION ?? "") ? process.env.DROVER_RESUMED_SESSION : "";
const FIRST_PROMPT = process.env.DROVER_PROMPT_FILE ?? "";
// Its arguments are not seen from here: plugins run in a thread of their own.
const ANSWERS_ITSELF = process.env.DROVER_ANSWERS_ITSELF === "1";

export const DroverPlugin = async ({ client }) => {
  let main = RESUMED === "" ? undefined : RESUMED;
  const sizes = new Map();
  const waiting = [];

  const submit = async (text) => {
    if (main === undefined) return waiting.push(text);
    await client.session.promptAsync({ path: { id: main }, body: { parts: [{ type: "text", text }] } });
  };
  const begin = (id) => {
    main = id;
    signal("session", { session: main });
    for (const text of waiting.splice(0)) submit(text);
  };
  const sizeOf = async ({ providerID, modelID }) => {
    const key = providerID + "/" + modelID;
    if (!sizes.has(key)) {
      const { data } = await client.config.providers().catch(() => ({}));
      const model = data?.providers?.find(({ id }) => id === providerID)?.models?.[modelID];
      sizes.set(key, model?.limit?.context || undefined);
    }
    return sizes.get(key);
  };
  const idle = async () => {
    const { data } = await client.session.messages({ path: { id: main } }).catch(() => ({}));
    const last = data?.findLast(({ info }) => info.role === "assistant");
    const text = (last?.parts ?? []).flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\\n");
    const tokens = last?.info.tokens;
    const used = tokens ? tokens.input + tokens.output + tokens.cache.read + tokens.cache.write : 0;
    const context = used > 0 ? { context: { used, size: await sizeOf(last.info) } } : {};
    signal("idle", { session: main, text, ...context });
  };

  // With its flag for consent it answers most questions itself, and at once: those are nobody's.
  const asked = new Map();
  const asks = (id, detail) => {
    const tell = () => {
      asked.set(id, undefined);
      signal("asks", { session: main, detail });
    };
    asked.set(id, setTimeout(tell, 700));
  };
  const answered = (id) => {
    if (!asked.has(id)) return;
    const timer = asked.get(id);
    asked.delete(id);
    if (timer === undefined) signal("working", { session: main });
    else clearTimeout(timer);
  };

  const on = {
    "session.created": ({ info }) => {
      if (info.parentID === undefined && info.id !== RESUMED) begin(info.id);
    },
    "session.status": ({ sessionID, status }) => {
      if (sessionID !== main) return;
      if (status.type === "idle") return idle();
      if (status.type === "busy") return stillWorking({ session: main });
      if (status.type === "retry") signal("limited", { session: main, detail: status.message, until: status.next });
    },
    "permission.asked": ({ id, permission, patterns }) =>
      asks(id, "asks for " + permission + ": " + (patterns ?? []).join(" ")),
    // Its name in older versions.
    "permission.updated": ({ id, title }) => asks(id, "asks: " + title),
    "permission.replied": ({ requestID, permissionID }) => answered(requestID ?? permissionID),
    "question.asked": ({ id, questions }) => asks(id, "asks: " + (questions?.[0]?.question ?? "")),
    "question.replied": ({ requestID }) => answered(requestID),
    "question.rejected": ({ requestID }) => answered(requestID),
  };

  listen(submit);
  if (main !== undefined) begin(main);
  // Not before the program is up: it shows what it submits.
  if (RESUMED !== "" && FIRST_PROMPT !== "") setTimeout(() => submit(readFileSync(FIRST_PROMPT, "utf8")), 1000);

  return {
    event: async ({ event }) => {
      await on[event.type]?.(event.properties);
    },
    "chat.message": async ({ sessionID }, { parts }) => {
      if (sessionID !== main) return;
      const text = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\\n");
      signal("prompt", { session: main, text });
    },
    // A second opencode that the agent starts is not this session.
    "shell.env": async (_input, { env }) => {
      Object.assign(env, { OPENCODE_CONFIG_CONTENT: "", DROVER_RESUMED_SESSION: "", DROVER_PROMPT_FILE: "", DROVER_ANSWERS_ITSELF: "" });
    },
    "tool.execute.before": async ({ sessionID, tool }) => {
      if (sessionID === main) stillWorking({ session: main, detail: "runs " + tool });
    },
    "experimental.session.compacting": async ({ sessionID }) => {
      if (sessionID === main) signal("compacting", { session: main });
    },
  };
};
`;

const configShape = z.record(z.string(), z.unknown());

/** The plugin comes with the configuration in a variable, over what is in files; lists of plugins are put together. */
async function equip({ sessionDir, drover, env, unattended, knows }: EquipOrder): Promise<Equipment> {
  const plugin = await writePlugin({ sessionDir, drover }, "drover-plugin.mjs", PLUGIN);
  const theirs = readConfig(env["OPENCODE_CONFIG_CONTENT"]);
  const plugins = z.array(z.unknown()).safeParse(theirs["plugin"]).data ?? [];
  const config = { ...theirs, plugin: [...plugins, pathToFileURL(plugin).href] };
  // Older ones have no flag for it; with the flag, what the user forbade stays forbidden.
  const auto = unattended && knows("--auto");
  return {
    args: auto ? ["--auto"] : [],
    env: {
      OPENCODE_CONFIG_CONTENT: JSON.stringify(config),
      ...(auto ? { DROVER_ANSWERS_ITSELF: "1" } : {}),
      ...(unattended && !auto ? { OPENCODE_PERMISSION: JSON.stringify({ "*": "allow" }) } : {}),
    },
  };
}

function readConfig(text: string | undefined): Record<string, unknown> {
  try {
    return configShape.safeParse(JSON.parse(text ?? "{}")).data ?? {};
  } catch {
    // The program cannot read it either.
    return {};
  }
}

export const opencode: RuntimeAdapter = { ...pluginChannel, equip, flags: ["--auto"] };
