import { Dialog } from "@base-ui/react/dialog";
import { BellOff, CheckCheck, Mail, MonitorUp, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Notification, NotificationKind } from "../../../shared/model/mail.ts";
import { notificationKinds } from "../../lib/notifications/kinds.ts";
import { showNotice } from "../../lib/notifications/show-notice.ts";
import { unreadCount } from "../../lib/server-state/notification-store.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { NoticeEntry } from "./notice-entry.tsx";

/** What the user was told, at the right edge; each leads to its place. */
export function NotificationsPanel() {
  const { ui, notifications } = useServices();
  const isOpen = useUi((state) => state.notificationsOpen);
  useEffect(() => {
    // Read once they were looked at: when the panel closes, so that new ones can be told apart while it is open.
    if (!isOpen) return undefined;
    return notifications.markAllRead;
  }, [isOpen, notifications]);
  return (
    <Dialog.Root
      open={isOpen}
      modal={false}
      onOpenChange={(open) => {
        ui.set({ notificationsOpen: open });
      }}
    >
      <Dialog.Portal>
        <Dialog.Popup
          data-testid="notifications"
          className="fixed top-[calc(var(--titlebar)+6px)] right-2 bottom-[calc(var(--statusbar)+6px)] z-30 flex w-[360px] max-w-[calc(100vw-16px)] flex-col overflow-hidden rounded-lg bg-popup shadow-popup outline-none transition-[opacity,translate] duration-(--calm) ease-(--ease) data-starting-style:translate-x-3 data-starting-style:opacity-0 data-ending-style:translate-x-3 data-ending-style:opacity-0"
        >
          <Content />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const ALL = "all";
const UNREAD = "unread";
type Wanted = typeof ALL | typeof UNREAD | NotificationKind;

function Content() {
  const { ui, panes, notifications } = useServices();
  const state = useStore(notifications.store);
  const unreadMail = useOverview().data?.counts.unreadMail ?? 0;
  const [wanted, setWanted] = useState<Wanted>(ALL);
  const there = [...new Set(state.notifications.map(({ kind }) => kind))];
  const shown = state.notifications.filter((one) => isWanted(one, wanted, state.readAt));
  const close = () => {
    ui.set({ notificationsOpen: false });
  };
  return (
    <>
      <header className="flex h-10 shrink-0 items-center gap-1 border-b border-line pr-2 pl-3.5">
        <Dialog.Title className="flex-1 text-base font-semibold">Notifications</Dialog.Title>
        <IconButton
          label="Mark all as read"
          icon={<CheckCheck />}
          disabled={unreadCount(state) === 0}
          onClick={notifications.markAllRead}
        />
        <Dialog.Close render={<IconButton label="Close" keys="Esc" icon={<X />} />} />
      </header>
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1.5">
        <Select
          label="Which notifications"
          size="s"
          value={wanted}
          options={[
            { value: ALL, label: "All" },
            { value: UNREAD, label: "Unread" },
            ...there.map((kind) => ({ value: kind, label: notificationKinds[kind].label })),
          ]}
          onChange={setWanted}
        />
        <span className="flex-1" />
        <Button
          size="s"
          look="ghost"
          onClick={() => {
            close();
            panes.open({ kind: "mail" });
          }}
        >
          <Mail className="size-3.5" aria-hidden="true" /> Mail{unreadMail > 0 && `, ${unreadMail} unread`}
        </Button>
      </div>
      <DesktopOffer />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {shown.length === 0 ? (
          <EmptyState icon={<BellOff />} title={wanted === ALL ? "Nothing to tell" : "Nothing of that kind"}>
            You hear here when a convoy has landed, or when somebody needs a decision.
          </EmptyState>
        ) : (
          <ul aria-label="Notifications">
            {shown.map((notice) => (
              <li key={notice.id} className="border-b border-line">
                <NoticeEntry
                  notice={notice}
                  isUnread={notice.at > state.readAt}
                  onClick={() => {
                    close();
                    showNotice({ panes, ui }, notice);
                  }}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function isWanted({ kind, at }: Notification, wanted: Wanted, readAt: number): boolean {
  if (wanted === ALL) return true;
  return wanted === UNREAD ? at > readAt : kind === wanted;
}

/** In a browser: the desktop may be told as well, once the user allows it by a press here. */
function DesktopOffer() {
  const { notices } = useServices();
  const permission = useStore(notices.permission);
  if (permission !== "default") return null;
  return (
    <div className="flex shrink-0 items-center gap-2 border-b border-line bg-sunken px-3 py-2 text-xs text-ink-2">
      <MonitorUp className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
      <span className="flex-1">Hear of it also while this page is not in front.</span>
      <Button size="s" onClick={() => void notices.ask()}>
        Tell the desktop…
      </Button>
    </div>
  );
}
