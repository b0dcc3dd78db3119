import { Timer, TimerOff } from "lucide-react";
import { useState } from "react";
import { readEstimate } from "../../../../shared/time-words.ts";
import { estimateText } from "../../../lib/days.ts";
import { useServices } from "../../../lib/services.tsx";
import type { FieldPickerProps } from "./choice-picker.tsx";
import { Picker, type PickerOption } from "../../../ui/picker.tsx";

const NONE = "/none";
/** Minutes. */
const OFFERED = [15, 30, 60, 120, 240, 480, 960, 2_400];

export function EstimatePicker({ items, known, what, onClose }: FieldPickerProps) {
  const { actions } = useServices();
  const [text, setText] = useState("");
  const typed = text.trim().toLowerCase().replaceAll(" ", "");
  const meant = readEstimate(typed);
  const minutes = meant === undefined ? OFFERED.filter((one) => estimateText(one).includes(typed)) : [meant];
  const options: PickerOption[] = minutes.map((one) => ({
    value: String(one),
    label: estimateText(one),
    mark: <Timer className="size-3.5" />,
    isChosen: known.length === items.length && known.every((item) => item.estimateMinutes === one),
  }));
  if (known.some((item) => item.estimateMinutes !== undefined) && "no estimate".includes(typed)) {
    options.push({ value: NONE, label: "No estimate", mark: <TimerOff className="size-3.5" /> });
  }
  return (
    <Picker
      title={`Estimate of ${what}`}
      placeholder="90min, 2h, 1d"
      text={text}
      options={options}
      empty="Write 90min, 2h, 1h30min or 2d."
      onText={setText}
      onClose={onClose}
      onPick={(value) => {
        onClose();
        const estimateMinutes = value === NONE ? null : Number(value);
        const said = estimateMinutes === null ? "has no estimate" : `is estimated at ${estimateText(estimateMinutes)}`;
        void actions.changeItems(items, { estimateMinutes }, said);
      }}
    />
  );
}
