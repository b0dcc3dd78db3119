import "dockview-react/dist/styles/dockview.css";
import "./workbench.css";
import { type DockviewApi, DockviewReact, type DockviewReadyEvent, type DockviewTheme } from "dockview-react";
import { SquareKanban } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { TerminalPoolProvider } from "../../features/terminal/index.ts";
import { parsePaneSpec } from "../../lib/panes.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { dockLayout, openPane } from "./dock-layout.ts";
import { agentsToShow, terminalsThatFit } from "./first-terminals.ts";
import { forgetLayout, readLayout, saveLayout } from "./layout-storage.ts";
import { PaneTab } from "./pane-tab.tsx";
import { paneComponents } from "./panes.tsx";

const THEME: DockviewTheme = {
  name: "drover",
  className: "dockview-theme-drover",
  gap: 1,
  dndOverlayMounting: "absolute",
  dndPanelOverlay: "group",
  dndTabIndicator: "line",
};

/** The docked panes in the middle of the window, remembered over restarts. */
export function Workbench() {
  const { storage, panes } = useServices();
  const [api, setApi] = useState<DockviewApi>();
  const [isFresh, setFresh] = useState(false);

  const layOut = useCallback((dock: DockviewApi) => {
    dock.clear();
    openPane(dock, { kind: "board" }, {});
    setFresh(true);
  }, []);
  const stopFresh = useCallback(() => {
    setFresh(false);
  }, []);
  const onReady = ({ api: dock }: DockviewReadyEvent) => {
    const remembered = readLayout(storage);
    try {
      if (remembered === undefined) layOut(dock);
      else dock.fromJSON(remembered);
    } catch {
      // What dockview cannot read is worth less than a working window.
      forgetLayout(storage);
      layOut(dock);
    }
    setApi(dock);
  };

  useEffect(() => {
    if (api === undefined) return undefined;
    const detach = panes.attach(
      dockLayout(api, () => {
        forgetLayout(storage);
        layOut(api);
      }),
    );
    const changes = api.onDidLayoutChange(() => {
      saveLayout(storage, api.toJSON());
    });
    return () => {
      changes.dispose();
      detach();
    };
  }, [api, panes, storage, layOut]);

  return (
    <TerminalPoolProvider>
      {(pool) => (
        <>
          <DockviewReact
            theme={THEME}
            components={paneComponents}
            defaultTabComponent={PaneTab}
            watermarkComponent={NoPanes}
            onReady={(event) => {
              event.api.onDidRemovePanel((panel) => {
                const spec = parsePaneSpec(panel.params);
                if (spec?.kind === "terminal") pool.release(spec.agent);
              });
              onReady(event);
            }}
            disableFloatingGroups
            noPanelsOverlay="watermark"
          />
          {api !== undefined && isFresh && <FirstTerminals api={api} onFull={stopFresh} />}
        </>
      )}
    </TerminalPoolProvider>
  );
}

/** In a fresh layout, shows the first agents that go to work, until there are enough or the user arranges panes. */
function FirstTerminals({ api, onFull }: { api: DockviewApi; onFull: () => void }) {
  const overview = useOverview();
  const shown = useRef(new Set<string>());
  const agents = overview.data?.agents;
  useEffect(() => {
    const removed = api.onDidRemovePanel(onFull);
    return () => {
      removed.dispose();
    };
  }, [api, onFull]);
  useEffect(() => {
    const room = terminalsThatFit(api.width);
    for (const agent of agentsToShow(agents ?? [], shown.current, room)) {
      shown.current.add(agent);
      openPane(api, { kind: "terminal", agent }, { background: true, split: "right" });
    }
    if (shown.current.size >= room) onFull();
  }, [agents, api, onFull]);
  return null;
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
