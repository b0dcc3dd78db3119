import { Dialog } from "@base-ui/react/dialog";
import { BellOff, Mail as MailIcon, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Mail, Notification } from "../../../shared/model/mail.ts";
import { Age } from "../../lib/age-view.tsx";
import { lastPart } from "../../lib/names.ts";
import { unreadCount } from "../../lib/server-state/notification-store.ts";
import { useMail, useOverview } from "../../lib/server-state/queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import type { Tone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";

const TONES: Readonly<Record<Notification["kind"], Tone>> = {
  "convoy-landed": "landed",
  "needs-user": "attention",
  "agent-parked": "trouble",
  "submission-sent-back": "attention",
  core: "neutral",
};

/** What the user was told and the user's mail, at the right edge. */
export function NotificationsPanel({ show }: { show: (about: NonNullable<Mail["about"]>) => void }) {
  const { ui, notifications } = useServices();
  const isOpen = useUi((state) => state.notificationsOpen);
  const close = () => {
    ui.set({ notificationsOpen: false });
  };
  useEffect(() => {
    // Read once they were looked at: when the panel closes, so that new ones can be told apart while it is open.
    if (!isOpen) return undefined;
    return notifications.markAllRead;
  }, [isOpen, notifications]);
  const leadTo = (about: Mail["about"]) => {
    close();
    if (about !== undefined) show(about);
  };
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
          <Content leadTo={leadTo} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Mounted when the panel opens: then it begins with what is unread. */
function Content({ leadTo }: { leadTo: (about: Mail["about"]) => void }) {
  const { notifications } = useServices();
  const unreadMail = useOverview().data?.counts.unreadMail ?? 0;
  const [tab, setTab] = useState<"notices" | "mail">(() =>
    unreadMail > 0 && unreadCount(notifications.store.getState()) === 0 ? "mail" : "notices",
  );
  return (
    <>
      <header className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-2 pl-3.5">
        <Dialog.Title className="flex-1 text-base font-semibold">Notifications</Dialog.Title>
        <Segmented
          label="What to show"
          value={tab}
          options={[
            { value: "notices", label: "Notices" },
            { value: "mail", label: "Mail" },
          ]}
          onChange={setTab}
        />
        <Dialog.Close render={<IconButton label="Close" keys="Esc" icon={<X />} />} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {tab === "notices" ? <Notices leadTo={leadTo} /> : <MailList leadTo={leadTo} />}
      </div>
    </>
  );
}

function Notices({ leadTo }: { leadTo: (about: Mail["about"]) => void }) {
  const { notifications } = useServices();
  const state = useStore(notifications.store);
  if (state.notifications.length === 0) {
    return (
      <EmptyState icon={<BellOff />} title="Nothing to tell">
        You hear here when a convoy has landed, or when somebody needs a decision.
      </EmptyState>
    );
  }
  return (
    <ul>
      {state.notifications.map((notice) => (
        <li key={notice.id} className="border-b border-line">
          <Entry
            tone={TONES[notice.kind]}
            isUnread={notice.at > state.readAt}
            title={notice.title}
            body={notice.body}
            at={notice.at}
            onClick={() => {
              leadTo(notice.about);
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function MailList({ leadTo }: { leadTo: (about: Mail["about"]) => void }) {
  const { actions } = useServices();
  const mail = useMail();
  if (mail.isError) return <FailureView error={mail.error} retry={() => void mail.refetch()} />;
  if (mail.data === undefined) return <Loading what="Reading your mail" />;
  if (mail.data.mails.length === 0) return <EmptyState icon={<MailIcon />} title="No mail" />;
  const read = async (message: Mail) => {
    if (message.readAt === undefined) await actions.attempt("mark it as read", "mail.read", { mail: message.id });
    if (message.about !== undefined) leadTo(message.about);
  };
  return (
    <ul>
      {mail.data.mails.map((message) => (
        <li key={message.id} className="border-b border-line">
          <Entry
            tone="neutral"
            isUnread={message.readAt === undefined}
            title={message.subject}
            body={message.body}
            from={lastPart(message.from)}
            at={message.sentAt}
            onClick={() => void read(message)}
          />
        </li>
      ))}
    </ul>
  );
}

type EntryProps = {
  readonly tone: Tone;
  readonly isUnread: boolean;
  readonly title: string;
  readonly body: string;
  readonly from?: string;
  readonly at: number;
  onClick(): void;
};

function Entry({ tone, isUnread, title, body, from, at, onClick }: EntryProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex w-full items-start gap-2.5 px-3.5 py-2.5 text-left outline-offset-[-2px] hover:bg-hover"
    >
      <Dot tone={tone} className="mt-1.5" />
      <span className="min-w-0 flex-1">
        <span className={classNames("block text-sm", isUnread ? "font-semibold text-ink" : "text-ink-2")}>{title}</span>
        {body !== "" && <span className="mt-0.5 line-clamp-3 text-sm whitespace-pre-wrap text-ink-3">{body}</span>}
        {from !== undefined && <span className="mt-0.5 block text-xs text-ink-3">from {from}</span>}
      </span>
      <Age at={at} className="mt-px text-xs text-ink-3 tabular-nums" />
      {isUnread && <span className="sr-only">unread</span>}
    </button>
  );
}
