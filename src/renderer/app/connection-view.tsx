import { LoaderCircle, PlugZap, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { ConnectionState } from "../lib/connection/connection-state.ts";
import { useServices } from "../lib/services.tsx";
import { Button } from "../ui/button.tsx";
import { Logo } from "../ui/logo.tsx";
import { Band } from "./band.tsx";

/** Short losses are not worth a word: a core that restarts is back before this. */
const SAY_AFTER_MS = 600;

/** A band below the title while the connection is away; what is on screen stays, and is as old as the loss. */
export function ConnectionBand() {
  const { connection } = useServices();
  const state = useStore(connection.state);
  const [isShown, setShown] = useState(false);
  const isAway = state.phase === "reconnecting";
  useEffect(() => {
    if (!isAway) return undefined;
    const timer = setTimeout(() => {
      setShown(true);
    }, SAY_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setShown(false);
    };
  }, [isAway]);
  if (!isAway || !isShown) return null;
  return (
    <Band
      icon={WifiOff}
      title="Reconnecting"
      hint={state.reason}
      deed={
        <Button
          size="s"
          look="ghost"
          onClick={() => {
            connection.retry();
          }}
        >
          Try now
        </Button>
      }
    >
      The core does not answer. Agents go on meanwhile; what you see is from before.
    </Band>
  );
}

/** The whole window, before anything is known: connecting, unreachable, or refused, with what to do. */
export function ConnectionScreen({ state }: { state: Exclude<ConnectionState, { phase: "connected" }> }) {
  const { connection } = useServices();
  return (
    <main className="flex h-full flex-col items-center justify-center gap-3 bg-pane p-8 text-center">
      <Logo size={40} />
      {state.phase === "connecting" && (
        <p role="status" className="rise flex items-center gap-2 text-base text-ink-3 [animation-delay:400ms]">
          <LoaderCircle className="turn size-4" aria-hidden="true" /> Connecting to the core
        </p>
      )}
      {state.phase === "reconnecting" && (
        <div role="status" className="flex max-w-[46ch] flex-col items-center gap-2">
          <h1 className="text-lg font-semibold">The core cannot be reached</h1>
          <p className="text-sm text-ink-3">{state.reason}</p>
          <p className="text-sm text-ink-3">
            It may be starting. If it was stopped, start it again with <code className="text-ink-2">drover serve</code>{" "}
            or <code className="text-ink-2">npm start</code>. This page connects by itself.
          </p>
          <Button
            className="mt-1"
            onClick={() => {
              connection.retry();
            }}
          >
            Try now
          </Button>
        </div>
      )}
      {state.phase === "refused" && (
        <div role="alert" className="flex max-w-[52ch] flex-col items-center gap-2">
          <h1 className="flex items-center gap-2 text-lg font-semibold">
            <PlugZap className="size-5 text-attention" aria-hidden="true" /> {state.failure.message}
          </h1>
          {state.failure.remedy !== undefined && <p className="text-base text-ink-2">{state.failure.remedy}</p>}
          <Button
            className="mt-1"
            onClick={() => {
              connection.retry();
            }}
          >
            Try again
          </Button>
        </div>
      )}
    </main>
  );
}
