import { Grid2x2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { textOfScreen } from "../../../shared/wire/cell-screen.ts";
import { useAgentGroups } from "../../lib/agent-groups/use-agent-groups.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import type { WallDeed } from "../../lib/wall-desk.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { arrangeAgents, toneOf, wallAgents } from "./arrange-agents.ts";
import { isTileStep, stepFrom } from "./tile-steps.ts";
import { useCalmSessions } from "./use-calm-sessions.ts";
import { useWallCanvas } from "./use-wall-canvas.ts";
import { TILE_WIDTHS, WALL_FILTERS, WALL_ORDERS, clampSize, createWallSettings, nextOf } from "./wall-settings.ts";
import { WallTile } from "./wall-tile.tsx";
import { FILTER_WORDS, ORDER_WORDS, WallToolbar } from "./wall-toolbar.tsx";

/** The screens of all agents at once, live and small, those who need somebody first. */
export function Wall({ isVisible }: { isVisible: boolean }) {
  const services = useServices();
  const { storage, ui } = services;
  const overview = useOverview();
  const byAgent = useCalmSessions();
  const [settings] = useState(() => createWallSettings(storage));
  const { order, filter } = useStore(settings);
  const ownGroups = useAgentGroups();
  const wallGroup = useUi((state) => state.wallGroup);
  // One that was removed narrows nothing.
  const group = ownGroups.find(({ id }) => id === wallGroup);
  const agents = useMemo(() => {
    const all = wallAgents(overview.data?.agents ?? [], (agent) => byAgent.get(agent.path) ?? agent.status);
    return group === undefined ? all : all.filter(({ agent }) => group.agents.includes(agent.path));
  }, [overview.data, byAgent, group]);
  const groups = useMemo(() => arrangeAgents(agents, { order, filter }), [agents, order, filter]);
  const counts = useMemo(() => {
    const count = (one: (typeof WALL_FILTERS)[number]) =>
      arrangeAgents(agents, { order: "name", filter: one })[0]?.agents.length ?? 0;
    return { all: agents.length, "at-work": count("at-work"), waiting: count("waiting") };
  }, [agents]);
  if (overview.isError && overview.data === undefined) return <FailureView error={overview.error} />;
  if (overview.data === undefined) return <Loading what="Reading the workspace" />;
  if (agents.length === 0 && group === undefined) {
    return (
      <EmptyState icon={<Grid2x2 />} title="No agents yet">
        Workers come when there is work: sling an item to a project.
      </EmptyState>
    );
  }
  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      <WallToolbar settings={settings} counts={counts} groups={ownGroups} group={group?.id} />
      {groups.length === 0 ? (
        <EmptyState
          icon={<Grid2x2 />}
          title={
            agents.length === 0 ? "Nobody is in the group" : filter === "waiting" ? "Nobody waits" : "Nobody is at work"
          }
        >
          <Button
            onClick={() => {
              settings.setState({ filter: "all" });
              if (agents.length === 0) ui.set({ wallGroup: undefined });
            }}
          >
            {agents.length === 0 ? "Show everybody" : `Show all ${agents.length}`}
          </Button>
        </EmptyState>
      ) : (
        <Tiles groups={groups} settings={settings} isVisible={isVisible} />
      )}
    </div>
  );
}

type TilesProps = {
  readonly groups: ReturnType<typeof arrangeAgents>;
  readonly settings: ReturnType<typeof createWallSettings>;
  readonly isVisible: boolean;
};

/** Tiles so small have no foot. */
const SMALL = 1;

