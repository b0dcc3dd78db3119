import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import type { ToastData, ToastTone } from "../../lib/toasts.ts";
import { useServices } from "../../lib/services.tsx";

const ICONS: Readonly<Record<ToastTone, typeof Info>> = {
  neutral: Info,
  good: CircleCheck,
  attention: CircleAlert,
  trouble: CircleAlert,
};

/** Short messages in the lower right corner, above the status bar. */
export function ToastList() {
  const { toasts } = useServices();
  return (
    <Toast.Provider toastManager={toasts.manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport
          aria-label="Messages"
          className="fixed right-4 bottom-9 z-50 flex w-[360px] flex-col gap-2 outline-none"
        >
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => {
    const tone = toast.data?.tone ?? "neutral";
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
            <Toast.Title className="text-base font-medium break-words" />
            <Toast.Description className="text-selectable mt-0.5 text-sm break-words text-ink-3" />
            {toast.data?.remedy !== undefined && (
              <p className="text-selectable mt-1 text-sm text-ink-2">{toast.data.remedy}</p>
            )}
          </div>
          {toast.actionProps !== undefined && (
            <Toast.Action className="-my-0.5 h-6 shrink-0 rounded-sm border border-line-strong px-2 text-xs font-medium text-ink hover:bg-active" />
          )}
          <Toast.Close
            aria-label="Dismiss"
            className="flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-active hover:text-ink"
          >
            <X className="size-3.5" />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}
