import { Bell, Moon, PanelLeft, Search, Sun, SunMoon } from "lucide-react";
import { useStore } from "zustand";
import { baseName } from "../../lib/names.ts";
import { unreadCount } from "../../lib/server-state/notification-store.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { usePreferences, useServices, useUi } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { Logo } from "../../ui/logo.tsx";
import { LayoutMenu } from "./layout-menu.tsx";

const THEME_ICONS = { system: <SunMoon />, light: <Sun />, dark: <Moon /> };

export function TitleBar() {
  const { notifications, ui, runCommand } = useServices();
  const overview = useOverview();
  const unreadNotices = useStore(notifications.store, unreadCount);
  const unread = unreadNotices + (overview.data?.counts.unreadMail ?? 0);
  const theme = usePreferences(({ look }) => look.theme);
  const isSidebarOpen = useUi((state) => state.sidebarOpen);
  return (
    <header className="flex h-(--titlebar) shrink-0 items-center gap-2 border-b border-line bg-chrome px-2.5">
      <IconButton
        label={isSidebarOpen ? "Hide the workspace tree" : "Show the workspace tree"}
        command="sidebar.toggle"
        icon={<PanelLeft />}
        aria-expanded={isSidebarOpen}
        onClick={() => {
          runCommand("sidebar.toggle");
        }}
      />
      <div className="flex min-w-0 flex-1 items-center gap-2">
        <Logo />
        <h1 className="text-base font-semibold">Drover</h1>
        {overview.data !== undefined && baseName(overview.data.path) !== "Drover" && (
          <span className="truncate text-sm text-ink-3" title={overview.data.path}>
            {baseName(overview.data.path)}
          </span>
        )}
      </div>
      <button
        type="button"
        onClick={() => {
          runCommand("palette.open");
        }}
        className="flex h-7 w-[min(400px,34vw)] items-center gap-2 rounded-md border border-line bg-field px-2.5 text-sm text-ink-3 transition-colors duration-(--fast) hover:border-line-strong hover:text-ink-2"
      >
        <Search className="size-3.5" aria-hidden="true" />
        <span className="flex-1 truncate text-left">Search or run a command</span>
        <Keys command="palette.open" />
      </button>
      <div className="flex flex-1 items-center justify-end gap-1">
        <LayoutMenu />
        <IconButton
          label={`Theme: ${theme}`}
          icon={THEME_ICONS[theme]}
          onClick={() => {
            runCommand("theme.toggle");
          }}
        />
        <div className="relative">
          <IconButton
            label={unread === 0 ? "Notifications" : `Notifications, ${unread} unread`}
            command="view.notifications"
            icon={<Bell />}
            aria-haspopup="dialog"
            onClick={() => {
              ui.set({ notificationsOpen: !ui.store.getState().notificationsOpen });
            }}
          />
          {unread > 0 && (
            <span
              aria-hidden="true"
              className="pointer-events-none absolute -top-0.5 -right-0.5 flex h-3.5 min-w-3.5 items-center justify-center rounded-full bg-accent-strong px-1 text-[9px] font-semibold text-accent-ink"
            >
              {unread > 99 ? "99+" : unread}
            </span>
          )}
        </div>
      </div>
    </header>
  );
}
