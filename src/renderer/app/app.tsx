import { Tooltip } from "@base-ui/react/tooltip";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { FirstRun } from "../features/first-run/index.ts";
import { NotificationsPanel, ToastList } from "../features/notifications/index.ts";
import { attentionCount } from "../lib/attention/attention-store.ts";
import { useAttention } from "../lib/attention/use-attention.ts";
import { EndingBand } from "./ending-band.tsx";
import { FreezeBand } from "./freeze-band.tsx";
import { useOverview } from "../lib/server-state/queries.ts";
import { type Services, ServicesProvider, useServices, useUi } from "../lib/services.tsx";
import { KeyNamesContext } from "../ui/key-names.ts";
import { FailureView, Loading } from "../ui/state-views.tsx";
import { ConnectionBand, ConnectionScreen } from "./connection-view.tsx";
import { Dialogs } from "./dialogs.tsx";
import { WhileLoading, later } from "./later.tsx";
import { KeyHints } from "./layout/key-hints.tsx";
import { Sidebar } from "./layout/sidebar.tsx";
import { StatusBar } from "./layout/status-bar.tsx";
import { TitleBar } from "./layout/title-bar.tsx";
import { showCount } from "./page-badge.ts";

// Docking comes a moment after the frame: the first screen may not need it. Begun while the connection is made, so that
// neither waits for the other.
export const Workbench = later(async () => (await import("./layout/workbench.tsx")).Workbench);

const TimeBar = later(async () => (await import("../features/time-bar/index.ts")).TimeBar);

export function App({ services, queries }: { services: Services; queries: QueryClient }) {
  return (
    <QueryClientProvider client={queries}>
      <ServicesProvider services={services}>
        <KeyNames>
          <Tooltip.Provider delay={450} closeDelay={0}>
            <Window />
            <Dialogs />
            <NotificationsPanel />
            <ToastList />
            <KeyHints />
            <Announcer />
          </Tooltip.Provider>
        </KeyNames>
      </ServicesProvider>
    </QueryClientProvider>
  );
}

/** Tells whatever draws keys which ones commands have now. */
function KeyNames({ children }: { children: ReactNode }) {
  const { platform, keyMap } = useServices();
  const byId = useStore(keyMap.store, (state) => state.byId);
  const names = useMemo(
    () => ({ isMac: platform.isMac, keysOf: (command: string) => byId.get(command)?.keys[0] }),
    [platform, byId],
  );
  return <KeyNamesContext value={names}>{children}</KeyNamesContext>;
}

function Window() {
  const { connection } = useServices();
  const state = useStore(connection.state);
  const overview = useOverview();
  const past = useUi((ui) => ui.past);
  const isLookingBack = useUi((ui) => ui.isTimeBarOpen || ui.past !== undefined);
  useEffect(() => {
    if (past === undefined) delete document.documentElement.dataset["past"];
    else document.documentElement.dataset["past"] = String(past);
  }, [past]);
  useEffect(() => {
    document.documentElement.dataset["connection"] = state.phase;
  }, [state.phase]);
  const needs = useAttention(attentionCount) ?? overview.data?.counts.needsUser ?? 0;
  useEffect(() => {
    showCount(needs);
  }, [needs]);

  // What was on screen before a loss stays; only a page that never got anything shows the connection alone.
  if (state.phase !== "connected" && (state.phase === "refused" || overview.data === undefined)) {
    return <ConnectionScreen state={state} />;
  }
  const isFirstRun = overview.data?.projects.length === 0;
  return (
    <div className="flex h-full flex-col">
      <TitleBar />
      <ConnectionBand />
      <FreezeBand />
      <EndingBand />
      {isLookingBack && <TimeBar />}
      <div className="flex min-h-0 flex-1">
        {!isFirstRun && <Sidebar />}
        <div className="relative min-w-0 flex-1">
          {overview.data === undefined ? (
            overview.isError ? (
              <FailureView error={overview.error} retry={() => void overview.refetch()} />
            ) : (
              <Loading what="Reading the workspace" />
            )
          ) : isFirstRun ? (
            <FirstRun />
          ) : (
            <main className="size-full">
              <WhileLoading show={<Loading what="Laying out the panes" />}>
                <Workbench />
              </WhileLoading>
            </main>
          )}
        </div>
      </div>
      <StatusBar />
    </div>
  );
}

/** Says to screen readers what just happened. */
function Announcer() {
  const { text, nth } = useUi((state) => state.announcement);
  return (
    <div aria-live="polite" className="sr-only">
      <span key={nth}>{text}</span>
    </div>
  );
}
