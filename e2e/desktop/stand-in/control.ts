import type { Probe } from "../probe.ts";

/** Lets the process that started this one call the probe, one call a message. */
export function serveProbe(): void {
  process.on("message", ({ id, name, args }: { id: number; name: keyof Probe; args: never[] }) => {
    try {
      process.send?.({
        type: "answer",
        id,
        value: Reflect.apply(globalThis.droverProbe[name], undefined, args) as unknown,
      });
    } catch (error) {
      process.send?.({ type: "answer", id, error: String(error) });
    }
  });
  // Whoever started it may end before it does.
  process.channel?.unref();
}
