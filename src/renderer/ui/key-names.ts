import { createContext } from "react";

/** Whether keys are drawn as on a Mac. */
export const KeyNamesContext = createContext(false);
