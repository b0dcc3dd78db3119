import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useStore } from "zustand";
import { keyWords } from "../../../shared/commands/keys.ts";
import { useServices } from "../../lib/services.tsx";
import "./cheat-sheet.css";

/** Whether a cheat sheet is being printed, and how to begin. */
export function usePrinting(): readonly [boolean, () => void] {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    if (!isPrinting) return;
    const end = () => {
      setPrinting(false);
    };
    window.addEventListener("afterprint", end);
    window.print();
    return () => {
      window.removeEventListener("afterprint", end);
    };
  }, [isPrinting]);
  return [
    isPrinting,
    () => {
      setPrinting(true);
    },
  ];
}

/** All keys on paper, in place of the window. On a screen it is not there. */
export function CheatSheet() {
  const { keyMap, platform } = useServices();
  const commands = useStore(keyMap.store, (state) => state.commands);
  const groups = Map.groupBy(
    commands.filter(({ keys }) => keys.length > 0),
    ({ group }) => group,
  );
  return createPortal(
    <div className="cheat-sheet" data-testid="cheat-sheet">
      <h1>Keys of Drover</h1>
      <div className="cheat-sheet-columns">
        {[...groups].map(([group, members]) => (
          <section key={group}>
            <h2>{group}</h2>
            <table>
              <tbody>
                {members.map((command) => (
                  <tr key={command.id}>
                    <th scope="row">{command.title}</th>
                    <td>{command.keys.map((keys) => keyWords(keys, platform.isMac)).join(", ")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
      </div>
    </div>,
    document.body,
  );
}
