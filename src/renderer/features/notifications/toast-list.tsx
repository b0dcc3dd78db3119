import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { type MouseEvent, useRef } from "react";
import { useServices } from "../../lib/services.tsx";
import type { ToastPlace } from "../../lib/toast-place.ts";
import type { ToastData, ToastTone } from "../../lib/toasts.ts";
import { classNames } from "../../ui/class-names.ts";
import { Hint } from "../../ui/hint.tsx";
import { useToastPlace } from "./use-toast-place.ts";

const ICONS: Readonly<Record<ToastTone, typeof Info>> = {
  neutral: Info,
  good: CircleCheck,
  attention: CircleAlert,
  trouble: CircleAlert,
};

/** More of them are counted, not stacked: the rest comes up as those go. */
const SHOWN = 3;

/** Short messages in a corner that is free of what one types in. They never take the focus. */
export function ToastList() {
  const { toasts } = useServices();
  return (
    <Toast.Provider toastManager={toasts.manager} limit={SHOWN}>
      <Toast.Portal>
        <Corner />
      </Toast.Portal>
    </Toast.Provider>
  );
}

const PLACES: Readonly<Record<ToastPlace, string>> = {
  "bottom-right": "right-4 bottom-9",
  "top-right": "right-4 top-13",
  "bottom-left": "left-4 bottom-9",
  "top-left": "left-4 top-13",
};

function Corner() {
  const viewport = useRef<HTMLDivElement>(null);
  const { toasts } = Toast.useToastManager<ToastData>();
  const place = useToastPlace(viewport, toasts.length);
  return (
    <Toast.Viewport
      ref={viewport}
      aria-label="Messages"
      data-place={place}
      className={classNames("fixed z-50 flex w-[360px] flex-col gap-2 outline-none", PLACES[place])}
    >
      <Toasts />
    </Toast.Viewport>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => {
    const tone = toast.data?.tone ?? "neutral";
    const times = toast.data?.times ?? 1;
    const Icon = ICONS[tone];
    return (
      <Toast.Root
        key={toast.id}
        toast={toast}
        swipeDirection={["right"]}
        data-testid="toast"
        data-tone={tone}
        className="rounded-lg bg-popup shadow-popup transition-[opacity,translate] duration-(--calm) ease-(--ease) data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0 data-ending-style:translate-x-4 data-ending-style:opacity-0"
      >
        <Toast.Content className="flex items-start gap-2.5 py-2.5 pr-2 pl-3">
          <Icon className="mt-[1.5px] size-4 shrink-0 text-tone" aria-hidden="true" />
          <div className="min-w-0 flex-1">
            <div className="flex items-baseline gap-1.5">
              <Toast.Title className="min-w-0 text-base font-medium break-words" />
              {times > 1 && <span className="shrink-0 text-xs text-ink-3 tabular-nums">{times}×</span>}
            </div>
            <Toast.Description className="text-selectable mt-0.5 text-sm break-words text-ink-3" />
            {toast.data?.remedy !== undefined && (
              <p className="text-selectable mt-1 text-sm text-ink-2">{toast.data.remedy}</p>
            )}
          </div>
          {toast.actionProps !== undefined && (
            <Toast.Action
              onMouseDown={keepFocus}
              className="-my-0.5 h-6 shrink-0 rounded-sm border border-line-strong px-2 text-xs font-medium text-ink hover:bg-active"
            />
          )}
          <Hint text="Dismiss all" command="messages.dismiss" side="left">
            <Toast.Close
              aria-label="Dismiss"
              onMouseDown={keepFocus}
              className="flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-active hover:text-ink"
            >
              <X className="size-3.5" />
            </Toast.Close>
          </Hint>
        </Toast.Content>
      </Toast.Root>
    );
  });
}

/** What one typed in goes on having the focus when a message is pressed with the mouse. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
