import { fullTime } from "../../lib/past/full-time.ts";
import { useServices } from "../../lib/services.tsx";
import { changeText } from "./trail-model.ts";

/** Texts longer than this are told by their name alone. */
const LONGEST_SHOWN = 60;

/** Puts an item back to a version that was made at `at`, once the user has seen what that would change. */
export function useRollback(item: string): (version: number, at: number) => Promise<void> {
  const { actions, toasts, ui } = useServices();
  return async (version, at) => {
    const tried = `put ${item} back to version ${version}`;
    const plan = await actions.attempt(tried, "item.rollback", { item, to: { version }, dryRun: true });
    if (!plan.ok) return;
    const { changes } = plan.value;
    if (changes.length === 0) {
      toasts.say(`${item} is as it was then`);
      return;
    }
    ui.openDialog({
      kind: "confirm",
      title: `Put ${item} back to version ${version}?`,
      body: `As it was on ${fullTime(at)}. What changes: ${changes.map(inWords).join("; ")}. It is a new change, which can be put back in turn; where it stands stays.`,
      deed: "Put it back",
      confirm: () =>
        void actions.attempt(tried, "item.rollback", { item, to: { version } }).then((outcome) => {
          if (!outcome.ok) return;
          const text = `${item} is as it was in version ${version}`;
          toasts.say(text, { tone: "good" });
          ui.announce(text);
        }),
    });
  };
}

function inWords(change: Parameters<typeof changeText>[0]): string {
  const { name, before = "nothing", after = "nothing", isLong } = changeText(change);
  return isLong || before.length + after.length > LONGEST_SHOWN ? name : `${name} from ${before} to ${after}`;
}