function Tiles({ groups, settings, isVisible }: TilesProps) {
  const { ui, cells } = useServices();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { size } = useStore(settings);
  // What decides where tiles stand; states change far more often.
  const arrangement = [
    size,
    ...groups.map(({ project, agents }) => [project, ...agents.map(({ agent }) => agent.path)]),
  ];
  const wall = useWallCanvas({ canvas, scroller }, isVisible, arrangement.join("\n"));
  const [focused, setFocused] = useState<string>();
  const shown = groups.flatMap(({ agents }) => agents.map(({ agent }) => agent));
  const current = shown.find(({ path }) => path === focused) ?? shown[0];
  const [onFocus] = useState(() => (agent: string) => {
    setFocused(agent);
    ui.set({ focusedAgent: agent });
  });

  const deeds: Readonly<Record<WallDeed, () => void>> = {
    peek: () => {
      if (current !== undefined) ui.openDialog({ kind: "peek", agent: current.path });
    },
    nudge: () => {
      if (current !== undefined) ui.openDialog({ kind: "nudge", agent: current.path });
    },
    read: () => {
      if (current === undefined) return;
      const look = cells.look(current.path, () => {});
      const lines = textOfScreen(look.view.screen).filter((line) => line !== "");
      look.release();
      ui.announce(lines.length === 0 ? `The screen of ${current.name} is empty` : lines.join("\n"));
    },
    larger: () => {
      settings.setState({ size: clampSize(size + 1) });
    },
    smaller: () => {
      settings.setState({ size: clampSize(size - 1) });
    },
    "next-order": () => {
      const order = nextOf(WALL_ORDERS, settings.getState().order);
      settings.setState({ order });
      ui.announce(ORDER_WORDS[order]);
    },
    "next-filter": () => {
      const filter = nextOf(WALL_FILTERS, settings.getState().filter);
      settings.setState({ filter });
      ui.announce(`Agents shown: ${FILTER_WORDS[filter]}`);
    },
  };
  const run = useRef(deeds);
  useEffect(() => {
    run.current = deeds;
  });
  useEffect(() => {
    if (!isVisible) return undefined;
    const wallDesk = {
      run(deed: WallDeed) {
        run.current[deed]();
      },
    };
    ui.set({ wallDesk });
    return () => {
      if (ui.store.getState().wallDesk === wallDesk) ui.set({ wallDesk: undefined });
    };
  }, [ui, isVisible]);
  useZoomByWheel(scroller, run);

  return (
    <div
      ref={scroller}
      data-testid="agents"
      data-keys="wall"
      data-size={size}
      role="presentation"
      onKeyDown={(event) => {
        step(event, scroller.current, current?.path);
      }}
      className="relative min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]"
    >
      <div className="relative min-h-full overflow-clip">
        <canvas
          ref={canvas}
          data-testid="wall-canvas"
          aria-hidden="true"
          className="pointer-events-none absolute left-0"
        />
        <div className="relative flex flex-col gap-4 p-3">
          {groups.map(({ project, agents }) => (
            <section key={project ?? ""} aria-label={project === "" ? "Of no project" : project}>
              {project !== undefined && (
                <h2 className="mb-2 flex items-baseline gap-2 text-xs font-medium text-ink-2">
                  {project === "" ? "Of no project" : project}
                  <span className="text-ink-3 tabular-nums">{agents.length}</span>
                </h2>
              )}
              <ul
                aria-label={project === undefined ? "Agents" : `Agents of ${project === "" ? "no project" : project}`}
                style={{ gridTemplateColumns: `repeat(auto-fill, minmax(min(${TILE_WIDTHS[size]}px, 100%), 1fr))` }}
                className="grid gap-2"
              >
                {agents.map(({ agent, status }) => (
                  <WallTile
                    key={agent.path}
                    agent={agent}
                    tone={toneOf({ agent, status })}
                    canvas={wall}
                    isCurrent={agent.path === current?.path}
                    isSmall={size <= SMALL}
                    onFocus={onFocus}
                  />
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}

/** Arrow keys go from tile to tile as they stand. */
function step(event: KeyboardEvent, scroller: HTMLElement | null, from: string | undefined): void {
  const { key, target } = event;
  const isOnTile = target instanceof HTMLElement && target.matches("[data-open-terminal]");
  if (!isOnTile || !isTileStep(key) || event.ctrlKey || event.metaKey || event.altKey || scroller === null) return;
  event.preventDefault();
  const tiles = [...scroller.querySelectorAll<HTMLElement>("li[data-agent]")].map((tile) => {
    const { x, y } = tile.getBoundingClientRect();
    return { agent: tile.dataset["agent"] ?? "", x, y };
  });
  const to = stepFrom(tiles, from, key);
  if (to === undefined) return;
  scroller.querySelector<HTMLElement>(`li[data-agent="${CSS.escape(to)}"] [data-open-terminal]`)?.focus();
}

/** Listened to by hand: React's wheel events cannot keep the page from zooming. */
function useZoomByWheel(
  scroller: { readonly current: HTMLElement | null },
  run: { readonly current: Readonly<Record<WallDeed, () => void>> },
): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let turned = 0;
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      turned += event.deltaY;
      if (Math.abs(turned) < WHEEL_STEP) return;
      run.current[turned < 0 ? "larger" : "smaller"]();
      turned = 0;
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => {
      element.removeEventListener("wheel", turn);
    };
  }, [scroller, run]);
}

/** Of a wheel's travel, in pixels; a touch pad turns in small steps. */
const WHEEL_STEP = 40;
