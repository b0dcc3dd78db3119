import type { Notification } from "../../../shared/model/mail.ts";
import { Age } from "../../lib/age-view.tsx";
import { notificationKinds } from "../../lib/notifications/kinds.ts";
import type { Tone } from "../../lib/stage.ts";
import type { ToastTone } from "../../lib/toasts.ts";
import { Dot } from "../../ui/badge.tsx";
import { classNames } from "../../ui/class-names.ts";

const TONES: Readonly<Record<ToastTone, Tone>> = {
  neutral: "neutral",
  good: "landed",
  attention: "attention",
  trouble: "trouble",
};

/** One thing the user was told; a press leads to its place. */
export function NoticeEntry(props: { notice: Notification; isUnread: boolean; onClick: () => void }) {
  const { notice, isUnread, onClick } = props;
  const { title, body, at, kind } = notice;
  return (
    <button
      type="button"
      data-notice={kind}
      onClick={onClick}
      className="flex w-full items-start gap-2.5 px-3.5 py-2.5 text-left outline-offset-[-2px] hover:bg-hover"
    >
      <Dot tone={TONES[notificationKinds[kind].tone]} className="mt-1.5" />
      <span className="min-w-0 flex-1">
        <span className={classNames("block text-sm", isUnread ? "font-semibold text-ink" : "text-ink-2")}>{title}</span>
        {body !== "" && <span className="mt-0.5 line-clamp-3 text-sm whitespace-pre-wrap text-ink-3">{body}</span>}
      </span>
      <Age at={at} className="mt-px text-xs text-ink-3 tabular-nums" />
      {isUnread && <span className="sr-only">unread</span>}
    </button>
  );
}
