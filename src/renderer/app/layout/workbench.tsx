import "dockview-react/dist/styles/dockview.css";
import "./workbench.css";
import { type DockviewApi, DockviewReact, type DockviewReadyEvent, type DockviewTheme } from "dockview-react";
import { SquareKanban } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { TerminalPoolProvider } from "../../features/terminal/index.ts";
import { parsePaneSpec } from "../../lib/pane-kinds.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { dockLayout, openPane } from "./dock-layout.ts";
import { HerdFollower } from "./herd-follower.tsx";
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
  const [isFollowing, setFollowing] = useState(false);

  const layOut = useCallback((dock: DockviewApi) => {
    dock.clear();
    openPane(dock, { kind: "board" }, {});
    setFollowing(true);
  }, []);
  const stopFollowing = useCallback(() => {
    setFollowing(false);
  }, []);
  const onReady = ({ api: dock }: DockviewReadyEvent) => {
    const remembered = readLayout(storage);
    try {
      if (remembered === undefined) layOut(dock);
      else {
        dock.fromJSON(remembered.dock);
        setFollowing(remembered.isFollowing);
      }
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
    return detach;
  }, [api, panes, storage, layOut]);

  useEffect(() => {
    if (api === undefined) return undefined;
    const save = () => {
      saveLayout(storage, { dock: api.toJSON(), isFollowing });
    };
    const changes = api.onDidLayoutChange(save);
    // What was laid out before this listened.
    save();
    return () => {
      changes.dispose();
    };
  }, [api, storage, isFollowing]);

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
          {api !== undefined && isFollowing && <HerdFollower api={api} onArranged={stopFollowing} />}
        </>
      )}
    </TerminalPoolProvider>
  );
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
