import { z } from "zod";
import { mail } from "../model/mail.ts";
import { USER_ONLY, request, stream } from "./verb.ts";

const shown = z.object({ about: mail.shape.about });

export const windowShow = request({
  name: "window.show",
  summary: "Bring the desktop app to the front, with something in it.",
  input: z.strictObject({ about: mail.shape.about }),
  output: z.object({
    /** Desktop apps that were told. */
    apps: z.int(),
  }),
  errors: [],
  callers: USER_ONLY,
  danger: "safe",
});

/** Nothing at first. Not resumable: what was asked for while nobody listened is not shown later. */
export const windowWatch = stream({
  name: "window.watch",
  summary: "Follow what the desktop app is asked to show.",
  input: z.strictObject({}),
  event: shown,
  errors: [],
  callers: USER_ONLY,
  danger: "safe",
});

export const windowVerbs = [windowShow, windowWatch] as const;
