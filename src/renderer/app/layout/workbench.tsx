import "dockview-react/dist/styles/dockview.css";
import "./workbench.css";
import { type DockviewApi, DockviewReact, type DockviewReadyEvent, type DockviewTheme } from "dockview-react";
import { SquareKanban } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { POPOUT_PAGE } from "../../../shared/desktop/popout-page.ts";
import { TerminalPlaceProvider } from "../../features/terminal/index.ts";
import { pageClock } from "../../lib/clock.ts";
import { parsePaneSpec } from "../../lib/pane-kinds.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { announcementOf } from "./announcements.ts";
import { layOutBuiltIn } from "./built-in-layouts.ts";
import { type DockChanges, followDockChanges } from "./dock-changes.ts";
import { dockLayout } from "./dock-layout.ts";
import { HerdFollower } from "./herd-follower.tsx";
import {
  type RememberedLayout,
  forgetLayout,
  layoutContent,
  parseLayout,
  readLayout,
  saveLayout,
} from "./layout-storage.ts";
import { mendFloating } from "./mend-floating.ts";
import { openPane } from "./open-pane.ts";
import { openWhatIsDropped } from "./outside-drops.ts";
import { PaneTab } from "./pane-tab.tsx";
import { loadTerminalsAhead } from "./pane-kinds.tsx";
import { paneComponents } from "./panes.tsx";
import { followPopouts } from "./popout-windows.ts";
import { useLayoutFacts } from "./use-layout-facts.ts";

const THEME: DockviewTheme = {
  name: "drover",
  className: "dockview-theme-drover",
  gap: 1,
  dndOverlayMounting: "absolute",
  dndPanelOverlay: "group",
  dndTabIndicator: "line",
};

interface Dock {
  readonly api: DockviewApi;
  readonly changes: DockChanges;
}

const mended = (dock: HTMLDivElement | null) => (dock === null ? undefined : mendFloating(dock));

/** Whether terminals follow the herd; `nth` rises with each layout that begins to. */
const NOBODY = { isFollowing: false, nth: 0 };
const anew = ({ nth }: typeof NOBODY) => ({ isFollowing: true, nth: nth + 1 });

/** The board is drawn by then, and what the user does first has come first. */
const TERMINALS_AHEAD_MS = 1_500;

/** The docked panes in the middle of the window, remembered over restarts. */
export function Workbench() {
  const services = useServices();
  const { storage, panes, ui } = services;
  const [dock, setDock] = useState<Dock>();
  const [following, setFollowing] = useState(NOBODY);
  const { isFollowing } = following;
  const facts = useLayoutFacts();

  const layOut = useCallback(({ api, changes }: Dock) => {
    changes.byItself(() => {
      api.clear();
      openPane(api, { kind: "board" }, {});
    });
    setFollowing(anew);
  }, []);
  const stopFollowing = useCallback(() => {
    setFollowing((before) => ({ ...before, isFollowing: false }));
  }, []);
  const onReady = ({ api }: DockviewReadyEvent) => {
    const made: Dock = { api, changes: followDockChanges(api) };
    const remembered = readLayout(storage);
    if (remembered === undefined || !load(made, remembered)) {
      forgetLayout(storage);
      layOut(made);
    } else setFollowing(remembered.isFollowing ? anew : NOBODY);
    setDock(made);
  };

  useEffect(() => {
    if (dock === undefined) return undefined;
    const { api, changes } = dock;
    return panes.attach(
      dockLayout({
        ...dock,
        announce: ui.announce,
        snapshot: () => layoutContent({ dock: api.toJSON(), isFollowing }),
        show(layout) {
          if ("builtIn" in layout) {
            const isFollowing = changes.byItself(() => layOutBuiltIn(api, layout.builtIn, facts()));
            setFollowing(isFollowing ? anew : NOBODY);
            return true;
          }
          const parsed = parseLayout(layout.content);
          const before = { dock: api.toJSON(), isFollowing };
          if (parsed === undefined) return false;
          if (load(dock, parsed)) {
            setFollowing(parsed.isFollowing ? anew : NOBODY);
            return true;
          }
          load(dock, before);
          return false;
        },
        reset() {
          forgetLayout(storage);
          layOut(dock);
        },
      }),
    );
  }, [dock, panes, storage, ui, layOut, isFollowing, facts]);

  useEffect(() => (dock === undefined ? undefined : followPopouts(dock.api, services)), [dock, services]);
  useEffect(() => pageClock.after(TERMINALS_AHEAD_MS, () => void loadTerminalsAhead()), []);
  useEffect(() => (dock === undefined ? undefined : openWhatIsDropped(dock.api)), [dock]);

  useEffect(() => {
    if (dock === undefined) return undefined;
    // The page takes its windows with it, and puts their panes back: that is not how the user left them.
    let isLeaving = false;
    const leave = () => {
      isLeaving = true;
    };
    addEventListener("beforeunload", leave, { capture: true });
    const save = () => {
      if (!isLeaving) saveLayout(storage, { dock: dock.api.toJSON(), isFollowing });
    };
    const changes = dock.api.onDidLayoutChange(save);
    // What was laid out before this listened.
    save();
    return () => {
      changes.dispose();
      removeEventListener("beforeunload", leave, { capture: true });
    };
  }, [dock, storage, isFollowing]);

  return (
    <TerminalPlaceProvider>
      {(place) => (
        <>
          <DockviewReact
            ref={mended}
            theme={THEME}
            components={paneComponents}
            defaultTabComponent={PaneTab}
            watermarkComponent={NoPanes}
            onReady={(event) => {
              event.api.onDidRemovePanel((panel) => {
                const spec = parsePaneSpec(panel.params);
                if (spec?.kind === "terminal") place.release(spec.agent);
              });
              onReady(event);
            }}
            getAnnouncement={(event) => (dock?.changes.isByItself === false ? announcementOf(event) : null)}
            announcer={({ message }) => {
              ui.announce(message);
            }}
            popoutUrl={POPOUT_PAGE}
            noPanelsOverlay="watermark"
          />
          {dock !== undefined && isFollowing && (
            <HerdFollower key={following.nth} {...dock} onArranged={stopFollowing} />
          )}
        </>
      )}
    </TerminalPlaceProvider>
  );
}

/** False where dockview cannot read it: what it has half laid out is then worth less than a working window. */
function load({ api, changes }: Dock, layout: RememberedLayout): boolean {
  return changes.byItself(() => {
    try {
      api.fromJSON(layout.dock);
      return true;
    } catch {
      return false;
    }
  });
}

function NoPanes() {
  const { runCommand } = useServices();
  return (
    <EmptyState icon={<SquareKanban />} title="No pane is open">
      <Button
        className="mt-1"
        onClick={() => {
          runCommand("view.board");
        }}
      >
        Open the board
      </Button>
    </EmptyState>
  );
}
