import type { Probe } from "../probe.ts";

/** Lets the process that started this one call the probe, one call a message. */
export function serveProbe(probe: Probe): void {
  process.on("message", ({ id, name, args }: { id: number; name: keyof Probe; args: never[] }) => {
    const call = probe[name] as (...args: never[]) => unknown;
    try {
      process.send?.({ type: "answer", id, value: call(...args) });
    } catch (error) {
      process.send?.({ type: "answer", id, error: String(error) });
    }
  });
  // Whoever started it may end before it does.
  process.channel?.unref();
}
