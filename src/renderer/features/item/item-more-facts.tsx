import { ExternalLink, Plus } from "lucide-react";
import { useState } from "react";
import { readEstimate } from "../../../shared/time-words.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { readDay } from "../../lib/day-words.ts";
import { estimateText, longDay, shortDay } from "../../lib/days.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { EditableFact } from "./fact.tsx";

type Optional = "dueAt" | "deferredUntil" | "estimateMinutes" | "externalRef";
type Edit = Partial<Record<Optional, number | string | null>>;

const NAMES: Readonly<Record<Optional, string>> = {
  dueAt: "Due",
  deferredUntil: "Put off until",
  estimateMinutes: "Estimate",
  externalRef: "Known as",
};
const FIELDS: readonly Optional[] = ["dueAt", "deferredUntil", "estimateMinutes", "externalRef"];
const DAYS_HINT = "fri, in 3 days, 2026-12-24";

/** Facts that many items do without: those it has, and a menu to give it others. */
export function ItemMoreFacts({ item }: { item: ItemView }) {
  const { actions } = useServices();
  const isPast = useIsPast();
  const [added, setAdded] = useState<Optional>();
  const missing = FIELDS.filter((field) => item[field] === undefined);
  const save = (change: Edit) =>
    void actions.attempt(`change ${item.id}`, "item.edit", { item: item.id, ...typed(change) });
  return (
    <>
      {FIELDS.filter((field) => item[field] !== undefined || field === added).map((field) => (
        <OptionalFact
          key={field}
          item={item}
          field={field}
          onSave={save}
          onLeave={() => {
            setAdded(undefined);
          }}
        />
      ))}
      {missing.length > 0 && !isPast && (
        <div>
          <dt className="sr-only">More</dt>
          <dd>
            <Menu
              align="start"
              trigger={<IconButton label="Add a field" icon={<Plus />} />}
              entries={missing.map((field) => ({
                label: NAMES[field],
                run: () => {
                  setAdded(field);
                },
              }))}
            />
          </dd>
        </div>
      )}
    </>
  );
}

/** The fields with the types the contract wants. */
function typed({ dueAt, deferredUntil, estimateMinutes, externalRef }: Edit) {
  return {
    ...(typeof dueAt === "string" || dueAt === undefined ? {} : { dueAt }),
    ...(typeof deferredUntil === "string" || deferredUntil === undefined ? {} : { deferredUntil }),
    ...(typeof estimateMinutes === "string" || estimateMinutes === undefined ? {} : { estimateMinutes }),
    ...(typeof externalRef === "number" || externalRef === undefined ? {} : { externalRef }),
  };
}

type OptionalFactProps = {
  readonly item: ItemView;
  readonly field: Optional;
  onSave(change: Edit): void;
  onLeave(): void;
};

function OptionalFact({ item, field, onSave, onLeave }: OptionalFactProps) {
  const { platform } = useServices();
  const [now] = useState(() => Date.now());
  const name = NAMES[field];
  if (field === "externalRef") {
    const ref = item.externalRef;
    const isAddress = ref !== undefined && /^https?:\/\//.test(ref);
    return (
      <EditableFact
        name={name}
        shown={ref === undefined ? undefined : <span className="max-w-64 truncate">{shortAddress(ref)}</span>}
        text={ref ?? ""}
        placeholder="https://github.com/…/issues/12"
        check={(text) => (text.length > 2_000 ? "At most 2000 characters." : undefined)}
        beside={
          isAddress && (
            <IconButton
              label={`Open ${ref}`}
              icon={<ExternalLink />}
              onClick={() => {
                platform.openExternal(ref);
              }}
            />
          )
        }
        onLeave={onLeave}
        onSave={(text) => {
          onSave({ externalRef: text === "" ? null : text });
        }}
      />
    );
  }
  if (field === "estimateMinutes") {
    const minutes = item.estimateMinutes;
    return (
      <EditableFact
        name={name}
        shown={minutes === undefined ? undefined : estimateText(minutes)}
        text={minutes === undefined ? "" : estimateText(minutes)}
        placeholder="90min, 2h, 1d"
        check={(text) => (readEstimate(compact(text)) === undefined ? "Write 90min, 2h, 1h30min or 2d." : undefined)}
        onLeave={onLeave}
        onSave={(text) => {
          onSave({ estimateMinutes: text === "" ? null : (readEstimate(compact(text)) ?? null) });
        }}
      />
    );
  }
  const at = item[field];
  const options = { endOfDay: field === "dueAt" };
  const isOverdue = field === "dueAt" && at !== undefined && at < now && item.status !== "closed";
  return (
    <EditableFact
      name={name}
      shown={
        at === undefined ? undefined : (
          <span
            title={longDay(at)}
            data-tone={isOverdue ? "trouble" : undefined}
            className={isOverdue ? "text-tone" : ""}
          >
            {shortDay(at, now)}
            {isOverdue && ", overdue"}
          </span>
        )
      }
      text={at === undefined ? "" : isoDay(at)}
      placeholder={DAYS_HINT}
      check={(text) => (readDay(text, now, options) === undefined ? `Write ${DAYS_HINT}.` : undefined)}
      onLeave={onLeave}
      onSave={(text) => {
        onSave({ [field]: text === "" ? null : (readDay(text, now, options) ?? null) });
      }}
    />
  );
}

function compact(text: string): string {
  return text.toLowerCase().replaceAll(" ", "");
}

/** `2026-12-24`, in the page's time zone. */
function isoDay(at: number): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

/** An address without what every address has. */
function shortAddress(ref: string): string {
  return ref
    .replace(/^https?:\/\/(?:www\.)?/, "")
    .replace(/^(github|gitlab)\.com\/([^/]+\/[^/]+)\/(?:-\/)?(?:issues|pull|merge_requests)\/(\d+)$/, "$2#$3");
}
